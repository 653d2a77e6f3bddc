"use client";
import { useTranslations } from "next-intl";
import { useFieldNames } from "@/app/_components/fields/field-names";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { sayField } from "@/app/_components/phrase";
import { Combobox } from "@/app/_ui/input/combobox";
import { type FieldDef, fieldPath, hasItems } from "@/server/domain/fields/model";
import { customerFields } from "@/server/domain/segments/fields";
import type { Condition } from "@/server/domain/segments/rule";
import { Comparison } from "./comparison";
import { attributeOf } from "./new-conditions";

type Attribute = Extract<Condition, { kind: "attribute" }>;

/** A field by its name, standard or custom, compared as its type is; items of a dictionary by their names. */
export function AttributeForm({
  condition,
  onChange,
}: {
  condition: Attribute;
  onChange(condition: Condition): void;
}) {
  const all = useTranslations();
  const t = useTranslations("rule-editor.rule");
  const names = useFieldNames();
  const { all: custom, groups, itemsOf } = useCustomFields("customer");
  const groupOf = (field: FieldDef) => {
    const group = groups.find((one) => one.code === field.group);
    return group ? names.group(group) : names.group({ code: "", name: "" });
  };
  const options = [
    ...custom.map((field) => ({ value: fieldPath(field), label: `${groupOf(field)} › ${field.name}` })),
    ...Object.keys(customerFields).map((value) => ({ value, label: sayField(all, value) })),
  ];
  const field = custom.find((one) => fieldPath(one) === condition.field);
  const label = options.find((option) => option.value === condition.field)?.label;
  return (
    <div className="flex flex-wrap items-start gap-1.5">
      <Combobox
        className="w-60"
        label={t("field")}
        placeholder={t("field")}
        value={{ value: condition.field, label: label ?? sayField(all, condition.field) }}
        onChange={(option) => {
          if (!option) return;
          onChange(attributeOf(option.value, custom.find((one) => fieldPath(one) === option.value)?.type));
        }}
        options={options}
      />
      <Comparison
        type={condition.type}
        test={condition.test}
        of={condition.type === "text" ? condition.field : undefined}
        items={field && hasItems(field.type) ? itemsOf(field) : undefined}
        onChange={(test) => onChange({ ...condition, test } as Condition)}
      />
    </div>
  );
}
