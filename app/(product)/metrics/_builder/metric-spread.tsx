"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { customerHint, customerName, customerPath } from "@/app/_components/customer-name";
import { useMetricValue } from "@/app/_components/metrics/use-metric-value";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Spinner } from "@/app/_ui/action/button";
import { Chart } from "@/app/_ui/chart/chart";
import { cn } from "@/app/_ui/cn";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import type { MetricDistribution } from "@/server/domain/metrics";
import type { MetricDefinition } from "@/server/domain/segments/conditions/metric";
import { useSettled } from "../../segments/_builder/use-live-answer";

type Of = { definition: MetricDefinition } | { metric: string };

/** How many have a value, how the values are spread, and some people with theirs. */
export function MetricSpread({ of }: { of: Of }) {
  const t = useTranslations("metrics.preview");
  const format = useFormat();
  const trpc = useTRPC();
  // The same question keeps its identity, however often the form is drawn.
  const text = JSON.stringify(of);
  const wanted = useMemo(() => JSON.parse(text) as Of, [text]);
  const asked = useSettled(wanted);
  const query = useQuery({
    ...trpc.metrics.preview.queryOptions(asked, { trpc: { context: { isAlone: true } } }),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  });
  const { data, error } = query;
  const isStale = asked !== wanted || query.isPlaceholderData;
  if (error && !isStale)
    return (
      <div role="alert" className="rounded-lg border border-bad/40 bg-bad-soft p-3 text-sm">
        <p className="font-medium">{t("failed")}</p>
        <p className="mt-0.5 text-pretty text-muted">{problemOf(error)?.message ?? t("noConnection")}</p>
      </div>
    );
  if (!data)
    return (
      <div className="flex flex-col gap-4">
        <Skeleton className="h-9 w-32" />
        <Skeleton className="h-24 w-full" />
        <Skeleton className="h-40 w-full" />
      </div>
    );
  // Everybody has a count or a sum; what tells is who has more than 0.
  const people = data.isTotal ? data.people - data.zeros : data.people;
  const share = data.total > 0 ? people / data.total : 0;
  return (
    <div
      aria-busy={isStale}
      className={cn("flex flex-col gap-7 transition-opacity", isStale && "opacity-50")}
    >
      <section aria-label={t("title")} aria-live="polite" className="flex flex-col gap-1">
        <p className="flex items-baseline gap-2">
          <span className="figures font-semibold text-2xl">{format.number(people)}</span>
          <span className="text-muted text-sm">
            {t(data.isTotal ? "above" : "people", { count: people })}
          </span>
          {isStale ? <Spinner className="size-3.5 self-center text-faint" /> : null}
        </p>
        <div className="h-1.5 overflow-hidden rounded-full bg-sunken">
          <div
            className="h-full rounded-full bg-accent transition-[width] duration-300"
            style={{ width: `${share * 100}%` }}
          />
        </div>
        <p className="figures text-muted text-xs">
          {t("share", { share: format.percent(share), total: format.number(data.total) })}
        </p>
      </section>
      {people === 0 ? <p className="text-muted text-sm">{t("none")}</p> : <Figures data={data} />}
    </div>
  );
}

function Figures({ data }: { data: MetricDistribution }) {
  const t = useTranslations("metrics.preview");
  const format = useFormat();
  const write = useMetricValue();
  const { type, unit } = data;
  const ends = type === "date" ? (["earliest", "latest"] as const) : (["min", "max"] as const);
  const figures = [
    { label: t(ends[0]), value: data.min },
    { label: t("median"), value: data.median },
    ...(type === "date" ? [] : [{ label: t("average"), value: data.average }]),
    { label: t(ends[1]), value: data.max },
  ];
  const bars = new Map(data.bars.map((bar, place) => [String(place), bar]));
  const rangeOf = (place: string) => {
    const bar = bars.get(place);
    if (!bar) return "";
    if (bar.to === null) return t("andMore", { from: write(unit, bar.from) });
    const [from, to] = [write(unit, bar.from), write(unit, bar.to)];
    return from === to ? from : t("range", { from, to });
  };
  return (
    <>
      {type === "text" ? (
        <Section title={t("often")}>
          <ul className="flex flex-col gap-2 text-sm">
            {data.values.map(({ value, label, people }) => (
              <li key={value} className="flex items-baseline justify-between gap-3">
                <span className="min-w-0 truncate">{write(unit, value, label)}</span>
                <span className="figures text-muted">{format.number(people)}</span>
              </li>
            ))}
          </ul>
        </Section>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-4 gap-y-3">
            {figures.map(({ label, value }) => (
              <div key={label} className="min-w-0">
                <dt className="text-muted text-xs">{label}</dt>
                <dd className="figures font-medium">{write(unit, value)}</dd>
              </div>
            ))}
          </dl>
          {data.bars.length > 1 ? (
            <div className="flex flex-col gap-1">
              <Chart
                kind="bar"
                title={t("chart")}
                height={150}
                points={data.bars.map((bar, place) => ({ x: String(place), people: bar.people }))}
                series={[{ key: "people", label: t("customers") }]}
                formatX={rangeOf}
                formatValue={format.number}
                formatTick={format.compact}
              />
              <p className="text-faint text-xs">
                {[
                  data.isTotal && data.zeros > 0 ? t("withoutZeros") : "",
                  data.bars.at(-1)?.to === null ? t("lastBar") : "",
                ].join(" ")}
              </p>
            </div>
          ) : null}
        </>
      )}
      <Section title={t(type === "date" ? "recent" : type === "text" ? "some" : "highest")}>
        <ul className="-mx-2 flex flex-col">
          {data.sample.slice(0, 6).map(({ customerId, value, label, ...person }) => {
            const named = { id: customerId, ...person };
            return (
              <li key={customerId}>
                <Link
                  href={customerPath(customerId)}
                  target="_blank"
                  className="flex items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate text-sm">{customerName(named)}</span>
                    <span className="block truncate text-faint text-xs">{customerHint(named)}</span>
                  </span>
                  <span className="figures shrink-0 text-sm">{write(unit, value, label)}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </Section>
    </>
  );
}
