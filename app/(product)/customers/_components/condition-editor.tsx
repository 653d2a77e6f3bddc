"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { Combobox } from "@/app/_ui/input/combobox";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import type { ListCondition, ListOperator } from "@/server/domain/customers/list/conditions";
import { type FilterField, operatorsOf } from "./filter-fields";

interface Props {
  field: FilterField;
  condition: ListCondition | undefined;
  onChange(condition: ListCondition): void;
}
type Value = string | number | boolean | undefined;

const withoutValue: readonly ListOperator[] = ["known", "empty"];

/** One condition: what is said of the field, and with what. Applied when it is whole. */
export function ConditionEditor({ field, condition, onChange }: Props) {
  const t = useTranslations("customers.conditions");
  const [op, setOp] = useState<ListOperator>(condition?.op ?? operatorsOf[field.kind][0]);
  const given = Array.isArray(condition?.value) ? condition.value[0] : condition?.value;
  const [value, setValue] = useState<Value>(given ?? (field.kind === "flag" ? true : undefined));
  const needsValue = !withoutValue.includes(op);
  const isWhole = !needsValue || (value !== undefined && value !== "");
  const apply = (next: Value = value) =>
    onChange({ field: field.field, op, ...(needsValue && next !== undefined ? { value: next } : {}) });
  return (
    <form
      className="flex w-64 flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole) apply();
      }}
    >
      <Select<ListOperator>
        label={t("operator")}
        value={op}
        onChange={setOp}
        options={operatorsOf[field.kind].map((one) => ({ value: one, label: t(`operators.${one}`) }))}
      />
      {needsValue ? <ValueInput field={field} op={op} value={value} onChange={setValue} /> : null}
      <Button type="submit" size="sm" variant="primary" disabled={!isWhole} className="self-end">
        {t("apply")}
      </Button>
    </form>
  );
}

function ValueInput({
  field,
  op,
  value,
  onChange,
}: {
  field: FilterField;
  op: ListOperator;
  value: Value;
  onChange(value: Value): void;
}) {
  const t = useTranslations("customers.conditions");
  if (field.kind === "flag")
    return (
      <Select
        label={field.label}
        value={String(value ?? true)}
        onChange={(next) => onChange(next === "true")}
        options={[
          { value: "true", label: t("yes") },
          { value: "false", label: t("no") },
        ]}
      />
    );
  if (op === "in_last" || op === "not_in_last" || field.kind === "number")
    return (
      <NumberInput
        aria-label={field.label}
        value={typeof value === "number" ? value : undefined}
        onChange={onChange}
        {...(field.kind === "number" ? {} : { unit: t("days") })}
      />
    );
  if (field.options)
    return field.options.length > 8 ? (
      <Combobox
        label={field.label}
        value={field.options.find((option) => option.value === value)}
        options={[...field.options]}
        placeholder={t("choose")}
        onChange={(option) => onChange(option?.value)}
      />
    ) : (
      <Select
        label={field.label}
        placeholder={t("choose")}
        value={typeof value === "string" ? value : undefined}
        onChange={onChange}
        options={field.options}
      />
    );
  return (
    <Input
      autoFocus
      aria-label={field.label}
      type={field.kind === "day" || field.kind === "instant" ? "date" : "text"}
      value={typeof value === "string" ? value : ""}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
