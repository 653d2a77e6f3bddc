"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { Section } from "@/app/_ui/layout/section";
import type { Reject } from "@/server/domain/integrations";
import { useFieldText } from "./use-field-text";
import { useReasonText } from "./use-reason-text";

const pageSize = 100;

/** The refused rows in the order of the file, each with its reason and as it was. */
export function RejectsList({ id, total }: { id: string; total: number }) {
  const t = useTranslations("imports.rejects");
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const query = useInfiniteQuery({
    queryKey: [...trpc.imports.rejects.queryKey({ id, limit: pageSize }), "pages"],
    initialPageParam: 0,
    queryFn: ({ pageParam, signal }) =>
      client.imports.rejects.query({ id, after: pageParam, limit: pageSize }, { signal }),
    getNextPageParam: (page) => (page.items.length === pageSize ? page.items.at(-1)?.rowNo : undefined),
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Section
      anchor="rejects"
      title={t("title", { shown: format.number(total) })}
      description={t("text")}
      actions={
        <Button size="sm" asChild>
          <a href={`/api/uploads/${id}/rejects`} download>
            <Download />
            {t("download")}
          </a>
        </Button>
      }
    >
      {query.data ? (
        <>
          <RejectsTable columns={query.data.pages[0]?.columns ?? []} items={items} />
          <LoadMore
            hasMore={query.hasNextPage}
            isLoading={query.isFetchingNextPage}
            onLoadMore={() => void query.fetchNextPage()}
            summary={t("shown", { shown: format.number(items.length), total: format.number(total) })}
          />
        </>
      ) : query.isError ? (
        <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : (
        <SkeletonText lines={5} />
      )}
    </Section>
  );
}

function RejectsTable({ columns, items }: { columns: readonly string[]; items: readonly Reject[] }) {
  const t = useTranslations("imports.rejects");
  const format = useFormat();
  const fieldText = useFieldText();
  const reasonText = useReasonText();
  const head = "whitespace-nowrap border-b px-3 py-1.5 text-left font-medium";
  const cell = "border-b px-3 py-1.5 align-top";
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="overflow-x-auto rounded-lg border" aria-label={t("label")} tabIndex={0}>
      <table className="w-full text-xs">
        <thead className="bg-sunken text-muted">
          <tr>
            <th className={`${head} text-right`}>{t("row")}</th>
            <th className={head}>{t("field")}</th>
            <th className={head}>{t("reason")}</th>
            {columns.map((column) => (
              <th key={column} className={head}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.rowNo}>
              <td className={`${cell} figures text-right`}>{format.number(item.rowNo)}</td>
              <td className={`${cell} whitespace-nowrap`} title={item.field ?? ""}>
                {item.field ? fieldText(item.field) : ""}
              </td>
              <td className={`${cell} min-w-64`} title={item.message}>
                {reasonText(item)}
              </td>
              {columns.map((column, index) => (
                <td
                  key={column}
                  className={`${cell} max-w-60 truncate whitespace-nowrap font-mono text-muted`}
                >
                  {item.raw[index] ?? ""}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
