"use client";
import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/app/_trpc/client";

const refreshMs = 5_000;

/** A message with its story. One that can be used here is asked again and again: what is done in the other tab shows. */
export function useMessage(id: string) {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.messages.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data?.live ? refreshMs : false),
  });
}
