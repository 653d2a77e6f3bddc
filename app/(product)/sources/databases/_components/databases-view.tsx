"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { StatusDot } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import type { ConnectionView, QueryView } from "@/server/domain/integrations";
import { ImportState } from "../../../imports/_components/import-state";
import { SourceSections } from "../../_components/source-sections";
import { ConnectionDialog } from "./connection-dialog";
import { ConnectionsList } from "./connections-list";
import { useScheduleText } from "./use-schedule-text";

const refreshMs = 4_000;

/** Queries first: they are what brings rows. The servers they read stand below. */
export function DatabasesView() {
  const t = useTranslations("connections.sql");
  const trpc = useTRPC();
  const canWrite = useCan("sources:write");
  const [isAdding, setAdding] = useState(false);
  const query = useQuery({ ...trpc.sql.list.queryOptions({}), refetchInterval: refreshMs });
  const connections = query.data?.connections ?? [];
  const columns = useQueryColumns(connections);
  const add = canWrite ? (
    connections.length > 0 ? (
      <Button variant="primary" asChild>
        <Link href="/sources/databases/queries/new">
          <Plus />
          {t("newQuery")}
        </Link>
      </Button>
    ) : (
      <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
        {t("newConnection")}
      </Button>
    )
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      total={query.data?.queries.length}
      help={<HelpLink topic="connections#databases" about={t("title")} />}
      actions={add}
      views={<SourceSections />}
      filters={null}
    >
      <DataTable
        name="sql-queries"
        label={t("queries")}
        columns={columns}
        list={{
          rows: query.data?.queries ?? [],
          total: query.data?.queries.length,
          status: query.data ? "ready" : query.isError ? "error" : "loading",
          problem: problemOf(query.error)?.message,
          isStale: false,
          hasMore: false,
          isLoadingMore: false,
          loadMore: () => {},
          retry: () => void query.refetch(),
        }}
        rowId={(row) => row.id}
        href={(row) => `/sources/databases/queries/${row.id}`}
        empty={
          <EmptyState drawing="list" title={t("empty.title")} actions={add}>
            {connections.length > 0 ? t("empty.noQuery") : t("empty.text")}
          </EmptyState>
        }
      />
      {connections.length > 0 ? (
        <ConnectionsList connections={connections} onAdd={canWrite ? () => setAdding(true) : undefined} />
      ) : null}
      {isAdding ? <ConnectionDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}

function useQueryColumns(connections: readonly ConnectionView[]): Column<QueryView>[] {
  const t = useTranslations("connections.sql");
  const entities = useTranslations("imports.entities");
  const format = useFormat();
  const schedule = useScheduleText();
  return useMemo(() => {
    const names = new Map(connections.map((one) => [one.id, one.name]));
    return [
      {
        id: "name",
        header: t("columns.name"),
        isTitle: true,
        grows: true,
        cell: (row) => (
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="truncate">{row.name}</span>
            <span className="min-w-0 flex-1 truncate font-normal text-muted text-xs max-sm:hidden">
              {names.get(row.connectionId)} · {entities(row.entity)}
            </span>
          </span>
        ),
      },
      {
        id: "state",
        header: t("columns.lastRun"),
        width: 190,
        cell: (row) =>
          row.lastRun ? (
            <ImportState view={row.lastRun} />
          ) : (
            <StatusDot tone="neutral">{t("neverRun")}</StatusDot>
          ),
      },
      {
        id: "rows",
        header: t("columns.rows"),
        width: 110,
        align: "end",
        phone: "aside",
        cell: (row) =>
          row.lastRun ? format.number(row.lastRun.rows.done) : <span className="text-faint">—</span>,
      },
      {
        id: "schedule",
        header: t("columns.schedule"),
        width: 190,
        phone: "hidden",
        cell: (row) => (row.isActive ? schedule(row.schedule) : t("switchedOff")),
      },
      {
        id: "when",
        header: t("columns.when"),
        width: 150,
        align: "end",
        phone: "meta",
        cell: (row) =>
          row.lastRun ? <TimeAgo at={row.lastRun.createdAt} /> : <span className="text-faint">—</span>,
      },
    ];
  }, [connections, t, entities, format, schedule]);
}
