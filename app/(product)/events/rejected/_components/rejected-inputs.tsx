"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExportButton } from "@/app/_components/export-button";
import { FilterBar } from "@/app/_components/filter-bar";
import { RefusalDetails } from "@/app/_components/live-events/refusal-details";
import type { Refusal } from "@/app/_components/live-events/stream";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { EventsHeader } from "../../_components/events-header";
import { useSourceFilter } from "../../_components/source-filter";
import { useSourceNames } from "../../_components/use-source-names";
import { rejectedSearch } from "../../search-params";
import { ChosenActions, MatchingActions } from "./bulk-actions";
import { RejectWork } from "./reject-work";
import { useRejectedColumns } from "./rejected-columns";
import { useRejectedFilters } from "./rejected-filters";

type Search = ReturnType<typeof rejectedSearch.read>;
/** The address's filters as the server takes them. */
export const filterOf = (search: Search) => ({
  state: search.state,
  ...(search.q ? { search: search.q } : {}),
  ...(search.source ? { sourceId: search.source } : {}),
  ...(search.door ? { door: search.door } : {}),
});

/** Everything that was refused, by any door, with its reason: to be put right and tried again. */
export function RejectedInputs() {
  const t = useTranslations("events");
  const [search, setSearch] = useSearch(rejectedSearch);
  const names = useSourceNames();
  const canAct = useCan("imports:run");
  const list = useListPages(useRejected(search), (page) => ({ rows: page.rows as Refusal[] }));
  const clear = () => setSearch({ q: "", source: undefined, door: undefined, state: "open" });
  const isFiltered = search.q !== "" || search.source !== undefined || search.door !== undefined;
  const filters = useRejectedFilters(search, setSearch);
  const sourceFilters = useSourceFilter({
    value: search.source,
    names,
    onChange: (source) => setSearch({ source }),
  });
  const isOpen = search.state === "open";
  return (
    <>
      <EventsHeader actions={<ExportButton list="rejects" filters={filterOf(search)} />} />
      <div className="h-3" />
      <FilterBar
        lead={t("tabs.rejected")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("rejected.search") }}
        onReset={clear}
        filters={[...filters, ...sourceFilters]}
      />
      {canAct && isOpen && list.rows.length > 0 ? <MatchingActions filter={filterOf(search)} /> : null}
      <DataTable
        name="rejected-inputs"
        label={t("tabs.rejected")}
        columns={useRejectedColumns(names)}
        list={list}
        rowId={(row) => row.key}
        {...(canAct && isOpen
          ? {
              bulk: (keys: readonly string[], done: () => void) => (
                <ChosenActions keys={keys} onDone={done} />
              ),
            }
          : {})}
        peek={{
          title: (row) => row.path ?? t("refused"),
          content: (row) => (
            <RefusalDetails
              refusal={row}
              sourceNames={names}
              actions={canAct && row.state === "open" ? <RejectWork refusal={row} /> : undefined}
            />
          ),
        }}
        isFiltered={isFiltered || !isOpen}
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

function useRejected(search: Search) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const input = filterOf(search);
  return useInfiniteQuery({
    queryKey: [...trpc.events.rejects.list.queryKey(input), "pages"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      client.events.rejects.list.query({ ...input, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : 10_000),
  });
}
