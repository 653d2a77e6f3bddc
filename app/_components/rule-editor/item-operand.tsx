"use client";
import { useTranslations } from "next-intl";
import type { FieldItem } from "@/app/_components/fields/use-custom-fields";
import { Combobox } from "@/app/_ui/input/combobox";
import { ChosenList } from "./chosen-list";
import type { Test } from "./operators";

interface Props {
  test: Test;
  items: readonly FieldItem[];
  onChange(test: Test): void;
}

/** Items of a dictionary, chosen by name and kept by code; several where the operator takes a list. */
export function ItemOperand({ test, items, onChange }: Props) {
  const t = useTranslations("rule-editor.rule");
  if (!test.values) {
    const chosen = items.find((item) => item.code === test.value);
    return (
      <Combobox
        className="w-56"
        label={t("value")}
        placeholder={t("value")}
        value={chosen ? { value: chosen.code, label: chosen.name } : undefined}
        onChange={(option) => option && onChange({ ...test, value: option.value })}
        options={items.map((item) => ({ value: item.code, label: item.name }))}
      />
    );
  }
  return (
    <ChosenList
      label={t("value")}
      placeholder={t("value")}
      values={test.values.filter((value) => value !== "")}
      nameOf={(code) => items.find((item) => item.code === code)?.name ?? code}
      onChange={(values) => onChange({ ...test, values })}
      options={items.map((item) => ({ value: item.code, label: item.name }))}
    />
  );
}
