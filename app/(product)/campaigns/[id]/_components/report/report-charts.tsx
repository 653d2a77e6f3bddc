"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { addDays } from "@/app/_i18n/zoned-day";
import { Chart } from "@/app/_ui/chart/chart";
import { Section } from "@/app/_ui/layout/section";
import type { Report } from "./report-context";

/** More days than this are drawn as weeks. */
const mostDays = 92;

/** Entries, letters and orders by day: the story of the campaign. */
export function DaysChart({ report }: { report: Report }) {
  const t = useTranslations("campaigns.report.days");
  const format = useFormat();
  const isWeekly = report.byDay.length > mostDays;
  const points = useMemo(() => (isWeekly ? byWeek(report.byDay) : report.byDay), [isWeekly, report.byDay]);
  const total = report.byDay.reduce((sum, day) => sum + day.entered, 0);
  return (
    <Section title={t(isWeekly ? "titleWeeks" : "title")} description={t("text")}>
      <Chart
        title={t("told", { entered: format.number(total), orders: format.number(report.purchases.orders) })}
        kind={points.length < 15 ? "bar" : "line"}
        points={points.map(({ day, entered, sent, orders }) => ({ x: day, entered, sent, orders }))}
        series={[
          { key: "entered", label: t("entered") },
          { key: "sent", label: t("sent") },
          { key: "orders", label: t("orders"), color: 4 },
        ]}
        formatX={(day) => format.shortCalendarDate(day)}
        formatValue={(value) => format.number(value)}
        formatTick={(value) => format.compact(value)}
      />
    </Section>
  );
}

type Day = Report["byDay"][number];

/** Weeks beginning on Monday, each under its first day. */
function byWeek(days: readonly Day[]): Day[] {
  const weeks = new Map<string, Day>();
  for (const one of days) {
    const weekday = (new Date(`${one.day}T00:00:00Z`).getUTCDay() + 6) % 7;
    const monday = addDays(one.day, -weekday);
    const sum = weeks.get(monday) ?? { day: monday, entered: 0, sent: 0, orders: 0, revenueMinor: 0 };
    weeks.set(monday, {
      day: monday,
      entered: sum.entered + one.entered,
      sent: sum.sent + one.sent,
      orders: sum.orders + one.orders,
      revenueMinor: sum.revenueMinor + one.revenueMinor,
    });
  }
  return [...weeks.values()];
}

/** At which hours letters are read. */
export function HoursChart({ report }: { report: Report }) {
  const t = useTranslations("campaigns.report.hours");
  const format = useFormat();
  const total = report.opensByHour.reduce((sum, count) => sum + count, 0);
  const hour = (text: string) => `${text.padStart(2, "0")}:00`;
  return (
    <Section title={t("title")} description={t("text", { zone: report.timeZone })}>
      {total === 0 ? (
        <p className="text-muted">{t("none")}</p>
      ) : (
        <Chart
          title={t("told", { count: format.number(total) })}
          kind="bar"
          height={160}
          points={report.opensByHour.map((opens, index) => ({ x: String(index), opens }))}
          series={[{ key: "opens", label: t("opens") }]}
          formatX={hour}
          formatValue={(value) => format.number(value)}
        />
      )}
    </Section>
  );
}
