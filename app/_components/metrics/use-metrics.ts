"use client";
import { useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { sayMetric } from "@/app/_components/phrase";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import type { AppRouter } from "@/server/api/root";
import type { MeasuredAs } from "@/server/domain/segments/conditions/metric";
import {
  isStandardMetric,
  type MetricFamily,
  ownMetricName,
  standardMetricCodes,
  standardMetrics,
} from "@/server/domain/segments/standard-metrics";

export type OwnMetricRow = inferRouterOutputs<AppRouter>["metrics"]["list"][number];
export interface NamedMetric extends MeasuredAs {
  /** As rules name it. */
  metric: string;
  name: string;
  family: MetricFamily | "own";
}

/** Every metric by its name: own ones first, standard ones in the order of the catalogue. */
export function useMetrics() {
  const t = useTranslations();
  const trpc = useTRPC();
  const isReadable = useCan("segments:read");
  const { data } = useQuery({
    ...trpc.metrics.list.queryOptions({}),
    enabled: isReadable,
    staleTime: 60_000,
  });
  return useMemo(() => {
    const all: NamedMetric[] = [
      ...(data ?? []).map(({ code, name, type, unit, isTotal }) => ({
        metric: ownMetricName(code),
        name,
        type,
        unit,
        isTotal,
        family: "own" as const,
      })),
      ...standardMetricCodes.map((metric) => {
        const { type, unit, family, isTotal = false } = standardMetrics[metric];
        return { metric, name: sayMetric(t, metric), type, unit, isTotal, family };
      }),
    ];
    const byCode = new Map(all.map((one) => [one.metric, one]));
    return {
      all,
      find: (metric: string) => byCode.get(metric),
      nameOf: (metric: string) =>
        byCode.get(metric)?.name ?? (isStandardMetric(metric) ? sayMetric(t, metric) : metric.slice(4)),
    };
  }, [data, t]);
}
