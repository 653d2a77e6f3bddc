"use client";
import { useTranslations } from "next-intl";
import { Field } from "@/app/_ui/input/field";
import { NumberInput } from "@/app/_ui/input/number-input";
import { Select } from "@/app/_ui/input/select";

const units = ["seconds", "minutes", "hours", "days"] as const;

interface Props {
  settings: Record<string, unknown>;
  onChange(change: Record<string, unknown>): void;
}

export function WaitForm({ settings, onChange }: Props) {
  const t = useTranslations("chain-editor.wait");
  const amount = typeof settings.amount === "number" ? settings.amount : undefined;
  const unit = units.find((one) => one === settings.unit) ?? "days";
  return (
    <Field label={t("label")} help={t("help")}>
      <div className="flex gap-1.5">
        <NumberInput
          className="w-24"
          value={amount}
          onChange={(next) => onChange({ amount: next === undefined ? null : Math.round(next), unit })}
        />
        <Select
          label={t("unit")}
          className="w-36"
          value={unit}
          onChange={(next) => onChange({ amount, unit: next })}
          options={units.map((value) => ({ value, label: t(`units.${value}`, { count: amount ?? 0 }) }))}
        />
      </div>
    </Field>
  );
}
