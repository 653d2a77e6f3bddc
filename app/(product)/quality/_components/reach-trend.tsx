"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { Chart } from "@/app/_ui/chart/chart";
import { Section } from "@/app/_ui/layout/section";
import type { Day } from "./problem-groups";

/** How the reach went in percent, day by day; days that were not counted are left out, not drawn. */
export function ReachTrend({ trend }: { trend: readonly Day[] }) {
  const t = useTranslations("quality.trend");
  const format = useFormat();
  const points = trend
    .filter((one) => one.customers > 0)
    .map((one) => ({
      x: one.day,
      email: (100 * (one.figures.email_reachable ?? 0)) / one.customers,
      sms: (100 * (one.figures.sms_reachable ?? 0)) / one.customers,
    }));
  return (
    <Section title={t("title")}>
      {points.length < 2 ? (
        <p className="text-muted text-sm">{t("begins")}</p>
      ) : (
        <Chart
          title={t("title")}
          kind="line"
          points={points}
          series={[
            { key: "email", label: t("email"), color: 1 },
            { key: "sms", label: t("sms"), color: 2 },
          ]}
          formatX={(day) => format.shortCalendarDate(day)}
          formatValue={(value) => format.percent(value / 100)}
          height={180}
        />
      )}
    </Section>
  );
}
