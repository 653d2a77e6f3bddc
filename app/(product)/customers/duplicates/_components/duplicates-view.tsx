"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useListPages } from "@/app/_components/data-table/list-state";
import { HelpLink } from "@/app/_components/help-link";
import { useCan } from "@/app/_components/use-can";
import { useKeys } from "@/app/_components/use-keys";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Kbd } from "@/app/_ui/display/kbd";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { duplicatesInput, duplicatesSearch } from "../search-params";
import { MergeAllDialog } from "./merge-all-dialog";
import { type Pair, PairCard } from "./pair-card";
import { usePairActions } from "./use-pair-actions";

/** Pairs of profiles that may be one person, the surest first, decided by mouse or by keys. */
export function DuplicatesView() {
  const t = useTranslations("duplicates");
  const format = useFormat();
  const trpc = useTRPC();
  const canWrite = useCan("customers:write");
  const [search, setSearch] = useSearch(duplicatesSearch);
  const [at, setAt] = useState(0);
  const [isMergingAll, setMergingAll] = useState(false);
  const { data: counts } = useQuery({
    ...trpc.identity.counts.queryOptions({}),
    refetchInterval: (query) => (query.state.data?.merging ? 2_000 : false),
  });
  const query = useInfiniteQuery({
    ...trpc.identity.duplicates.infiniteQueryOptions(duplicatesInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const list = useListPages<{ items: Pair[] }, Pair>(query, (page) => ({ rows: page.items }));
  const actions = usePairActions();
  const current = list.rows[Math.min(at, list.rows.length - 1)];
  const go = (step: number) => {
    const next = Math.max(0, Math.min(list.rows.length - 1, Math.min(at, list.rows.length - 1) + step));
    setAt(next);
    document.getElementById(`pair-${next}`)?.scrollIntoView({ block: "nearest" });
  };
  const isOpen = search.show === "open";
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    ...(canWrite && isOpen && current
      ? { m: () => actions.merge(current), n: () => actions.setDifferent(current) }
      : {}),
  });
  const rules = (counts?.byRule ?? []).filter((one) => one.count > 0 || one.rule === search.rule);
  const ruleCount = counts?.byRule.find((one) => one.rule === search.rule)?.count ?? 0;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/customers", label: t("customers") }]}
        title={t("title")}
        aside={
          <>
            <span className="figures text-faint">{counts ? format.number(counts.open) : ""}</span>
            <HelpLink topic="duplicates" about={t("title")} />
          </>
        }
        actions={
          canWrite && isOpen && search.rule && ruleCount > 0 ? (
            <Button onClick={() => setMergingAll(true)}>{t("mergeAll", { count: ruleCount })}</Button>
          ) : null
        }
      />
      <div className="flex flex-wrap items-center gap-1.5 px-4 py-3 sm:px-6">
        <Chip isOn={isOpen && !search.rule} onClick={() => setSearch({ rule: undefined, show: "open" })}>
          {t("all")} <Count n={counts?.open} />
        </Chip>
        {rules.map(({ rule, count }) => (
          <Chip
            key={rule}
            isOn={isOpen && search.rule === rule}
            onClick={() => setSearch({ rule, show: "open" })}
          >
            {t(`rules.${rule as "phone_birth"}`)} <Count n={count} />
          </Chip>
        ))}
        <Chip isOn={!isOpen} onClick={() => setSearch({ rule: undefined, show: "different" })}>
          {t("different")} <Count n={counts?.different} />
        </Chip>
        {counts?.merging ? (
          <span role="status" className="ml-auto text-muted text-sm">
            {t("merging", { count: counts.merging })}
          </span>
        ) : (
          <span className="ml-auto hidden items-center gap-1.5 text-faint text-xs lg:flex">
            <Kbd keys="J" /> <Kbd keys="K" /> {t("keys.move")} <Kbd keys="M" /> {t("keys.merge")}{" "}
            <Kbd keys="N" /> {t("keys.different")}
          </span>
        )}
      </div>
      <div className="flex flex-col gap-4 px-4 pb-8 sm:px-6">
        {list.status === "loading" ? <SkeletonText lines={14} /> : null}
        {list.status === "error" ? <ErrorState message={list.problem} onRetry={list.retry} /> : null}
        {list.status === "ready" && list.rows.length === 0 ? (
          <EmptyState drawing="list" title={isOpen ? t("empty") : t("emptyDifferent")}>
            {isOpen ? t("emptyText") : t("emptyDifferentText")}
          </EmptyState>
        ) : null}
        {list.rows.map((pair, index) => (
          <PairCard
            key={`${pair.customerId} ${pair.otherId}`}
            id={`pair-${index}`}
            pair={pair}
            isCurrent={pair === current}
            onFocus={() => setAt(index)}
            actions={canWrite ? actions : undefined}
          />
        ))}
        <LoadMore hasMore={list.hasMore} isLoading={list.isLoadingMore} onLoadMore={list.loadMore} />
      </div>
      {isMergingAll && search.rule ? (
        <MergeAllDialog rule={search.rule} count={ruleCount} onClose={() => setMergingAll(false)} />
      ) : null}
    </>
  );
}

function Count({ n }: { n: number | undefined }) {
  const format = useFormat();
  return <span className="figures opacity-70">{n === undefined ? "" : format.number(n)}</span>;
}

function Chip({ isOn, onClick, children }: { isOn: boolean; onClick(): void; children: React.ReactNode }) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={onClick}
      className={cn(
        "flex h-7 items-center gap-1.5 rounded-full border px-3 text-sm transition-colors",
        isOn ? "border-accent bg-accent-soft font-medium text-accent" : "text-muted hover:bg-hover",
      )}
    >
      {children}
    </button>
  );
}
