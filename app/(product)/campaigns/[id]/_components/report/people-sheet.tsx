"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { customerName, customerPath } from "@/app/_components/customer-name";
import { ExactTime } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { Sheet } from "@/app/_ui/overlay/sheet";
import type { ReportPerson } from "@/server/domain/campaigns";
import type { OpenableMetric, ReportInput } from "../../search-params";
import { useReasonText } from "../use-reason-text";
import { type ReportNode, useNodeText } from "./report-context";

interface PeopleSheetProps {
  input: ReportInput;
  metric: OpenableMetric;
  node: string | undefined;
  reason: string | undefined;
  nodes: readonly ReportNode[];
  onWhy(customerId: number): void;
  onClose(): void;
}

/** Exactly those behind a number, newest first. */
export function PeopleSheet({ input, metric, node, reason, nodes, onWhy, onClose }: PeopleSheetProps) {
  const t = useTranslations("campaigns.report.people");
  const trpc = useTRPC();
  const textOf = useNodeText();
  const reasonText = useReasonText();
  const query = useInfiniteQuery(
    trpc.campaigns.reportPeople.infiniteQueryOptions(
      { ...input, metric, nodeId: node, reason },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  const people = query.data?.pages.flatMap((page) => page.people) ?? [];
  const step = nodes.find((one) => one.nodeId === node);
  const title = [t(`metrics.${metric}`), step && textOf(step).name, reason && reasonText(reason)]
    .filter(Boolean)
    .join(" · ");
  return (
    <Sheet isOpen onOpenChange={onClose} title={title}>
      {query.isError ? (
        <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : query.data === undefined ? (
        <SkeletonText lines={8} className="p-4" />
      ) : people.length === 0 ? (
        <EmptyState isSmall drawing="people" title={t("none")} />
      ) : (
        <>
          <ul>
            {people.map((person, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: one person may be there several times; rows are only ever appended
              <Person key={`${person.customerId} ${index}`} person={person} metric={metric} onWhy={onWhy} />
            ))}
          </ul>
          <LoadMore
            hasMore={query.hasNextPage}
            isLoading={query.isFetchingNextPage}
            onLoadMore={() => void query.fetchNextPage()}
            summary={t("shown", { count: people.length })}
          />
        </>
      )}
    </Sheet>
  );
}

function Person({
  person,
  metric,
  onWhy,
}: {
  person: ReportPerson;
  metric: OpenableMetric;
  onWhy(customerId: number): void;
}) {
  const t = useTranslations("campaigns.report.people");
  const format = useFormat();
  const reasonText = useReasonText();
  const engagement = metric === "orders" ? person.reason : undefined;
  return (
    <li className="flex items-start justify-between gap-3 border-b px-4 py-2">
      <div className="min-w-0">
        <Link href={customerPath(person.customerId)} className="quiet-link font-medium">
          {customerName({ ...person, id: person.customerId })}
        </Link>
        {person.reason === "no_contact" ? null : (
          <p className="truncate text-muted text-xs">{person.email ?? t("noEmail")}</p>
        )}
        {person.reason && !engagement ? (
          <p className="text-muted text-xs">{reasonText(person.reason)}</p>
        ) : null}
      </div>
      <div className="flex shrink-0 flex-col items-end gap-0.5">
        {person.amountMinor === null ? null : (
          <span className="figures font-medium">{format.money(person.amountMinor)}</span>
        )}
        <ExactTime at={person.at} className="text-muted text-xs" />
        {engagement ? (
          <span className="text-faint text-xs">{t(`engagement.${engagement as "click"}`)}</span>
        ) : null}
        <Button size="sm" variant="ghost" className="-mr-2" onClick={() => onWhy(person.customerId)}>
          {t("story")}
        </Button>
      </div>
    </li>
  );
}
