"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { StatusDot } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { EventSheet } from "./event-sheet";
import { mergeStream, type StreamItem } from "./stream";
import { StreamLine } from "./stream-line";

const pollMs = 2_000;

interface LiveEventsProps {
  sourceId?: number | undefined;
  search?: string | undefined;
  limit?: number;
  /** Names of sources, where events of several are mixed. */
  sourceNames?: ReadonlyMap<number, string> | undefined;
  /** Nothing has come yet. */
  empty: ReactNode;
}

/** Events as they arrive, and what was refused between them: what a developer watches while wiring a site up. */
export function LiveEvents({ sourceId, search, limit = 50, sourceNames, empty }: LiveEventsProps) {
  const t = useTranslations("events.live");
  const trpc = useTRPC();
  const [isPaused, setPaused] = useState(false);
  const [opened, setOpened] = useState<StreamItem>();
  const live = {
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchInterval: isPaused ? (false as const) : pollMs,
  };
  const filter = { limit, ...(sourceId ? { sourceId } : {}), ...(search ? { search } : {}) };
  const events = useQuery({ ...trpc.events.live.queryOptions(filter), ...live });
  const refusals = useQuery({ ...trpc.events.rejects.list.queryOptions(filter), ...live });
  if (!events.data)
    return events.isError ? (
      <ErrorState isSmall message={problemOf(events.error)?.message} onRetry={() => void events.refetch()} />
    ) : (
      <SkeletonText lines={8} />
    );
  const wired = (refusals.data?.rows ?? []).filter(
    (row) => row.door === "tracking" || row.door === "consumer",
  );
  const items = mergeStream(events.data, wired, limit);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <StatusDot
          tone={events.isError ? "bad" : isPaused ? "neutral" : "ok"}
          isLive={!isPaused && !events.isError}
        >
          <span className="text-muted text-sm">
            {t(events.isError ? "lost" : isPaused ? "paused" : "listening")}
          </span>
        </StatusDot>
        <Button
          size="sm"
          variant="ghost"
          icon={isPaused ? <Play /> : <Pause />}
          onClick={() => setPaused(!isPaused)}
        >
          {t(isPaused ? "resume" : "pause")}
        </Button>
      </div>
      {items.length > 0 ? (
        <ul aria-label={t("label")} className="border-t">
          {items.map((item) => (
            <StreamLine key={item.key} item={item} sourceNames={sourceNames} onOpen={() => setOpened(item)} />
          ))}
        </ul>
      ) : search ? (
        <EmptyState isSmall drawing="search" title={t("nothingFound")}>
          {t("searchDepth")}
        </EmptyState>
      ) : (
        empty
      )}
      {opened ? (
        <EventSheet item={opened} sourceNames={sourceNames} onClose={() => setOpened(undefined)} />
      ) : null}
    </div>
  );
}
