"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useMetricValue } from "@/app/_components/metrics/use-metric-value";
import { sayMetric } from "@/app/_components/phrase";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { Tooltip } from "@/app/_ui/overlay/tooltip";
import type { CustomerMetric } from "@/server/domain/metrics";
import { isStandardMetric, metricFamilies, standardMetrics } from "@/server/domain/segments/standard-metrics";

/** Said without being asked, where known; the overview's head holds purchases and revenue already. */
const first: readonly string[] = [
  "days_since_last_purchase",
  "expected_next_on",
  "overdue_ratio",
  "favourite_store",
  "favourite_category",
  "favourite_brand",
  "churn_risk",
  "cltv_12m",
  "open_rate_90d",
  "sessions_30d",
];

/** One's own metrics and the telling standard ones; the rest a press away, by family. */
export function CustomerMetrics({ customerId }: { customerId: number }) {
  const t = useTranslations("metrics");
  const trpc = useTRPC();
  const [isAll, setAll] = useState(false);
  const { data, error } = useQuery(trpc.metrics.ofCustomer.queryOptions({ customerId }));
  const standard = (data ?? []).filter((one) => one.name === null);
  const own = (data ?? []).filter((one) => one.name !== null);
  return (
    <Section
      title={
        <span className="inline-flex items-center gap-1.5">
          {t("profile.title")}
          <HelpLink topic="metrics" about={t("profile.title")} />
        </span>
      }
      actions={
        data ? (
          <Button size="sm" variant="ghost" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
            {isAll ? t("profile.fewer") : t("profile.all", { count: data.length })}
          </Button>
        ) : null
      }
    >
      {error ? (
        <p className="text-bad text-sm">{problemOf(error)?.message ?? t("profile.failed")}</p>
      ) : !data ? (
        <SkeletonText lines={5} />
      ) : isAll ? (
        <div className="flex flex-col gap-5">
          {own.length > 0 ? <Family title={t("families.own")} rows={own} /> : null}
          {metricFamilies.map((family) => (
            <Family
              key={family}
              title={t(`families.${family}`)}
              rows={standard.filter(
                ({ metric }) => isStandardMetric(metric) && standardMetrics[metric].family === family,
              )}
            />
          ))}
        </div>
      ) : (
        <Values
          rows={[...own, ...standard.filter((one) => first.includes(one.metric) && one.value !== null)]}
        />
      )}
    </Section>
  );
}

const Family = ({ title, rows }: { title: string; rows: readonly CustomerMetric[] }) => (
  <div>
    <h3 className="mb-1 font-medium text-muted text-xs">{title}</h3>
    <Values rows={rows} />
  </div>
);

function Values({ rows }: { rows: readonly CustomerMetric[] }) {
  const t = useTranslations();
  const write = useMetricValue();
  return (
    <dl className="grid gap-x-10 md:grid-cols-2">
      {rows.map(({ metric, name, unit, value, label }) => (
        <div key={metric} className="flex min-w-0 items-baseline justify-between gap-4 border-b py-1.5">
          <dt className="min-w-0 text-muted">
            {isStandardMetric(metric) ? (
              <Tooltip text={t(`metrics.standard.${metric}.text`)}>
                <span>{sayMetric(t, metric)}</span>
              </Tooltip>
            ) : (
              name
            )}
          </dt>
          <dd className="figures min-w-0 break-words text-right">
            {value === null ? <span className="text-faint">—</span> : write(unit, value, label)}
          </dd>
        </div>
      ))}
    </dl>
  );
}
