"use client";
import { useTranslations } from "next-intl";
import { Switch } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { type ContentFieldName, contentFields, type LetterContent } from "@/emails/content";
import { PointsControl } from "./points-control";
import { TextControl } from "./text-control";

interface ContentControlProps {
  name: ContentFieldName;
  content: LetterContent;
  onChange(changes: Partial<LetterContent>): void;
  error: string | undefined;
  values: Readonly<Record<string, string>>;
}

/** One field of the content, by its kind. */
export function ContentControl({ name, content, onChange, error, values }: ContentControlProps) {
  const t = useTranslations("templates");
  const { kind, isRequired } = contentFields[name];
  const label = t(`fields.${name}.label`);
  const help = t.has(`fields.${name}.help`) ? t(`fields.${name}.help`) : undefined;
  const value = content[name];
  if (kind === "points")
    return (
      <PointsControl points={content.points} onChange={(points) => onChange({ points })} label={label} />
    );
  if (kind === "switch")
    return (
      <Switch
        checked={value === true}
        onChange={(next) => onChange({ [name]: next })}
        label={label}
        help={help}
      />
    );
  if (kind === "count")
    return (
      <Field label={label} help={help} error={error}>
        <NumberInput
          className="w-24"
          value={content.itemLimit}
          onChange={(next) => next !== undefined && onChange({ itemLimit: Math.round(next) })}
        />
      </Field>
    );
  if (kind === "colour")
    return (
      <Field label={label} help={help} error={error}>
        <div className="flex items-center gap-2">
          <input
            type="color"
            aria-label={label}
            value={/^#[0-9a-f]{6}$/i.test(content.accent) ? content.accent : "#000000"}
            onChange={(event) => onChange({ accent: event.target.value })}
            className="size-8 shrink-0 cursor-pointer rounded-md border bg-canvas p-0.5"
          />
          <Input
            className="figures w-28"
            value={content.accent}
            onChange={(event) => onChange({ accent: event.target.value.trim() })}
          />
        </div>
      </Field>
    );
  return (
    <TextControl
      name={name}
      label={label}
      help={help}
      optional={isRequired ? undefined : t("optional")}
      value={typeof value === "string" ? value : ""}
      onChange={(text) => onChange({ [name]: text })}
      error={error}
      values={values}
    />
  );
}
