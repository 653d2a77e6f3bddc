"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExactTime } from "@/app/_components/moment";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";

/** Every message she got or did not get, with the reason. */
export function CustomerLetters({ customerId }: { customerId: number }) {
  const t = useTranslations("customers.timeline");
  const trpc = useTRPC();
  const query = useInfiniteQuery(
    trpc.messages.list.infiniteQueryOptions(
      { customerId, limit: 40 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const list = useListPages(query, (page) => ({ rows: page.rows }));
  if (list.status === "loading") return <SkeletonText lines={8} />;
  if (list.status === "error") return <ErrorState isSmall message={list.problem} onRetry={list.retry} />;
  if (list.rows.length === 0) return <EmptyState drawing="letter" title={t("noLetters")} />;
  return (
    <div>
      <ul className="divide-y border-y">
        {list.rows.map((row) => (
          <li key={row.id} className="flex flex-wrap items-baseline gap-x-3 py-2 text-sm">
            <ExactTime at={row.sentAt ?? row.plannedAt} className="w-36 text-muted" />
            <Link href={`/outbox?peek=${row.id}`} className="quiet-link min-w-0 flex-1 truncate font-medium">
              {row.subject ?? row.sourceName ?? t("untitledLetter")}
            </Link>
            {row.reason ? (
              <span className="text-muted">
                {t.has(`reasons.${row.reason}` as "reasons.no_contact")
                  ? t(`reasons.${row.reason as "no_contact"}`)
                  : row.reason}
              </span>
            ) : null}
            {row.clickedAt ? (
              <Badge tone="accent">{t("reactions.clicked")}</Badge>
            ) : row.openedAt ? (
              <Badge>{t("reactions.opened")}</Badge>
            ) : null}
            <Badge
              tone={
                row.state === "failed"
                  ? "bad"
                  : row.state === "uncertain"
                    ? "warn"
                    : row.state === "skipped"
                      ? "neutral"
                      : "ok"
              }
            >
              {t(`states.${row.state}`)}
            </Badge>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={list.hasMore} isLoading={list.isLoadingMore} onLoadMore={list.loadMore} />
    </div>
  );
}
