"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { DurationInput, NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findTemplate } from "@/server/domain/campaigns/nodes/send-email/node";

type Control = "duration" | "least-interval" | "sum" | "days" | "days-or-none" | "letter" | "text";
interface RecipeField {
  control: Control;
  /** Rarely touched: folded away. */
  isExtra?: boolean;
}

/**
 * How each setting of the recipes is asked for. Recipes share names for the same thing, so a new recipe seldom needs a
 * new line; its texts are `campaigns.recipes.fields.<name>`. A setting not listed keeps its default.
 */
export const recipeFields = {
  idle_seconds: { control: "duration" },
  first_wait_seconds: { control: "duration" },
  first_template: { control: "letter" },
  second_wait_seconds: { control: "duration" },
  second_template: { control: "letter" },
  min_total: { control: "sum" },
  attribution_days: { control: "days-or-none", isExtra: true },
  reentry_seconds: { control: "least-interval", isExtra: true },
  lifetime_days: { control: "days", isExtra: true },
  category: { control: "text", isExtra: true },
  container: { control: "text", isExtra: true },
} satisfies Record<string, RecipeField>;
export type RecipeFieldName = keyof typeof recipeFields;

const day = 86_400;
const units = ["second", "minute", "hour", "day"] as const;

interface RecipeFieldInputProps {
  name: RecipeFieldName;
  value: unknown;
  templates: readonly TemplateFact[];
  isWrong: boolean;
  onChange(value: unknown): void;
}

/** A setting with its label, what it does, and the control it deserves. */
export function RecipeFieldInput({ name, value, templates, isWrong, onChange }: RecipeFieldInputProps) {
  const t = useTranslations("campaigns.recipes");
  return (
    <Field
      label={t(`fields.${name}.label`)}
      help={t(`fields.${name}.help`)}
      error={isWrong ? t("fieldWrong") : undefined}
    >
      <FieldControl
        control={recipeFields[name].control}
        value={value}
        templates={templates}
        onChange={onChange}
      />
    </Field>
  );
}

interface ControlProps {
  control: Control;
  value: unknown;
  templates: readonly TemplateFact[];
  onChange(value: unknown): void;
}

function FieldControl({ control, value, templates, onChange }: ControlProps) {
  const t = useTranslations("campaigns.recipes");
  const { currency } = useFormat();
  const number = typeof value === "number" ? value : undefined;
  const text = typeof value === "string" ? value : "";
  switch (control) {
    case "duration":
      return <DurationInput value={number ?? 0} units={units} onChange={onChange} />;
    case "least-interval":
      return <LeastInterval seconds={number} onChange={onChange} />;
    case "sum":
      return (
        <NumberInput
          className="w-40"
          unit={currency}
          value={number}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case "days":
    case "days-or-none":
      return (
        <NumberInput
          className="w-32"
          unit={t("days")}
          value={number}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case "letter":
      return <LetterChoice named={text} templates={templates} onChange={onChange} />;
    case "text":
      return (
        <Input
          className="w-60 max-w-full"
          value={text}
          maxLength={100}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function LetterChoice({
  named,
  templates,
  onChange,
}: {
  named: string;
  templates: readonly TemplateFact[];
  onChange(value: string): void;
}) {
  const t = useTranslations("campaigns.recipes");
  const chosen = findTemplate(templates, named);
  return (
    <Combobox
      value={chosen && { value: chosen.code, label: chosen.name }}
      placeholder={t("chooseLetter")}
      onChange={(option) => option && onChange(option.value)}
      options={templates
        .filter((one) => one.channel === "email" && !one.isArchived)
        .map((one) => ({
          value: one.code,
          label: one.name,
          ...(one.isPublished ? {} : { hint: t("notPublished") }),
        }))}
    />
  );
}

function LeastInterval({
  seconds,
  onChange,
}: {
  seconds: number | undefined;
  onChange(seconds: number | null): void;
}) {
  const t = useTranslations("campaigns.settingsPage");
  return (
    <div className="flex flex-wrap gap-1.5">
      <Select
        className="w-60 max-w-full"
        value={seconds === undefined ? "always" : "interval"}
        onChange={(kind) => onChange(kind === "always" ? null : 7 * day)}
        options={(["always", "interval"] as const).map((value) => ({ value, label: t(`reentry.${value}`) }))}
      />
      {seconds === undefined ? null : (
        <DurationInput
          label={t("interval.label")}
          value={seconds}
          units={["hour", "day", "week"]}
          onChange={(next) => onChange(Math.max(1, next))}
        />
      )}
    </div>
  );
}
