"use client";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { toast } from "@/app/_ui/overlay/toast";
import type { SuggestionKind } from "@/server/domain/customers/quality/problems";

export type Decision = "accept" | "reject";
/** The list is asked again while a review of all is being written. */
const lookAgainMs = 1_500;

/** The suggestions of one kind, with who was decided a moment ago left out at once. */
export function useReview(kind: SuggestionKind) {
  const t = useTranslations("quality.review");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const [decided, setDecided] = useState<ReadonlySet<number>>(new Set());
  const [history, setHistory] = useState<readonly number[]>([]);
  const overview = useQuery({
    ...trpc.quality.get.queryOptions({}),
    refetchInterval: ({ state }) =>
      state.data?.runs.some((run) => run.state === "running") ? lookAgainMs : false,
  });
  const list = useInfiniteQuery(
    trpc.quality.suggestions.infiniteQueryOptions({ kind }, { getNextPageParam: (page) => page.nextCursor }),
  );
  const items = useMemo(
    () =>
      (list.data?.pages ?? []).flatMap((page) => page.items).filter((item) => !decided.has(item.customerId)),
    [list.data, decided],
  );
  /** What the server knows by then need not be left out here any more. */
  const refresh = async () => {
    await cache.invalidateQueries(trpc.quality.pathFilter());
    setDecided(new Set());
  };
  const forget = (customerId: number) =>
    setDecided((before) => new Set([...before].filter((one) => one !== customerId)));
  const mutation = useMutation(
    trpc.quality.decide.mutationOptions({
      onSuccess: ({ refusal }, { customerId, decision }) => {
        if (refusal)
          toast.failed(t(`refused.${refusal === "identity_taken" ? refusal : "changed_meanwhile"}`));
        if (decision === "reopen") {
          forget(customerId);
          return refresh();
        }
        return undefined;
      },
      onError: (error, { customerId }) => {
        forget(customerId);
        toast.failed(problemOf(error)?.message ?? error.message);
      },
    }),
  );
  const decide = (customerId: number, decision: Decision) => {
    setDecided((before) => new Set(before).add(customerId));
    setHistory((before) => [...before, customerId]);
    mutation.mutate({ customerId, kind, decision });
  };
  const undoLast = () => {
    const last = history.at(-1);
    if (last === undefined) return;
    setHistory((before) => before.slice(0, -1));
    mutation.mutate({ customerId: last, kind, decision: "reopen" });
  };
  const all = useMutation(
    trpc.quality.reviewAll.mutationOptions({
      onSuccess: async ({ total, runId }, { decision }) => {
        if (decision === "reject")
          toast.done(t("rejected", { count: total }), {
            action: { label: t("undo"), onClick: () => undoAll.mutate({ runId }) },
          });
        await refresh();
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? error.message),
    }),
  );
  const undoAll = useMutation(trpc.quality.undoReview.mutationOptions({ onSuccess: refresh }));
  const runs = overview.data?.runs.filter((run) => run.suggestionKind === kind) ?? [];
  const waiting = Math.max(0, (overview.data?.pending[kind] ?? items.length) - decided.size);
  return { list, items, waiting, runs, decide, undoLast, canUndo: history.length > 0, all, refresh };
}
