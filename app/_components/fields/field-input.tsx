"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { Checkbox } from "@/app/_ui/input/choice";
import { Combobox } from "@/app/_ui/input/combobox";
import { Field } from "@/app/_ui/input/field";
import { Input, Textarea } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Segmented } from "@/app/_ui/input/segmented";
import type { FieldDef, Json } from "@/server/domain/fields/model";
import type { FieldItem } from "./use-custom-fields";

interface FieldInputProps {
  field: FieldDef;
  value: unknown;
  /** null clears the value. The server reads what is given: text is as good as a number. */
  onChange(value: Json): void;
  items?: readonly FieldItem[] | undefined;
  /** What the server said of `attributes.<code>`. */
  error?: string | undefined;
}

/** The control of one custom field with its label, its rules in words, and what is wrong with its value. */
export function FieldInput({ field, value, onChange, items = [], error }: FieldInputProps) {
  const t = useTranslations("fields");
  const rules = useRuleWords(field);
  const help = [field.description, rules].filter(Boolean).join(" ");
  const optional = field.rules.isRequired ? {} : { optional: t("optional") };
  if (field.type === "boolean" || field.type === "multiselect")
    // These are groups of controls, which name themselves.
    return (
      <fieldset className="flex flex-col gap-1.5">
        <legend className="mb-1.5 font-medium text-ink text-sm">{field.name}</legend>
        <FieldControl field={field} value={value} onChange={onChange} items={items} />
        {error ? (
          <p role="alert" className="text-bad text-xs">
            {error}
          </p>
        ) : null}
        {help ? <p className="text-muted text-xs">{help}</p> : null}
      </fieldset>
    );
  return (
    <Field label={field.name} help={help || undefined} error={error} {...optional}>
      <FieldControl field={field} value={value} onChange={onChange} items={items} />
    </Field>
  );
}

function FieldControl({ field, value, onChange, items = [] }: Omit<FieldInputProps, "error">) {
  const t = useTranslations("fields");
  const format = useFormat();
  const text = value === null || value === undefined ? "" : typeof value === "string" ? value : String(value);
  const write = (next: string) => onChange(next === "" ? null : next);
  switch (field.type) {
    case "boolean":
      return (
        <Segmented
          label={field.name}
          value={value === true ? "yes" : value === false ? "no" : "empty"}
          onChange={(next) => onChange(next === "yes" ? true : next === "no" ? false : null)}
          options={(["yes", "no", "empty"] as const).map((key) => ({ value: key, label: t(`value.${key}`) }))}
        />
      );
    case "integer":
    case "decimal":
    case "money":
      return (
        <NumberInput
          value={typeof value === "number" ? value : undefined}
          onChange={(next) => onChange(next ?? null)}
          {...(field.type === "money" ? { unit: format.currency } : {})}
        />
      );
    case "text":
      return <Textarea value={text} onChange={(event) => write(event.target.value)} />;
    case "date":
      return (
        <Input
          type="date"
          className="w-44"
          value={text.slice(0, 10)}
          min={field.rules.earliest}
          max={field.rules.latest}
          onChange={(event) => write(event.target.value)}
        />
      );
    case "datetime":
      return (
        <Input
          type="datetime-local"
          className="w-56"
          value={localText(text, format)}
          onChange={(event) => write(event.target.value)}
        />
      );
    case "dictionary": {
      const chosen = items.find((item) => item.code === value);
      return (
        <Combobox
          isClearable
          placeholder={t("choose")}
          value={value ? { value: String(value), label: chosen?.name ?? String(value) } : undefined}
          onChange={(option) => onChange(option?.value ?? null)}
          options={offered(items, [value]).map((item) => ({ value: item.code, label: item.name }))}
        />
      );
    }
    case "multiselect":
      return <Items items={items} value={value} onChange={onChange} />;
    case "json":
      return <JsonControl value={value} onChange={onChange} />;
    default:
      return (
        <Input
          type={{ email: "email", phone: "tel", url: "url" }[field.type as string] ?? "text"}
          value={text}
          onChange={(event) => write(event.target.value)}
        />
      );
  }
}

/** Active items, and those the value already holds. */
const offered = (items: readonly FieldItem[], held: readonly unknown[]) =>
  items.filter((item) => item.isActive || held.includes(item.code));

function Items({
  items,
  value,
  onChange,
}: {
  items: readonly FieldItem[];
  value: unknown;
  onChange(value: Json): void;
}) {
  const held = Array.isArray(value) ? value.map(String) : [];
  const set = (next: string[]) => onChange(next.length > 0 ? next : null);
  return (
    <div className="flex max-h-52 flex-col gap-1.5 overflow-y-auto rounded-md border p-2">
      {offered(items, held).map((item) => (
        <Checkbox
          key={item.code}
          label={item.name}
          checked={held.includes(item.code)}
          onChange={(isOn) => set(isOn ? [...held, item.code] : held.filter((code) => code !== item.code))}
        />
      ))}
    </div>
  );
}

/** Keeps what is typed until it is JSON, so that nothing half-written is lost. */
function JsonControl({ value, onChange }: { value: unknown; onChange(value: Json): void }) {
  const t = useTranslations("fields");
  const [draft, setDraft] = useState<string>();
  const shown = draft ?? (value === null || value === undefined ? "" : JSON.stringify(value, null, 2));
  const isBroken = draft !== undefined && draft.trim() !== "" && parsedOf(draft) === undefined;
  return (
    <>
      <Textarea
        className="font-mono text-xs"
        value={shown}
        onChange={(event) => {
          setDraft(event.target.value);
          const next = event.target.value.trim() === "" ? null : parsedOf(event.target.value);
          if (next !== undefined) onChange(next);
        }}
      />
      {isBroken ? <p className="text-warn text-xs">{t("brokenJson")}</p> : null}
    </>
  );
}

function parsedOf(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** A stored moment as the control wants it, on the project's clock; what is being typed stays as it is. */
function localText(text: string, format: ReturnType<typeof useFormat>): string {
  if (!/Z$|[+-]\d\d:?\d\d$/.test(text)) return text;
  return `${format.isoDay(text)}T${format.time(text)}`;
}

/** What a value must keep to, in words. */
function useRuleWords(field: FieldDef): string {
  const t = useTranslations("fields.ruleWords");
  const format = useFormat();
  const { min, max, earliest, latest, maxLength } = field.rules;
  const words: string[] = [];
  if (min !== undefined && max !== undefined)
    words.push(t("between", { min: format.number(min), max: format.number(max) }));
  else if (min !== undefined) words.push(t("min", { min: format.number(min) }));
  else if (max !== undefined) words.push(t("max", { max: format.number(max) }));
  if (earliest) words.push(t("earliest", { day: format.calendarDate(earliest) }));
  if (latest) words.push(t("latest", { day: format.calendarDate(latest) }));
  if (maxLength !== undefined && field.type !== "multiselect")
    words.push(t("maxLength", { count: maxLength }));
  return words.join(" ");
}
