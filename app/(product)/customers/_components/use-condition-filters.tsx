"use client";
import { useTranslations } from "next-intl";
import type { Filter } from "@/app/_components/filter-bar";
import { useFormat } from "@/app/_i18n/use-format";
import type { ListCondition } from "@/server/domain/customers/list/conditions";
import { ConditionEditor } from "./condition-editor";
import { type FilterField, useFilterFields } from "./filter-fields";

/** The conditions of the address as phrases of the filter bar, and every other field as one that can be added. */
export function useConditionFilters(
  where: readonly ListCondition[],
  set: (where: readonly ListCondition[]) => void,
): Filter[] {
  const t = useTranslations("customers.conditions");
  const format = useFormat();
  const fields = useFilterFields();
  const known = new Set(fields.map((field) => field.field));
  const strange = where.filter((one) => !known.has(one.field));
  const phrase = (field: FilterField, condition: ListCondition): string => {
    const values = (Array.isArray(condition.value) ? condition.value : [condition.value]).filter(
      (one) => one !== undefined,
    );
    const words = values.map((one) => {
      if (typeof one === "boolean") return t(one ? "yes" : "no");
      if (typeof one === "number") return format.number(one);
      if (/^\d{4}-\d{2}-\d{2}$/.test(one)) return format.calendarDate(one);
      return field.options?.find((option) => option.value === one)?.label ?? one;
    });
    const days = typeof values[0] === "number" ? values[0] : 0;
    return t(`phrases.${condition.op}`, { field: field.label, value: words.join(", "), days });
  };
  const all = [
    ...fields,
    ...strange.map((one): FilterField => ({ field: one.field, label: one.field, kind: "text" })),
  ];
  return all.map((field) => {
    const condition = where.find((one) => one.field === field.field);
    const others = where.filter((one) => one.field !== field.field);
    return {
      id: field.field,
      label: field.label,
      phrase: condition ? phrase(field, condition) : undefined,
      editor: (
        <ConditionEditor
          key={JSON.stringify(condition)}
          field={field}
          condition={condition}
          onChange={(next) => set([...others, next])}
        />
      ),
      clear: () => set(others),
    };
  });
}
