"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";

/** Names of all sources by their numbers; numbers alone for whom sources are closed. */
export function useSourceNames(): ReadonlyMap<number, string> {
  const trpc = useTRPC();
  const mayRead = useCan("sources:read");
  const { data } = useQuery({ ...trpc.sources.list.queryOptions({}), enabled: mayRead });
  return useMemo(() => new Map((data ?? []).map((source) => [source.id, source.name])), [data]);
}
