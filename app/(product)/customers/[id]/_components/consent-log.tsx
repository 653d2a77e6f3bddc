"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Badge, type Tone } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";

const tones: Record<string, Tone> = { subscribed: "ok", unsubscribed: "warn", pending: "neutral" };

/** The proof: what she agreed to or left, when, by what, in which words, from which letter and device. */
export function ConsentLog({ customerId }: { customerId: number }) {
  const t = useTranslations("consent-log");
  const trpc = useTRPC();
  const query = useQuery(trpc.customers.subscriptions.queryOptions({ id: customerId }));
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <SkeletonText lines={6} />;
  const { log, categories } = query.data;
  if (log.length === 0)
    return (
      <EmptyState isSmall title={t("empty")}>
        {t("emptyText")}
      </EmptyState>
    );
  const categoryName = (code: string) => categories.find((one) => one.code === code)?.name ?? code;
  return (
    <Section title={t("title")} description={t("text")}>
      <ol className="divide-y border-y">
        {log.map((row) => (
          <li key={row.id} className="flex flex-col gap-1 py-2.5 text-sm sm:flex-row sm:gap-4">
            <ExactTime at={row.at} className="w-40 shrink-0 text-muted" />
            <div className="min-w-0 flex-1">
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
                <Badge tone={tones[row.state] ?? "neutral"}>{t(`states.${row.state as "subscribed"}`)}</Badge>
                <span className="font-medium">
                  {t.has(`channels.${row.channel}` as "channels.email")
                    ? t(`channels.${row.channel as "email"}`)
                    : row.channel}
                </span>
                <span className="text-muted">{row.category ? categoryName(row.category) : t("whole")}</span>
              </p>
              <p className="mt-0.5 text-muted">
                {t.has(`sources.${row.source}` as "sources.api")
                  ? t(`sources.${row.source as "api"}`)
                  : row.source}
                {row.reason ? ` · ${row.reason}` : ""}
              </p>
              {row.wording ? (
                <blockquote className="mt-1.5 border-l-2 pl-3 text-pretty text-muted">
                  {row.wording}
                </blockquote>
              ) : null}
              {row.network || row.userAgent || row.messageId ? (
                <p className="mt-1 break-all text-faint text-xs">
                  {[row.network, row.userAgent, row.messageId ? t("letter", { id: row.messageId }) : ""]
                    .filter(Boolean)
                    .join(" · ")}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}
