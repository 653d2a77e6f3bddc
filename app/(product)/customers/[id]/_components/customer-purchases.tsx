"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExactTime } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { Section } from "@/app/_ui/layout/section";

type Kind = "orders" | "receipts";

/** Orders or receipts, newest first, each with its lines one click away. */
export function PurchaseList({ kind, customerId }: { kind: Kind; customerId: number }) {
  const t = useTranslations("customers.purchases");
  const format = useFormat();
  const trpc = useTRPC();
  const procedure = kind === "orders" ? trpc.orders.list : trpc.orders.receipts;
  const query = useInfiniteQuery(
    procedure.infiniteQueryOptions(
      { customerId, limit: 25 },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const list = useListPages(query, (page) => ({ rows: page.items }));
  return (
    <Section title={t(kind)}>
      {list.status === "loading" ? <SkeletonText lines={4} /> : null}
      {list.status === "error" ? <ErrorState isSmall message={list.problem} onRetry={list.retry} /> : null}
      {list.status === "ready" && list.rows.length === 0 ? (
        <p className="text-muted text-sm">{t("none")}</p>
      ) : null}
      <ul className="divide-y border-y empty:border-0">
        {list.rows.map((row) => (
          <li key={row.id}>
            <details className="group">
              <summary className="flex cursor-pointer list-none flex-wrap items-baseline gap-x-3 py-2 text-sm hover:bg-hover">
                <ExactTime at={row.occurredAt} className="w-36 text-muted" />
                <span className="min-w-0 flex-1 truncate font-medium">{row.number ?? row.externalId}</span>
                {row.store ? <span className="text-muted">{row.store.name}</span> : null}
                <Badge>{row.status}</Badge>
                <span className="figures w-28 text-right font-medium">
                  {format.money(row.totalMinor, row.currency)}
                </span>
              </summary>
              <ul className="mb-3 ml-4 border-l pl-4 text-sm">
                {row.lines.map((line) => (
                  <li key={JSON.stringify(line)} className="flex gap-3 py-1">
                    <span className="min-w-0 flex-1 truncate">{line.name ?? line.productExternalId}</span>
                    <span className="figures text-muted">
                      {format.number(line.quantity)} × {format.money(line.priceMinor, row.currency)}
                    </span>
                    <span className="figures w-24 text-right">
                      {format.money(line.totalMinor, row.currency)}
                    </span>
                  </li>
                ))}
              </ul>
            </details>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={list.hasMore} isLoading={list.isLoadingMore} onLoadMore={list.loadMore} />
    </Section>
  );
}
