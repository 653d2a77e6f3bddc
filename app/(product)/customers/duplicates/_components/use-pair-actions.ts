"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";
import type { Pair } from "./pair-card";

export interface MergeWish {
  keepId?: number | undefined;
  choices?: Record<string, number>;
}
export interface PairActions {
  merge(pair: Pair, wish?: MergeWish): void;
  setDifferent(pair: Pair): void;
  reopen(pair: Pair): void;
  isBusy: boolean;
}

/** What can be done about a pair; each deed offers the way back. */
export function usePairActions(): PairActions {
  const t = useTranslations("duplicates");
  const trpc = useTRPC();
  const client = useQueryClient();
  const refresh = () =>
    Promise.all([
      client.invalidateQueries(trpc.identity.pathFilter()),
      client.invalidateQueries(trpc.customers.pathFilter()),
    ]);
  const onError = (error: unknown) => toast.failed(problemOf(error)?.message ?? t("failed"));
  const undo = useMutation(
    trpc.identity.undoMerge.mutationOptions({
      onError,
      onSuccess: () => toast.say(t("undone")),
      onSettled: refresh,
    }),
  );
  const reopen = useMutation(trpc.identity.reopenPair.mutationOptions({ onError, onSettled: refresh }));
  const merge = useMutation(
    trpc.identity.merge.mutationOptions({
      onError,
      onSuccess: ({ mergeIds }, { ids: [customerId = 0, otherId = 0] }) =>
        toast.done(t("merged"), {
          action: {
            label: t("undo"),
            // A slip of the hand says nothing about the two: the pair is asked about again.
            onClick: () => {
              for (const mergeId of mergeIds)
                undo.mutate({ mergeId }, { onSuccess: () => reopen.mutate({ customerId, otherId }) });
            },
          },
        }),
      onSettled: refresh,
    }),
  );
  const differ = useMutation(
    trpc.identity.markDifferent.mutationOptions({
      onError,
      onSuccess: (pair) =>
        toast.done(t("markedDifferent"), {
          action: { label: t("undo"), onClick: () => reopen.mutate(pair) },
        }),
      onSettled: refresh,
    }),
  );
  const isBusy = merge.isPending || differ.isPending;
  return {
    isBusy,
    merge: (pair, wish = {}) => {
      if (!isBusy)
        merge.mutate({
          ids: [pair.customerId, pair.otherId],
          keepId: wish.keepId ?? pair.keepId,
          ...(wish.choices ? { choices: wish.choices } : {}),
        });
    },
    setDifferent: ({ customerId, otherId }) => {
      if (!isBusy) differ.mutate({ customerId, otherId });
    },
    reopen: ({ customerId, otherId }) => reopen.mutate({ customerId, otherId }),
  };
}
