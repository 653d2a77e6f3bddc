"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { NewSourceDialog } from "./new-source-dialog";
import { SourceSections } from "./source-sections";
import { SourceState } from "./source-state";

export interface Source {
  id: number;
  name: string;
  code: string;
  domain: string | null;
  writeKey: string;
  isActive: boolean;
  ownDomains: string[];
  allowedOrigins: string[];
  eventsPerSecond: number | null;
  maxPropertyNames: number | null;
  oldKeyUntil: Date | null;
  activity: {
    eventsLastMinute: number;
    eventsLastHour: number;
    eventsLastDay: number;
    lastReceivedAt: Date | null;
    rejectedLastDay: number;
  };
}

const refreshMs = 5_000;

export function SourcesTable() {
  const t = useTranslations("sources");
  const trpc = useTRPC();
  const canWrite = useCan("sources:write");
  const [isAdding, setAdding] = useState(false);
  const query = useQuery({ ...trpc.sources.list.queryOptions({}), refetchInterval: refreshMs });
  const add = canWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      total={query.data?.length}
      help={<HelpLink topic="sources" about={t("title")} />}
      actions={add}
      views={<SourceSections />}
      filters={null}
    >
      <DataTable
        name="sources"
        label={t("title")}
        columns={useSourceColumns()}
        list={wholeList<Source>(query)}
        rowId={(row) => String(row.id)}
        href={(row) => `/sources/${row.id}`}
        empty={
          <EmptyState drawing="signal" title={t("empty.title")} actions={add}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {isAdding ? <NewSourceDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}

function useSourceColumns(): Column<Source>[] {
  const t = useTranslations("sources");
  const format = useFormat();
  return useMemo(
    () => [
      { id: "name", header: t("columns.name"), isTitle: true, grows: true, cell: (row) => row.name },
      { id: "state", header: t("columns.state"), width: 200, cell: (row) => <SourceState source={row} /> },
      {
        id: "minute",
        header: t("health.minute"),
        width: 120,
        align: "end",
        phone: "aside",
        cell: (row) => format.number(row.activity.eventsLastMinute),
      },
      {
        id: "day",
        header: t("health.day"),
        width: 120,
        align: "end",
        phone: "hidden",
        cell: (row) => format.number(row.activity.eventsLastDay),
      },
      {
        id: "rejected",
        header: t("health.rejected"),
        width: 130,
        align: "end",
        phone: "hidden",
        cell: (row) =>
          row.activity.rejectedLastDay > 0 ? (
            <Link
              href={`/events/rejected?source=${row.id}`}
              prefetch={false}
              className="figures quiet-link text-bad"
            >
              {format.number(row.activity.rejectedLastDay)}
            </Link>
          ) : (
            <span className="text-faint">0</span>
          ),
      },
      {
        id: "last",
        header: t("health.last"),
        width: 150,
        align: "end",
        phone: "meta",
        cell: (row) =>
          row.activity.lastReceivedAt ? (
            <TimeAgo at={row.activity.lastReceivedAt} />
          ) : (
            <span className="text-faint">{t("health.never")}</span>
          ),
      },
      {
        id: "key",
        header: t("writeKey"),
        width: 190,
        phone: "hidden",
        cell: (row) => (
          <span className="flex items-center gap-1">
            <code className="truncate text-muted text-xs">{row.writeKey.slice(0, 12)}…</code>
            <CopyButton text={row.writeKey} label={t("copyKey")} />
          </span>
        ),
      },
    ],
    [t, format],
  );
}
