"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Chart } from "@/app/_ui/chart/chart";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Stat } from "@/app/_ui/display/stat";
import { Section } from "@/app/_ui/layout/section";

/** What those who are members now bought in the last twelve months. */
export function SalesSection({ id }: { id: string }) {
  const t = useTranslations("segments.overview.sales");
  const trpc = useTRPC();
  const format = useFormat();
  const { data, error, refetch } = useQuery(trpc.segments.sales.queryOptions({ id }));
  const body = () => {
    if (error)
      return <ErrorState isSmall message={problemOf(error)?.message} onRetry={() => void refetch()} />;
    if (!data) return <Skeleton className="h-64 w-full" />;
    const purchases = data.months.reduce((sum, month) => sum + month.purchases, 0);
    if (purchases === 0) return <p className="text-muted text-sm">{t("none")}</p>;
    const revenue = data.months.reduce((sum, month) => sum + month.revenueMinor, 0);
    const shared = {
      points: data.months.map((one) => ({
        x: one.month,
        revenue: one.revenueMinor,
        average: one.averageMinor,
        purchases: one.purchases,
      })),
      formatX: (month: string) => format.shortMonth(month),
      height: 150,
    };
    const money = {
      formatValue: (value: number) => format.money(value),
      formatTick: (value: number) => format.moneyCompact(value),
    };
    return (
      <>
        <div className="grid grid-cols-2 gap-x-8 gap-y-5 sm:grid-cols-4">
          <Stat
            label={t("buyers")}
            value={format.number(data.buyers)}
            note={t("ofMembers", {
              share: format.percent(data.members > 0 ? data.buyers / data.members : 0),
            })}
          />
          <Stat label={t("receipts")} value={format.number(purchases)} />
          <Stat label={t("revenue")} value={format.moneyCompact(revenue)} />
          <Stat label={t("average")} value={format.money(Math.round(revenue / purchases))} />
        </div>
        <div className="grid gap-x-8 gap-y-6 md:grid-cols-2">
          <Chart
            {...shared}
            {...money}
            title={t("revenue")}
            kind="bar"
            series={[{ key: "revenue", label: t("revenue"), color: 1 }]}
          />
          <Chart
            {...shared}
            {...money}
            title={t("average")}
            kind="line"
            series={[{ key: "average", label: t("average"), color: 2 }]}
          />
        </div>
        <Chart
          {...shared}
          title={t("receipts")}
          kind="bar"
          series={[{ key: "purchases", label: t("receipts"), color: 3 }]}
          formatValue={(value) => format.number(value)}
          formatTick={(value) => format.compact(value)}
          height={120}
        />
      </>
    );
  };
  return (
    <Section title={t("title")} description={t("text")}>
      {body()}
    </Section>
  );
}
