"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useListPages } from "@/app/_components/data-table/list-state";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { profileSearch, type TimelineGroup, timelineGroups, timelineInput } from "../search-params";
import { type TimelineEntry, TimelineRow } from "./timeline-row";

/** Everything that happened to her, newest first, by day. */
export function Timeline({
  customerId,
  isShort = false,
  only,
}: {
  customerId: number;
  isShort?: boolean;
  /** One kind of thing, without the choice of others. */
  only?: TimelineGroup;
}) {
  const t = useTranslations("customers.timeline");
  const format = useFormat();
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(profileSearch);
  const show = only ? [only] : isShort ? [] : search.show;
  const query = useInfiniteQuery({
    ...trpc.customers.timeline.infiniteQueryOptions(timelineInput(customerId, show, isShort ? 12 : 60), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const toggle = (group: TimelineGroup) =>
    setSearch({ show: show.includes(group) ? show.filter((one) => one !== group) : [...show, group] });
  return (
    <div className="flex flex-col gap-4">
      {isShort || only ? null : (
        <fieldset aria-label={t("filter")} className="flex flex-wrap gap-1.5">
          {(Object.keys(timelineGroups) as TimelineGroup[]).map((group) => (
            <button
              key={group}
              type="button"
              aria-pressed={show.includes(group)}
              onClick={() => toggle(group)}
              className={cn(
                "h-7 rounded-full border px-3 text-sm transition-colors",
                show.includes(group)
                  ? "border-accent bg-accent-soft font-medium text-accent"
                  : "text-muted hover:bg-hover",
              )}
            >
              {t(`groups.${group}`)}
            </button>
          ))}
        </fieldset>
      )}
      {list.status === "loading" ? <SkeletonText lines={12} /> : null}
      {list.status === "error" ? <ErrorState isSmall message={list.problem} onRetry={list.retry} /> : null}
      {list.status === "ready" && list.rows.length === 0 ? (
        <EmptyState drawing="list" title={t("empty")}>
          {show.length > 0 ? t("emptyFiltered") : t("emptyText")}
        </EmptyState>
      ) : null}
      {byDay(list.rows, format.isoDay).map(([day, rows]) => (
        <section key={day} aria-label={format.calendarDate(day)}>
          <h3 className="sticky top-0 z-10 bg-canvas py-1 font-medium text-faint text-xs">
            {format.calendarDate(day)}
          </h3>
          <ol className="flex flex-col">
            {rows.map((row) => (
              <TimelineRow key={`${row.kind}:${row.id}:${row.at.getTime()}`} row={row} />
            ))}
          </ol>
        </section>
      ))}
      {isShort ? null : (
        <LoadMore hasMore={list.hasMore} isLoading={list.isLoadingMore} onLoadMore={list.loadMore} />
      )}
    </div>
  );
}

function byDay(rows: readonly TimelineEntry[], dayOf: (at: Date) => string): [string, TimelineEntry[]][] {
  const days = new Map<string, TimelineEntry[]>();
  for (const row of rows) {
    const day = dayOf(row.at);
    const known = days.get(day);
    if (known) known.push(row);
    else days.set(day, [row]);
  }
  return [...days];
}
