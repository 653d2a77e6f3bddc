"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { ExactTime } from "@/app/_components/moment";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { SettingsHeader } from "../../_components/settings-header";
import { auditInput, auditSearch } from "../search-params";

interface Entry {
  id: number;
  at: Date;
  actorLabel: string;
  actorKind: string;
  action: string;
  subjectType: string | null;
  subjectId: string | null;
  changes: unknown;
  door: string;
}

export function AuditLog() {
  const t = useTranslations("settings.audit");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(auditSearch);
  const query = useInfiniteQuery({
    ...trpc.account.auditLog.infiniteQueryOptions(auditInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.rows as Entry[] }));
  const columns = useAuditColumns();
  return (
    <>
      <SettingsHeader />
      <div className="h-3" />
      <FilterBar
        lead={t("title")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
      />
      <DataTable
        name="audit"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => String(row.id)}
        isFiltered={search.q !== ""}
        onClearFilters={() => setSearch({ q: "" })}
        empty={
          <EmptyState drawing="list" title={t("empty")}>
            {t("emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useAuditColumns(): Column<Entry>[] {
  const t = useTranslations("settings.audit");
  return useMemo(
    () => [
      { id: "at", header: t("at"), width: 170, cell: (row) => <ExactTime at={row.at} /> },
      { id: "actor", header: t("actor"), width: 180, cell: (row) => row.actorLabel },
      {
        id: "action",
        header: t("action"),
        isTitle: true,
        width: 220,
        cell: (row) => <code className="text-xs">{row.action}</code>,
      },
      {
        id: "subject",
        header: t("subject"),
        width: 220,
        cell: (row) => (
          <span className="text-muted">{[row.subjectType, row.subjectId].filter(Boolean).join(" ")}</span>
        ),
      },
      {
        id: "changes",
        header: t("changes"),
        grows: true,
        cell: (row) => (
          <span
            className="line-clamp-1 text-muted text-xs"
            title={row.changes ? JSON.stringify(row.changes, null, 2) : ""}
          >
            {describeChanges(row.changes)}
          </span>
        ),
      },
      { id: "door", header: t("door"), width: 90, isExtra: true, cell: (row) => row.door },
    ],
    [t],
  );
}

/** `role: marketer → analyst, name: Mark` */
function describeChanges(changes: unknown): string {
  if (changes === null || typeof changes !== "object") return "";
  const say = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return Object.entries(changes)
    .map(([name, value]) => {
      if (value !== null && typeof value === "object" && "to" in value) {
        const { from, to } = value as { from?: unknown; to: unknown };
        return from === null || from === undefined || from === ""
          ? `${name}: ${say(to)}`
          : `${name}: ${say(from)} → ${say(to)}`;
      }
      return `${name}: ${say(value)}`;
    })
    .join(", ");
}
