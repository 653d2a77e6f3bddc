"use client";
import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import type { MetricUnit } from "@/server/domain/segments/standard-metrics";

type Value = number | string | null;

/** A metric's value as people read it: money from minor units, shares as percent, days with their word. */
export function useMetricValue(): (unit: MetricUnit, value: Value, label?: string | null) => string {
  const t = useTranslations("metrics");
  const format = useFormat();
  return useCallback(
    (unit, value, label) => {
      if (value === null) return "—";
      if (typeof value === "string") {
        if (unit === "date") return format.calendarDate(value);
        const key = `weekdays.${value as "1"}` as const;
        return unit === "weekday" && t.has(key) ? t(key) : (label ?? value);
      }
      switch (unit) {
        case "money":
          return format.moneyWhole(value);
        case "share":
          return format.percent(value);
        case "days":
          return t("values.days", { count: Math.round(value * 10) / 10 });
        case "times":
          return t("values.times", { count: format.number(value) });
        case "hour":
          return t("values.hour", { hour: String(Math.round(value)).padStart(2, "0") });
        default:
          return format.number(value);
      }
    },
    [t, format],
  );
}
