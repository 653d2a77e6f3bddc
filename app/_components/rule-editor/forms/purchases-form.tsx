"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Select } from "@/app/_ui/input/select";
import { type PurchaseMeasure, purchaseMeasures } from "@/server/domain/segments/conditions/purchases";
import type { Condition } from "@/server/domain/segments/rule";
import { Comparison } from "../comparison";
import type { TestType } from "../operators";
import { WindowInput } from "../window-input";
import type { FormProps } from "./props";
import { PurchaseDetails } from "./purchase-details";

type Purchases = FormProps<"purchases">["condition"];

const counted: readonly PurchaseMeasure[] = ["count", "sum", "visits", "items", "lines_sum"];
const dated: readonly PurchaseMeasure[] = ["first_on", "last_on"];
const inMoney: readonly PurchaseMeasure[] = ["sum", "lines_sum", "average", "smallest", "largest"];

const typeOf = (measure: PurchaseMeasure): TestType =>
  counted.includes(measure) ? "count" : dated.includes(measure) ? "date" : "number";

/** Another measure keeps the comparison where it is of the same type. */
function withMeasure(condition: Purchases, measure: PurchaseMeasure): Condition {
  const type = typeOf(measure);
  const kept = typeOf(condition.measure) === type;
  const test = kept
    ? condition.test
    : type === "date"
      ? { operator: "in_last_days", days: 30 }
      : { operator: "at_least", value: 1 };
  return { ...condition, measure, test } as Condition;
}

/** "Receipts · amount · at least 5,000 · in the last 90 days", and what must hold of each of them. */
export function PurchasesForm({ condition, onChange, context }: FormProps<"purchases">) {
  const t = useTranslations("rule-editor.rule");
  const format = useFormat();
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        <Select
          label={t("what")}
          className="w-40"
          value={condition.of}
          onChange={(of) => onChange({ ...condition, of })}
          options={(["all", "receipts", "orders", "returns"] as const).map((value) => ({
            value,
            label: t(`ofs.${value}`),
            hint: t(`ofHints.${value}`),
          }))}
        />
        <Select
          label={t("measureOf")}
          className="w-52"
          value={condition.measure as PurchaseMeasure}
          onChange={(measure) => onChange(withMeasure(condition, measure))}
          options={purchaseMeasures.map((value) => ({ value, label: t(`measure.${value}`) }))}
        />
        {context.isMeasure ? null : (
          <Comparison
            type={typeOf(condition.measure)}
            test={condition.test}
            unit={inMoney.includes(condition.measure) ? format.currency : undefined}
            onChange={(test) => onChange({ ...condition, test } as Condition)}
          />
        )}
        <WindowInput
          window={condition.window}
          onChange={(window) => onChange({ ...condition, window })}
          isInChain={context.isInChain}
        />
      </div>
      <PurchaseDetails condition={condition} onChange={onChange} context={context} />
    </div>
  );
}
