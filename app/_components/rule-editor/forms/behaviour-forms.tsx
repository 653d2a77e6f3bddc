"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Comparison } from "../comparison";
import { CategoriesPicker, ProductsPicker } from "../pickers";
import type { FormProps } from "./props";
import { Detail } from "./purchase-details";

export function ViewedForm({ condition, onChange }: FormProps<"viewed">) {
  const t = useTranslations("rule-editor.rule");
  const Picker = condition.of === "products" ? ProductsPicker : CategoriesPicker;
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Select
        label={t("what")}
        className="w-36"
        value={condition.of}
        onChange={(of) => onChange({ ...condition, of, items: [] })}
        options={(["categories", "products"] as const).map((value) => ({
          value,
          label: t(`viewedOf.${value}`),
        }))}
      />
      <Picker values={condition.items} onChange={(items) => onChange({ ...condition, items })} />
      <Comparison
        type="count"
        test={condition.test}
        onChange={(test) => onChange({ ...condition, test } as typeof condition)}
      />
      <span className="flex h-8 items-center text-muted text-sm">{t("times")}</span>
    </div>
  );
}

export function CartForm({ condition, onChange, context }: FormProps<"cart">) {
  const t = useTranslations("rule-editor.rule");
  const details = useTranslations("rule-editor.details");
  const format = useFormat();
  const states = (
    context.isInChain ? ["untouched", "has_items", "is_empty"] : ["has_items", "is_empty"]
  ) as readonly (typeof condition.status)[];
  const { goods, total } = condition;
  const drop = (key: "goods" | "total") => {
    const { [key]: _, ...rest } = condition;
    onChange(rest as typeof condition);
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-start gap-1.5">
        <Input
          aria-label={t("container")}
          className="w-28"
          value={condition.container}
          onChange={(event) => onChange({ ...condition, container: event.target.value })}
        />
        <Select
          label={t("status")}
          className="w-52"
          value={condition.status}
          onChange={(status) => onChange({ ...condition, status })}
          options={states.map((value) => ({ value, label: t(`cart.${value}`) }))}
        />
      </div>
      {goods ? (
        <Detail label={details("line.categories")} onRemove={() => drop("goods")}>
          <CategoriesPicker
            values={goods.categories ?? []}
            onChange={(categories) => onChange({ ...condition, goods: { ...goods, categories } })}
          />
        </Detail>
      ) : null}
      {total ? (
        <Detail label={details("of.total")} onRemove={() => drop("total")}>
          <Comparison
            type="count"
            unit={format.currency}
            test={total}
            onChange={(test) => onChange({ ...condition, total: test } as typeof condition)}
          />
        </Detail>
      ) : null}
      {condition.status === "is_empty" || (goods && total) ? null : (
        <div className="flex flex-wrap gap-1">
          {goods ? null : (
            <Button
              variant="ghost"
              size="sm"
              onClick={() => onChange({ ...condition, goods: { categories: [] } })}
            >
              {t("onlyGoods")}
            </Button>
          )}
          {total ? null : (
            <Button
              variant="ghost"
              size="sm"
              onClick={() => onChange({ ...condition, total: { operator: "at_least", value: 1 } })}
            >
              {t("onlyTotal")}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
