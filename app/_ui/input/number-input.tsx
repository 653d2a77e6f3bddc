"use client";
import { useTranslations } from "next-intl";
import { type ComponentProps, useState } from "react";
import { cn } from "../cn";
import { type DurationUnit, durationUnits, joinDuration, splitDuration } from "./duration";
import { useFieldAttributes } from "./field";
import { Select } from "./select";

interface NumberInputProps extends Omit<ComponentProps<"input">, "value" | "onChange" | "type"> {
  value: number | undefined;
  onChange(value: number | undefined): void;
  /** Written after the figure: "%", "days". */
  unit?: string;
}

/** A whole or decimal number. Keeps what was typed until it is a number, so "1." and "-" do not vanish. */
export function NumberInput({ value, onChange, unit, className, ...rest }: NumberInputProps) {
  const [draft, setDraft] = useState<string>();
  const attributes = useFieldAttributes(rest);
  return (
    <div className={cn("relative flex items-center", className)}>
      <input
        {...rest}
        {...attributes}
        inputMode="decimal"
        className={cn("control figures", unit && "pr-14")}
        value={draft ?? (value === undefined ? "" : String(value))}
        onChange={(event) => {
          const text = event.target.value.replace(",", ".").replace(/[^\d.-]/g, "");
          setDraft(text);
          const parsed = Number(text);
          if (text === "") onChange(undefined);
          else if (Number.isFinite(parsed)) onChange(parsed);
        }}
        onBlur={(event) => {
          setDraft(undefined);
          rest.onBlur?.(event);
        }}
      />
      {unit ? (
        <span className="pointer-events-none absolute right-2.5 text-faint text-sm">{unit}</span>
      ) : null}
    </div>
  );
}

interface DurationInputProps {
  /** Seconds. */
  value: number;
  onChange(seconds: number): void;
  units?: readonly DurationUnit[];
  label?: string;
  className?: string;
  disabled?: boolean;
}

/** "2 hours": a figure and its unit. The unit stays where the person put it. */
export function DurationInput({
  value,
  onChange,
  units = durationUnits,
  label,
  className,
  disabled,
}: DurationInputProps) {
  const t = useTranslations("ui");
  const natural = splitDuration(value, units);
  const [unit, setUnit] = useState<DurationUnit>(natural.unit);
  const amount = joinDuration(1, unit) > 0 ? value / joinDuration(1, unit) : value;
  const shown = Number.isInteger(amount) ? { amount, unit } : natural;
  return (
    <div className={cn("flex gap-1.5", className)}>
      <NumberInput
        className="w-20"
        value={shown.amount}
        disabled={disabled}
        aria-label={label}
        onChange={(next) => onChange(Math.max(0, Math.round(joinDuration(next ?? 0, shown.unit))))}
      />
      <Select
        className="w-32"
        label={t("unit")}
        value={shown.unit}
        disabled={disabled}
        onChange={(next) => {
          setUnit(next);
          onChange(joinDuration(shown.amount, next));
        }}
        options={units.map((name) => ({ value: name, label: t(`units.${name}`, { count: shown.amount }) }))}
      />
    </div>
  );
}
