"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { doors } from "@/app/_components/live-events/doors";
import { RefusalDetails } from "@/app/_components/live-events/refusal-details";
import type { Refusal } from "@/app/_components/live-events/stream";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Select } from "@/app/_ui/input/select";
import { EventsHeader } from "../../_components/events-header";
import { useSourceFilter } from "../../_components/source-filter";
import { useSourceNames } from "../../_components/use-source-names";
import { rejectedSearch } from "../../search-params";
import { useRejectedColumns } from "./rejected-columns";

/** Everything that was refused, by any door, with its reason: what was sent and not kept. */
export function RejectedInputs() {
  const t = useTranslations("events");
  const [search, setSearch] = useSearch(rejectedSearch);
  const names = useSourceNames();
  const list = useListPages(useRejected(search), (page) => ({ rows: page.rows as Refusal[] }));
  const clear = () => setSearch({ q: "", source: undefined, door: undefined });
  const sourceFilters = useSourceFilter({
    value: search.source,
    names,
    onChange: (source) => setSearch({ source }),
  });
  return (
    <>
      <EventsHeader />
      <div className="h-3" />
      <FilterBar
        lead={t("tabs.rejected")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("rejected.search") }}
        onReset={clear}
        filters={[
          {
            id: "door",
            label: t("facts.door"),
            phrase: search.door && t(`rejected.by.${search.door}`),
            clear: () => setSearch({ door: undefined }),
            editor: (
              <Select
                label={t("facts.door")}
                value={search.door}
                onChange={(door) => setSearch({ door })}
                options={doors.map((value) => ({ value, label: t(`doors.${value}`) }))}
              />
            ),
          },
          ...sourceFilters,
        ]}
      />
      <DataTable
        name="rejected-inputs"
        label={t("tabs.rejected")}
        columns={useRejectedColumns(names)}
        list={list}
        rowId={(row) => String(row.id)}
        peek={{
          title: (row) => row.path ?? t("refused"),
          content: (row) => <RefusalDetails refusal={row} sourceNames={names} />,
        }}
        isFiltered={search.q !== "" || search.source !== undefined || search.door !== undefined}
        onClearFilters={clear}
        empty={
          <EmptyState drawing="check" title={t("rejected.empty")}>
            {t("rejected.emptyText")}
          </EmptyState>
        }
      />
    </>
  );
}

/** Pages are asked for by the id of the last row seen. */
function useRejected(search: ReturnType<typeof rejectedSearch.read>) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = {
    ...(search.q ? { search: search.q } : {}),
    ...(search.source ? { sourceId: search.source } : {}),
    ...(search.door ? { door: search.door } : {}),
  };
  return useInfiniteQuery({
    queryKey: [...trpc.events.rejected.queryKey(input), "pages"],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      client.events.rejected.query({ ...input, ...(pageParam > 0 ? { before: pageParam } : {}) }, { signal }),
    getNextPageParam: (page) => page.nextBefore,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : 10_000),
  });
}
