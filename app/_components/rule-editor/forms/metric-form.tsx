"use client";
import { useTranslations } from "next-intl";
import { useMetrics } from "@/app/_components/metrics/use-metrics";
import { useFormat } from "@/app/_i18n/use-format";
import { Combobox } from "@/app/_ui/input/combobox";
import { Select } from "@/app/_ui/input/select";
import type { MeasuredAs } from "@/server/domain/segments/conditions/metric";
import type { Condition } from "@/server/domain/segments/rule";
import { Comparison } from "../comparison";
import { newMetricCondition } from "../new-conditions";
import type { Test } from "../operators";
import { CategoriesPicker, ProductsPicker, StoresPicker } from "../pickers";
import { textsOf } from "../rule-names";
import type { FormProps } from "./props";
import { WeekdayPicker } from "./purchase-details";

/** A metric by its name, compared in its unit: shares as percent, codes by what they name. */
export function MetricForm({ condition, onChange }: Omit<FormProps<"metric">, "context">) {
  const t = useTranslations("rule-editor");
  const families = useTranslations("metrics.families");
  const metrics = useMetrics();
  const shape = metrics.find(condition.metric) ?? {
    type: condition.type,
    unit: "number" as const,
    isTotal: false,
  };
  const set = (test: Test) => onChange({ ...condition, test } as Condition);
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Combobox
        className="w-64 max-w-full"
        label={t("rule.metric")}
        placeholder={t("pick.metric")}
        value={{ value: condition.metric, label: metrics.nameOf(condition.metric) }}
        onChange={(option) => {
          const chosen = option && metrics.find(option.value);
          if (!chosen) return;
          // The comparison stays where the other metric is compared in the same way.
          const isAlike =
            chosen.type === shape.type && chosen.unit === shape.unit && chosen.isTotal === shape.isTotal;
          onChange(
            isAlike ? { ...condition, metric: chosen.metric } : newMetricCondition(chosen.metric, chosen),
          );
        }}
        options={metrics.all.map((one) => ({
          value: one.metric,
          label: `${families(one.family)} › ${one.name}`,
        }))}
      />
      {condition.type === "text" && isCoded(shape, condition.test) ? (
        <CodedTest unit={shape.unit} test={condition.test} onChange={set} />
      ) : (
        <MeasuredTest shape={shape} test={condition.test} onChange={set} />
      )}
    </div>
  );
}

function MeasuredTest({
  shape,
  test,
  onChange,
}: {
  shape: MeasuredAs;
  test: Test;
  onChange(test: Test): void;
}) {
  const t = useTranslations("metrics.units");
  const format = useFormat();
  const isShare = shape.unit === "share";
  const unit =
    shape.unit === "money"
      ? format.currency
      : shape.unit === "days" || shape.unit === "share" || shape.unit === "hour" || shape.unit === "times"
        ? t(shape.unit)
        : undefined;
  return (
    <Comparison
      type={shape.type === "number" ? (shape.isTotal ? "count" : "number") : shape.type}
      test={isShare ? scaled(test, 100) : test}
      onChange={(next) => onChange(isShare ? scaled(next, 0.01) : next)}
      unit={unit}
      of={shape.unit === "brand" ? "brand" : undefined}
    />
  );
}

/** Rounded, as 0.3 times 100 is not quite 30. */
function scaled(test: Test, factor: number): Test {
  const next: Test = { ...test };
  for (const key of ["value", "from", "to"] as const) {
    const value = next[key];
    if (typeof value === "number") next[key] = Math.round(value * factor * 1e6) / 1e6;
  }
  return next;
}

const listed: readonly string[] = ["in", "not_in", "equals", "not_equals", "is_empty", "is_not_empty"];
const coded: readonly string[] = ["store", "category", "product", "weekday"];
const isCoded = (shape: MeasuredAs, test: Test) =>
  coded.includes(shape.unit) && listed.includes(test.operator);

/** Codes are chosen by name, and are one of a list or none of it. */
function CodedTest({
  unit,
  test,
  onChange,
}: {
  unit: MeasuredAs["unit"];
  test: Test;
  onChange(test: Test): void;
}) {
  const t = useTranslations("rule-editor.rule");
  const operator = { equals: "in", not_equals: "not_in" }[test.operator] ?? test.operator;
  const values = textsOf(test);
  const choose = (next: string[]) => onChange({ operator, values: next });
  return (
    <div className="flex min-w-0 flex-wrap items-start gap-1.5">
      <Select
        label={t("operator")}
        className="w-40"
        value={operator}
        onChange={(next) =>
          onChange(next.startsWith("is_") ? { operator: next } : { operator: next, values })
        }
        options={(["in", "not_in", "is_empty", "is_not_empty"] as const).map((value) => ({
          value,
          label: t(`operators.${value}`),
        }))}
      />
      {operator.startsWith("is_") ? null : unit === "store" ? (
        <StoresPicker values={values} onChange={choose} />
      ) : unit === "category" ? (
        <CategoriesPicker values={values} onChange={choose} />
      ) : unit === "product" ? (
        <ProductsPicker values={values} onChange={choose} />
      ) : (
        <WeekdayPicker value={values.map(Number)} onChange={(days) => choose(days.map(String))} />
      )}
    </div>
  );
}
