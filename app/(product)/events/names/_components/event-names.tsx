"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { TimeAgo } from "@/app/_components/moment";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Select } from "@/app/_ui/input/select";
import { EventsHeader } from "../../_components/events-header";
import { namesSearch } from "../../search-params";

interface EventName {
  type: string;
  name: string;
  events: number;
  firstSeenAt: Date;
  lastSeenAt: Date;
}
const types = ["track", "page", "screen"] as const;

/** Every name seen so far: what segments and chains can be built on. The most frequent first. */
export function EventNames() {
  const t = useTranslations("events");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(namesSearch);
  const query = useQuery(trpc.events.names.queryOptions({}));
  const wanted = search.q.toLowerCase();
  const rows = useMemo(
    () =>
      query.data
        ?.filter(
          (row) =>
            row.name.toLowerCase().includes(wanted) &&
            (search.type === undefined || row.type === search.type),
        )
        .sort((a, b) => b.events - a.events || a.name.localeCompare(b.name)),
    [query.data, wanted, search.type],
  );
  const clear = () => setSearch({ q: "", type: undefined });
  return (
    <>
      <EventsHeader />
      <div className="h-3" />
      <FilterBar
        lead={t("tabs.names")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("names.search") }}
        onReset={clear}
        filters={[
          {
            id: "type",
            label: t("facts.type"),
            phrase: search.type && t("names.ofType", { type: search.type }),
            clear: () => setSearch({ type: undefined }),
            editor: (
              <Select
                label={t("facts.type")}
                value={search.type}
                onChange={(type) => setSearch({ type })}
                options={types.map((value) => ({ value, label: value }))}
              />
            ),
          },
        ]}
      />
      <DataTable
        name="event-names"
        label={t("tabs.names")}
        columns={useNameColumns()}
        list={wholeList<EventName>({ ...query, data: rows })}
        rowId={(row) => `${row.type}:${row.name}`}
        isFiltered={search.q !== "" || search.type !== undefined}
        onClearFilters={clear}
        empty={
          <EmptyState drawing="signal" title={t("names.empty")}>
            {t("names.emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useNameColumns(): Column<EventName>[] {
  const t = useTranslations("events");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("names.name"),
        isTitle: true,
        grows: true,
        cell: (row) => (
          <Link href={`/events?q=${encodeURIComponent(row.name)}`} prefetch={false} className="quiet-link">
            {row.name}
          </Link>
        ),
      },
      { id: "type", header: t("facts.type"), width: 110, phone: "meta", cell: (row) => row.type },
      {
        id: "events",
        header: t("names.events"),
        width: 130,
        align: "end",
        phone: "aside",
        cell: (row) => format.number(row.events),
      },
      {
        id: "first",
        header: t("names.first"),
        width: 150,
        align: "end",
        phone: "hidden",
        cell: (row) => <TimeAgo at={row.firstSeenAt} />,
      },
      {
        id: "last",
        header: t("names.last"),
        width: 150,
        align: "end",
        phone: "meta",
        cell: (row) => <TimeAgo at={row.lastSeenAt} />,
      },
    ],
    [t, format],
  );
}
