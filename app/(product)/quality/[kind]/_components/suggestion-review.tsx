"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useKeys } from "@/app/_components/use-keys";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { SuggestionKind } from "@/server/domain/customers/quality/problems";
import { Runs } from "../../_components/runs";
import { SuggestionRow } from "./suggestion-row";
import { useReview } from "./use-review";

/** Suggestions of one kind: one by one by keyboard, or all at once, and back. */
export function SuggestionReview({ kind }: { kind: SuggestionKind }) {
  const t = useTranslations("quality.review");
  const format = useFormat();
  const review = useReview(kind);
  const canWrite = useCan("customers:write");
  const [at, setAt] = useState(0);
  const [isConfirming, setConfirming] = useState(false);
  const { items, list, waiting } = review;
  const current = Math.min(at, Math.max(0, items.length - 1));
  const decide = (decision: "accept" | "reject") => {
    const item = items[current];
    if (item && canWrite) review.decide(item.customerId, decision);
  };
  useKeys({
    j: () => setAt(Math.min(current + 1, items.length - 1)),
    ArrowDown: () => setAt(Math.min(current + 1, items.length - 1)),
    k: () => setAt(Math.max(0, current - 1)),
    ArrowUp: () => setAt(Math.max(0, current - 1)),
    a: () => decide("accept"),
    r: () => decide("reject"),
    u: () => review.undoLast(),
  });
  const count = format.number(waiting);
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/quality", label: t("back") }]}
        title={t(`title.${kind}`)}
        aside={<span className="text-faint">{t("count", { count: waiting })}</span>}
        description={t(`about.${kind}`)}
        actions={
          canWrite && waiting > 0 ? (
            <>
              {review.canUndo ? (
                <Button variant="ghost" onClick={review.undoLast}>
                  {t("undo")}
                </Button>
              ) : null}
              <Button
                variant="ghost"
                isBusy={review.all.isPending}
                onClick={() => review.all.mutate({ kind, decision: "reject" })}
              >
                {t("rejectAll", { count })}
              </Button>
              <Button variant="primary" onClick={() => setConfirming(true)}>
                {t("acceptAll", { count })}
              </Button>
            </>
          ) : null
        }
      />
      {review.runs.length > 0 ? (
        <div className="px-4 pb-4 sm:px-6">
          <Runs runs={review.runs} kind={kind} />
        </div>
      ) : null}
      {list.isPending ? (
        <SkeletonText lines={8} className="p-6" />
      ) : items.length === 0 ? (
        <EmptyState drawing="people" title={t("empty.title")}>
          {t("empty.text")}
        </EmptyState>
      ) : (
        <>
          {canWrite ? <p className="hidden px-6 pb-2 text-faint text-xs sm:block">{t("keys")}</p> : null}
          <ul className="border-t">
            {items.map((item, index) => (
              <SuggestionRow
                key={item.customerId}
                item={item}
                isCurrent={index === current}
                canWrite={canWrite}
                onFocus={() => setAt(index)}
                onDecide={(decision) => review.decide(item.customerId, decision)}
              />
            ))}
          </ul>
          <LoadMore
            hasMore={list.hasNextPage}
            isLoading={list.isFetchingNextPage}
            onLoadMore={() => void list.fetchNextPage()}
          />
        </>
      )}
      <ConfirmDialog
        isOpen={isConfirming}
        onOpenChange={setConfirming}
        title={t("confirm.title", { count })}
        action={t("confirm.action", { count })}
        isBusy={review.all.isPending}
        onConfirm={() =>
          review.all.mutate({ kind, decision: "accept" }, { onSuccess: () => setConfirming(false) })
        }
      >
        {t("confirm.text", { count })}
      </ConfirmDialog>
    </>
  );
}
