"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";
import type { RejectFilter } from "@/server/domain/rejects/schema";

/** Chosen rows, or all that a filter finds. */
export type Chosen = { keys: string[] } | { matching: RejectFilter };

/** Trying again and discarding. Thousands are done a thousand at a time: the server answers what is left. */
export function useRejectActions(onDone: () => void) {
  const t = useTranslations("events.rejected");
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const failed = (error: unknown) =>
    toast.failed(t("failed"), { description: problemOf(error)?.message ?? "" });
  const refresh = async () => {
    await queryClient.invalidateQueries(trpc.events.rejects.pathFilter());
    onDone();
  };
  const retry = useMutation({
    mutationFn: async (chosen: Chosen) => {
      const total = { resolved: 0, refused: 0 };
      const notTriedSince = new Date();
      for (;;) {
        const selection = "keys" in chosen ? chosen : { ...chosen, notTriedSince };
        const step = await client.events.rejects.retry.mutate({ selection });
        total.resolved += step.resolved;
        total.refused += step.refused;
        if (!step.isMore || "keys" in chosen) return total;
      }
    },
    onError: failed,
    onSuccess: async ({ resolved, refused }) => {
      await refresh();
      if (refused === 0) toast.done(t("allResolved", { count: resolved }));
      else toast.failed(t("someRefused", { resolved, refused }), { description: t("someRefusedText") });
    },
  });
  const discard = useMutation({
    mutationFn: async (chosen: Chosen) => {
      let discarded = 0;
      const notTriedSince = new Date();
      for (;;) {
        const selection = "keys" in chosen ? chosen : { ...chosen, notTriedSince };
        const step = await client.events.rejects.discard.mutate({ selection });
        discarded += step.discarded;
        if (!step.isMore || "keys" in chosen) return discarded;
      }
    },
    onError: failed,
    onSuccess: async (count) => {
      await refresh();
      toast.done(t("discarded", { count }));
    },
  });
  return { retry, discard, isBusy: retry.isPending || discard.isPending };
}
