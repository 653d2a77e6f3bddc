"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Chart } from "@/app/_ui/chart/chart";
import { Section } from "@/app/_ui/layout/section";
import type { Home } from "./home-view";

/** Two weeks of sales by day, what letters earned at the foot of each bar. */
export function WeekChart({ home }: { home: Home }) {
  const t = useTranslations("home.chart");
  const format = useFormat();
  const today = format.isoDay(home.computedAt);
  const points = home.purchases.days.map((day) => ({
    x: day.day,
    earned: day.attributedMinor,
    other: day.revenueMinor - day.attributedMinor,
  }));
  if (points.every((point) => point.earned + point.other === 0)) return null;
  return (
    <Section title={t("title")}>
      <Chart
        title={t("title")}
        kind="stacked-bar"
        points={points}
        series={[
          { key: "earned", label: t("earned"), color: 1 },
          { key: "other", label: t("other"), color: "quiet" },
        ]}
        formatX={(day) => (day === today ? t("today") : format.shortCalendarDate(day))}
        formatValue={(minor) => format.moneyWhole(minor)}
        formatTick={(minor) => format.moneyCompact(minor)}
        height={200}
      />
    </Section>
  );
}
