"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { Chart } from "@/app/_ui/chart/chart";
import { Segmented } from "@/app/_ui/input/segmented";
import { Section } from "@/app/_ui/layout/section";
import type { SalesMonth } from "@/server/domain/orders";

type Measure = "revenueMinor" | "units" | "purchases";

/** Twelve months of sales, one measure at a time: money and pieces have no common axis. */
export function SalesChart({
  months,
  measures,
}: {
  months: readonly SalesMonth[];
  measures: readonly Measure[];
}) {
  const t = useTranslations("products.sales");
  const format = useFormat();
  const [measure, setMeasure] = useState<Measure>(measures[0] ?? "revenueMinor");
  const isMoney = measure === "revenueMinor";
  return (
    <Section
      title={t("byMonth")}
      description={t("byMonthText")}
      actions={
        <Segmented
          label={t("measure")}
          value={measure}
          onChange={(value) => setMeasure(value as Measure)}
          options={measures.map((value) => ({ value, label: t(value) }))}
        />
      }
    >
      {months.every((month) => month.purchases === 0) ? (
        <p className="py-8 text-center text-muted text-sm">{t("noneThisYear")}</p>
      ) : (
        <Chart
          title={t("byMonth")}
          kind="bar"
          height={220}
          points={months.map((month) => ({ x: month.month, [measure]: month[measure] }))}
          series={[{ key: measure, label: t(measure), color: 1 }]}
          formatX={(month) => format.shortMonth(month)}
          formatValue={(value) => (isMoney ? format.money(value) : format.number(value))}
          formatTick={(value) => (isMoney ? format.moneyCompact(value) : format.compact(value))}
        />
      )}
    </Section>
  );
}
