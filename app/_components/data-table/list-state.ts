"use client";
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { useMemo } from "react";
import { problemOf } from "@/app/_trpc/problem";

/** What a table needs to know of its rows, whichever query they come from. */
export interface ListState<Row> {
  rows: readonly Row[];
  /** How many there are in all; undefined while it is not known. */
  total: number | undefined;
  status: "loading" | "ready" | "error";
  /** The server's sentence about what went wrong. */
  problem: string | undefined;
  /** The rows shown are of the previous filters; the right ones are on the way. */
  isStale: boolean;
  hasMore: boolean;
  isLoadingMore: boolean;
  loadMore(): void;
  retry(): void;
}

/** Pages of an infinite query as one list. `pick` finds the rows (and the total, where the query counts) in a page. */
export function useListPages<Page, Row>(
  query: UseInfiniteQueryResult<InfiniteData<Page>, unknown>,
  pick: (page: Page) => { rows: readonly Row[]; total?: number | undefined },
): ListState<Row> {
  const { data } = query;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `pick` is a fresh arrow on each render and depends on nothing
  const rows = useMemo(() => (data ? data.pages.flatMap((page) => [...pick(page).rows]) : []), [data]);
  const firstPage = data?.pages[0];
  return {
    rows,
    total: firstPage === undefined ? undefined : pick(firstPage).total,
    status: data ? "ready" : query.isError ? "error" : "loading",
    problem: query.isError ? problemOf(query.error)?.message : undefined,
    isStale: query.isPlaceholderData,
    hasMore: query.hasNextPage,
    isLoadingMore: query.isFetchingNextPage,
    loadMore: () => void query.fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** A list that comes whole. */
export function wholeList<Row>(query: {
  data: readonly Row[] | undefined;
  isError: boolean;
  error: unknown;
  refetch(): unknown;
}): ListState<Row> {
  return {
    rows: query.data ?? [],
    total: query.data?.length,
    status: query.data ? "ready" : query.isError ? "error" : "loading",
    problem: query.isError ? problemOf(query.error)?.message : undefined,
    isStale: false,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    retry: () => void query.refetch(),
  };
}
