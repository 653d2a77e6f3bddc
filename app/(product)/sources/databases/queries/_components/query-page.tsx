"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { StatusDot } from "@/app/_ui/display/badge";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import type { ConnectionView, ImportView, QueryView } from "@/server/domain/integrations";
import { ImportState } from "../../../../imports/_components/import-state";
import { useScheduleText } from "../../_components/use-schedule-text";
import { QueryActions } from "./query-actions";

const refreshMs = 2_000;
type Whole = QueryView & { connection: ConnectionView; runs: ImportView[] };

export function QueryPage({ id }: { id: string }) {
  const t = useTranslations("connections.sql");
  const trpc = useTRPC();
  const canRun = useCan("imports:run");
  const query = useQuery({ ...trpc.sql.get.queryOptions({ id }), refetchInterval: refreshMs });
  const crumbs = [{ label: t("title"), href: "/sources/databases" }];
  const one = query.data;
  if (!one)
    return (
      <>
        <PageHeader title={t("query")} crumbs={crumbs} />
        {query.isError ? (
          <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
        ) : (
          <SkeletonText lines={8} className="p-6" />
        )}
      </>
    );
  return (
    <>
      <PageHeader
        title={one.name}
        crumbs={crumbs}
        aside={one.isActive ? null : <StatusDot tone="neutral">{t("switchedOff")}</StatusDot>}
        actions={canRun ? <QueryActions query={one} /> : undefined}
      />
      <PageColumns main={<Runs runs={one.runs} />} aside={<Facts query={one} />} />
    </>
  );
}

/** Each run is an import: its page has the rows, the rejects and the way back. */
function Runs({ runs }: { runs: readonly ImportView[] }) {
  const t = useTranslations("connections.sql");
  const format = useFormat();
  if (runs.length === 0)
    return (
      <EmptyState isSmall drawing="list" title={t("noRuns")}>
        {t("noRunsText")}
      </EmptyState>
    );
  return (
    <Section title={t("runs")}>
      <ul className="divide-y border-y">
        {runs.map((run) => (
          <li key={run.id}>
            <Link
              href={`/imports/${run.id}`}
              prefetch={false}
              className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2.5 hover:bg-hover"
            >
              <span className="flex items-center gap-3">
                <ImportState view={run} />
                <span className="text-muted text-xs">
                  <TimeAgo at={run.createdAt} /> · {run.createdBy}
                </span>
              </span>
              <span className="figures text-muted text-xs">
                {t("counts", {
                  total: format.number(run.rows.done),
                  created: format.number(run.rows.created),
                  updated: format.number(run.rows.updated),
                })}
                {run.rows.rejected > 0 ? (
                  <span className="text-bad"> · {t("rejected", { count: run.rows.rejected })}</span>
                ) : null}
              </span>
              {run.error ? <span className="w-full break-words text-bad text-xs">{run.error}</span> : null}
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Facts({ query }: { query: Whole }) {
  const t = useTranslations("connections.sql");
  const entities = useTranslations("imports.entities");
  const schedule = useScheduleText();
  return (
    <>
      <Section title={t("facts")}>
        <DescriptionList
          items={[
            { label: t("fields.connection"), value: query.connection.name },
            { label: t("fields.entity"), value: entities(query.entity) },
            { label: t("fields.mode"), value: t(`modes.${query.mode}`) },
            { label: t("fields.key"), value: query.keyColumn ?? undefined },
            { label: t("position"), value: query.position ?? undefined },
            { label: t("fields.schedule"), value: schedule(query.schedule) },
            {
              label: t("next"),
              value: query.nextRunAt ? <ExactTime at={query.nextRunAt} /> : undefined,
            },
          ]}
        />
      </Section>
      <Section title={t("fields.query")}>
        <CodeBlock code={query.query} caption="SQL" />
      </Section>
    </>
  );
}
