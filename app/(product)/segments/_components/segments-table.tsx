"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { segmentsInput, segmentsSearch } from "../search-params";
import { CombineMenu } from "./combine-menu";
import { DeleteSegmentDialog } from "./delete-segment-dialog";
import { NameDialog } from "./name-dialog";
import { NewSegmentMenu } from "./new-segment-menu";
import { type SegmentRow, useSegmentColumns } from "./segments-columns";

/** Every segment: what it is, how many are in it and as of when, where it is used. */
export function SegmentsTable() {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const canWrite = useCan("segments:write");
  const [search, setSearch] = useSearch(segmentsSearch);
  const [renamed, setRenamed] = useState<SegmentRow>();
  const [deleted, setDeleted] = useState<SegmentRow>();
  const query = useInfiniteQuery({
    ...trpc.segments.list.infiniteQueryOptions(segmentsInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const columns = useSegmentColumns({ canWrite, onRename: setRenamed, onDelete: setDeleted });
  const create = canWrite ? <NewSegmentMenu /> : undefined;
  return (
    <ListPage
      title={t("title")}
      total={query.data && !query.hasNextPage ? list.rows.length : undefined}
      help={<HelpLink topic="segments" about={t("title")} />}
      actions={create}
      filters={
        <FilterBar
          lead={t("title")}
          search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
        />
      }
    >
      <DataTable
        name="segments"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        href={(row) => `/segments/${row.id}`}
        {...(canWrite
          ? {
              bulk: (ids: readonly string[]) => (
                <CombineMenu chosen={list.rows.filter((row) => ids.includes(row.id))} />
              ),
            }
          : {})}
        isFiltered={search.q !== ""}
        onClearFilters={() => setSearch({ q: "" })}
        empty={
          <EmptyState drawing="people" title={t("empty.title")} actions={create}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {renamed ? (
        <NameDialog key={renamed.id} segment={renamed} onClose={() => setRenamed(undefined)} />
      ) : null}
      {deleted ? <DeleteSegmentDialog segment={deleted} onClose={() => setDeleted(undefined)} /> : null}
    </ListPage>
  );
}
