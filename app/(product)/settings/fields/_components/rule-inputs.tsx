"use client";
import { useTranslations } from "next-intl";
import { Switch } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import type { FieldRules, FieldType } from "@/server/domain/fields/model";
import { rulesOf } from "./field-draft";

interface Props {
  type: FieldType;
  rules: FieldRules;
  onChange(rules: FieldRules): void;
  error(path: string): string | undefined;
}

/** The limits that mean something for the type, two in a row. */
export function RuleInputs({ type, rules, onChange, error }: Props) {
  const t = useTranslations("fields.settings.form");
  const names = rulesOf(type);
  return (
    <>
      {names.length > 0 ? (
        <div className="grid grid-cols-2 gap-3 sm:grid-cols-3">
          {names.map((name) => (
            <Field
              key={name}
              label={name === "maxLength" && type === "multiselect" ? t("maxItems") : t(name)}
              error={error(`rules.${name}`)}
            >
              {name === "earliest" || name === "latest" ? (
                <Input
                  type="date"
                  value={rules[name] ?? ""}
                  onChange={(event) => onChange({ ...rules, [name]: event.target.value || undefined })}
                />
              ) : (
                <NumberInput value={rules[name]} onChange={(next) => onChange({ ...rules, [name]: next })} />
              )}
            </Field>
          ))}
        </div>
      ) : null}
      <Switch
        checked={rules.isRequired ?? false}
        onChange={(isRequired) => onChange({ ...rules, isRequired: isRequired || undefined })}
        label={t("required")}
        help={t("requiredHelp")}
      />
    </>
  );
}
