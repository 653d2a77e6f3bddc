"use client";
import { useTranslations } from "next-intl";
import type { FieldItem } from "@/app/_components/fields/use-custom-fields";
import { Checkbox } from "@/app/_ui/input/choice";
import { Combobox } from "@/app/_ui/input/combobox";
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
        className="min-w-40 flex-1"
        label={t("value")}
        placeholder={t("value")}
        value={chosen ? { value: chosen.code, label: chosen.name } : undefined}
        onChange={(option) => option && onChange({ ...test, value: option.value })}
        options={items.map((item) => ({ value: item.code, label: item.name }))}
      />
    );
  }
  const held = test.values.filter((value) => items.some((item) => item.code === value));
  return (
    <div className="flex max-h-44 w-full flex-col gap-1.5 overflow-y-auto rounded-md border p-2">
      {items.map((item) => (
        <Checkbox
          key={item.code}
          label={item.name}
          checked={held.includes(item.code)}
          onChange={(isOn) =>
            onChange({
              ...test,
              values: isOn ? [...held, item.code] : held.filter((code) => code !== item.code),
            })
          }
        />
      ))}
    </div>
  );
}
