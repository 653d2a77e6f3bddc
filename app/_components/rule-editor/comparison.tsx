"use client";
import { useTranslations } from "next-intl";
import type { FieldItem } from "@/app/_components/fields/use-custom-fields";
import { Input } from "@/app/_ui/input/input";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";
import { ItemOperand } from "./item-operand";
import { operatorsOf, type Test, type TestType, withOperator } from "./operators";
import { KnownValue, KnownValues } from "./pickers";

interface ComparisonProps {
  type: TestType;
  test: Test;
  onChange(test: Test): void;
  /** The values there are, when they come from a dictionary: chosen by name instead of typed. */
  items?: readonly FieldItem[] | undefined;
  /** Whose values are offered where text is compared: a customer's field, a brand. */
  of?: string | undefined;
  /** Said behind the figure: "EUR". */
  unit?: string | undefined;
}

/** Parts of a word mean nothing where values are chosen from a dictionary. */
const offeredOperators = (type: TestType, hasItems: boolean): string[] =>
  operatorsOf(type).filter(
    (operator) => !hasItems || !["contains", "not_contains", "starts_with"].includes(operator),
  );

/** An operator and its value; changing the operator keeps what was typed where it still fits. */
export function Comparison({ type, test, onChange, items, of, unit }: ComparisonProps) {
  const t = useTranslations("rule-editor.rule");
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-1.5">
      <Select
        label={t("operator")}
        className="w-40"
        value={test.operator}
        onChange={(operator) => onChange(withOperator(type, test, operator))}
        options={offeredOperators(type, items !== undefined).map((value) => ({
          value,
          label: t(`operators.${value as "equals"}`),
        }))}
      />
      <Operand type={type} test={test} onChange={onChange} items={items} of={of} unit={unit} />
    </div>
  );
}

function Operand({ type, test, onChange, items, of, unit }: ComparisonProps) {
  const t = useTranslations("rule-editor.rule");
  if ("days" in test && typeof test.days === "number")
    return (
      <NumberInput
        aria-label={t("days")}
        className="w-20"
        value={test.days}
        onChange={(days) => onChange({ ...test, days: Math.max(0, Math.round(days ?? 0)) })}
      />
    );
  if ("from" in test)
    return (
      <>
        {(["from", "to"] as const).map((end) =>
          type === "date" ? (
            <Input
              key={end}
              type="date"
              aria-label={t(end)}
              className="w-36"
              value={String(test[end] ?? "")}
              onChange={(event) => onChange({ ...test, [end]: event.target.value })}
            />
          ) : (
            <NumberInput
              key={end}
              aria-label={t(end)}
              className={unit ? "w-32" : "w-24"}
              {...(unit ? { unit } : {})}
              value={Number(test[end])}
              onChange={(value) => onChange({ ...test, [end]: value ?? 0 })}
            />
          ),
        )}
      </>
    );
  if (items && (test.values || typeof test.value === "string"))
    return <ItemOperand test={test} items={items} onChange={onChange} />;
  if (test.values)
    return (
      <KnownValues
        of={of ?? "none"}
        label={t("value")}
        values={test.values}
        onChange={(values) => onChange({ ...test, values })}
      />
    );
  if (!("value" in test)) return null;
  if (type === "text" && of && (test.operator === "equals" || test.operator === "not_equals"))
    return (
      <KnownValue
        of={of}
        value={String(test.value ?? "")}
        onChange={(value) => onChange({ ...test, value })}
      />
    );
  if (type === "text")
    return (
      <Input
        aria-label={t("value")}
        className="w-56"
        value={String(test.value ?? "")}
        onChange={(event) => onChange({ ...test, value: event.target.value })}
      />
    );
  if (type === "date")
    return (
      <Input
        type="date"
        aria-label={t("value")}
        className="w-36"
        value={String(test.value ?? "")}
        onChange={(event) => onChange({ ...test, value: event.target.value })}
      />
    );
  return (
    <NumberInput
      aria-label={t("value")}
      className={unit ? "w-32" : "w-24"}
      {...(unit ? { unit } : {})}
      value={Number(test.value ?? 0)}
      onChange={(value) => onChange({ ...test, value: value ?? 0 })}
    />
  );
}
