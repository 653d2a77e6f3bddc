"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { finishedPart } from "@/app/_components/rule-editor/new-conditions";
import { useTRPC } from "@/app/_trpc/client";
import type { Group } from "@/server/domain/segments/rule";

const pauseMs = 400;

/** The value once it has stood still for a moment. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}

/**
 * What the rule means now. Unfinished conditions are left out. Each question has its own key, so an answer to an older
 * one is never shown as the current one: meanwhile the former figure stays, marked as stale.
 */
export function useLiveAnswer(rule: Group) {
  const trpc = useTRPC();
  const part = useMemo(() => finishedPart(rule), [rule]);
  const asked = useSettled(part.rule);
  const input = { definition: asked };
  const options = {
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: 30_000,
    refetchOnWindowFocus: false,
  };
  const alone = { trpc: { context: { isAlone: true } } };
  const preview = useQuery({ ...trpc.segments.preview.queryOptions(input, alone), ...options });
  const funnel = useQuery({ ...trpc.segments.funnel.queryOptions(input, alone), ...options });
  const isWaiting = asked !== part.rule;
  return {
    asked,
    unfinished: part.left,
    preview,
    funnel,
    isStale: isWaiting || preview.isPlaceholderData,
    isFunnelStale: isWaiting || funnel.isPlaceholderData,
  };
}
export type LiveAnswer = ReturnType<typeof useLiveAnswer>;
