"use client";
import { useTranslations } from "next-intl";
import { cn } from "../cn";
import { Field } from "./field";
import { Input } from "./input";

/** Calendar days, 2026-11-04, both included. Either end may be open. */
export interface DateRangeValue {
  from: string | undefined;
  to: string | undefined;
}
export const rangePresets = ["today", "last7", "last30", "last90", "last365"] as const;
export type RangePreset = (typeof rangePresets)[number];

const lengths: Record<RangePreset, number> = { today: 1, last7: 7, last30: 30, last90: 90, last365: 365 };

/** A preset as days, counted back from the project's today (as 2026-11-04). */
export function presetRange(preset: RangePreset, today: string): DateRangeValue {
  const from = new Date(`${today}T00:00:00Z`);
  from.setUTCDate(from.getUTCDate() - lengths[preset] + 1);
  return { from: from.toISOString().slice(0, 10), to: today };
}

/** The preset a range amounts to, so that its words can be used. */
export const matchPreset = (value: DateRangeValue, today: string): RangePreset | undefined =>
  rangePresets.find((preset) => {
    const range = presetRange(preset, today);
    return range.from === value.from && (range.to === value.to || value.to === undefined);
  });

interface DateRangeProps {
  value: DateRangeValue;
  onChange(value: DateRangeValue): void;
  /** The project's today. */
  today: string;
  className?: string;
}

/** Ready spans first, two dates for the rest. */
export function DateRange({ value, onChange, today, className }: DateRangeProps) {
  const t = useTranslations("ui.dates");
  const chosen = matchPreset(value, today);
  const item = (isChosen: boolean) =>
    cn(
      "rounded-md px-2 py-1 text-left text-sm hover:bg-hover",
      isChosen && "bg-accent-soft font-medium text-accent hover:bg-accent-soft",
    );
  return (
    <div className={cn("flex flex-col gap-2", className)}>
      <div className="grid grid-cols-2 gap-0.5">
        <button
          type="button"
          className={item(value.from === undefined && value.to === undefined)}
          onClick={() => onChange({ from: undefined, to: undefined })}
        >
          {t("any")}
        </button>
        {rangePresets.map((preset) => (
          <button
            key={preset}
            type="button"
            className={item(chosen === preset)}
            onClick={() => onChange(presetRange(preset, today))}
          >
            {t(preset)}
          </button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2 border-t pt-2">
        <Field label={t("from")}>
          <Input
            type="date"
            max={value.to}
            value={value.from ?? ""}
            onChange={(event) => onChange({ ...value, from: event.target.value || undefined })}
          />
        </Field>
        <Field label={t("to")}>
          <Input
            type="date"
            min={value.from}
            value={value.to ?? ""}
            onChange={(event) => onChange({ ...value, to: event.target.value || undefined })}
          />
        </Field>
      </div>
    </div>
  );
}
