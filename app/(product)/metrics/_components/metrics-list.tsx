"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FilterBar } from "@/app/_components/filter-bar";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { type OwnMetricRow, useMetrics } from "@/app/_components/metrics/use-metrics";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { metricFamilies } from "@/server/domain/segments/standard-metrics";
import { metricsSearch } from "../search-params";
import { DeleteMetricDialog } from "./delete-metric-dialog";
import { OwnRows } from "./own-rows";
import { SpreadSheet } from "./spread-sheet";
import { StandardRows } from "./standard-rows";

/** Every metric there is, and in plain words how it comes about: one's own first, then the standard ones by family. */
export function MetricsList() {
  const t = useTranslations("metrics");
  const standard = useTranslations("metrics.standard");
  const trpc = useTRPC();
  const canWrite = useCan("segments:write");
  const [search, setSearch] = useSearch(metricsSearch);
  const [deleted, setDeleted] = useState<OwnMetricRow>();
  const { data, error, refetch } = useQuery(trpc.metrics.list.queryOptions({}));
  const metrics = useMetrics();
  const wanted = search.q.trim().toLowerCase();
  const isWanted = (...texts: string[]) =>
    wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
  const own = (data ?? []).filter((one) => isWanted(one.name, one.code, one.description));
  const families = metricFamilies
    .map((family) => ({
      family,
      rows: metrics.all.filter(
        (one) =>
          one.family === family &&
          isWanted(one.name, one.metric, standard(`${one.metric as "purchases"}.text`)),
      ),
    }))
    .filter(({ rows }) => rows.length > 0);
  const create = canWrite ? (
    <Button asChild variant="primary" icon={<Plus />}>
      <Link href="/metrics/new">{t("new")}</Link>
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      help={<HelpLink topic="metrics" about={t("title")} />}
      actions={create}
      filters={
        <FilterBar
          lead={t("title")}
          search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("list.search") }}
        />
      }
    >
      <PageBody>
        {wanted === "" || own.length > 0 ? (
          <Section title={t("families.own")} description={t("list.ownText")}>
            {error ? (
              <ErrorState message={problemOf(error)?.message} onRetry={() => void refetch()} />
            ) : !data ? (
              <SkeletonText lines={3} />
            ) : data.length === 0 ? (
              <EmptyState isSmall drawing="list" title={t("empty.title")} actions={create}>
                {t("empty.text")}
              </EmptyState>
            ) : (
              <OwnRows rows={own} onDelete={canWrite ? setDeleted : undefined} />
            )}
          </Section>
        ) : null}
        {families.map(({ family, rows }) => (
          <Section
            key={family}
            title={t(`families.${family}`)}
            {...(family === "forecast" ? { description: t("list.forecastNote") } : {})}
          >
            <StandardRows rows={rows} onOpen={(of) => setSearch({ of }, { isStep: true })} />
          </Section>
        ))}
        {families.length === 0 && own.length === 0 && data ? (
          <p className="text-muted">{t("list.noMatch", { text: search.q })}</p>
        ) : null}
      </PageBody>
      {search.of && metrics.find(search.of) ? (
        <SpreadSheet metric={search.of} onClose={() => setSearch({ of: "" })} />
      ) : null}
      {deleted ? <DeleteMetricDialog metric={deleted} onClose={() => setDeleted(undefined)} /> : null}
    </ListPage>
  );
}
