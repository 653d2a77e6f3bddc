"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExportButton } from "@/app/_components/export-button";
import { FilterBar } from "@/app/_components/filter-bar";
import { ListPage } from "@/app/_components/list-page";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { type OutboxSearch, outboxInput, outboxSearch } from "../search-params";
import { ChannelNote } from "./channel-note";
import { LetterPeek, LetterTitle } from "./letter-peek";
import { useMessageWords } from "./message-words";
import { useOutboxColumns } from "./outbox-columns";
import { useOutboxFilters } from "./outbox-filters";

const nothingAsked: OutboxSearch = {
  q: "",
  state: undefined,
  reason: undefined,
  kind: undefined,
  campaign: undefined,
  node: undefined,
  customer: undefined,
  since: undefined,
  until: undefined,
};

/** New letters come by themselves while the top of the list is looked at; further down nothing moves. */
const refreshMs = 5_000;

export function OutboxTable() {
  const t = useTranslations("outbox");
  const trpc = useTRPC();
  const { timeZone } = useFormat();
  const words = useMessageWords();
  const [search, setSearch] = useSearch(outboxSearch);
  const input = outboxInput(search, timeZone);
  const query = useInfiniteQuery({
    ...trpc.messages.list.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : refreshMs),
  });
  const count = useQuery({
    ...trpc.messages.count.queryOptions(input),
    placeholderData: keepPreviousData,
    refetchInterval: 4 * refreshMs,
  });
  const list = useListPages(query, (page) => ({
    rows: page.rows,
    total: count.data && !count.data.isMore ? count.data.count : undefined,
  }));
  const columns = useOutboxColumns();
  const filters = useOutboxFilters(search, setSearch);
  const reset = () => setSearch(nothingAsked);
  return (
    <ListPage
      title={t("title")}
      total={count.data?.count}
      isAtLeast={count.data?.isMore ?? false}
      actions={<ExportButton list="messages" filters={input} />}
      filters={
        <>
          <FilterBar
            lead={t("lead")}
            search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
            filters={filters}
            onReset={reset}
          />
          <ChannelNote />
        </>
      }
    >
      <DataTable
        name="outbox"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        href={(row) => `/outbox/${row.id}`}
        peek={{
          size: "lg",
          title: words.title,
          content: (row) => <LetterPeek key={row.id} id={row.id} />,
          stray: (id) => ({
            title: <LetterTitle id={id} />,
            content: <LetterPeek key={id} id={id} />,
            href: `/outbox/${id}`,
          }),
        }}
        isFiltered={Object.entries(search).some(([key, value]) => value !== nothingAsked[key as "q"])}
        onClearFilters={reset}
        empty={
          <EmptyState
            drawing="letter"
            title={t("empty.title")}
            actions={
              <Button variant="primary" asChild>
                <Link href="/campaigns/new">{t("empty.action")}</Link>
              </Button>
            }
          >
            {t("empty.text")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}
