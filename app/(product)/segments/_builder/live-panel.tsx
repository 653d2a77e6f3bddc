"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { customerHint, customerName, customerPath } from "@/app/_components/customer-name";
import { useFormat } from "@/app/_i18n/use-format";
import { problemOf } from "@/app/_trpc/problem";
import { Spinner } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Avatar } from "@/app/_ui/display/avatar";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import type { Rule } from "@/server/domain/segments/rule";
import type { LiveAnswer } from "./use-live-answer";

/** How many, what share, what each condition takes away, and some of them. */
export function LivePanel({ answer, sentenceOf }: { answer: LiveAnswer; sentenceOf(rule: Rule): string }) {
  return (
    <>
      <Count answer={answer} />
      <Funnel answer={answer} sentenceOf={sentenceOf} />
      <Sample answer={answer} />
    </>
  );
}

function Count({ answer }: { answer: LiveAnswer }) {
  const t = useTranslations("segments.live");
  const format = useFormat();
  const { preview, isStale, unfinished } = answer;
  const { data } = preview;
  return (
    <section aria-label={t("count")} aria-live="polite" aria-busy={isStale} className="flex flex-col gap-1">
      {preview.error && !isStale ? (
        <div role="alert" className="rounded-lg border border-bad/40 bg-bad-soft p-3 text-sm">
          <p className="font-medium">{t("failed")}</p>
          <p className="mt-0.5 text-pretty text-muted">
            {problemOf(preview.error)?.message ?? t("noConnection")}
          </p>
        </div>
      ) : data ? (
        <>
          <p className={cn("flex items-baseline gap-2 transition-opacity", isStale && "opacity-50")}>
            <span className="figures font-semibold text-2xl">{format.number(data.count)}</span>
            <span className="text-muted text-sm">{t("people", { count: data.count })}</span>
            {isStale ? <Spinner className="size-3.5 self-center text-faint" /> : null}
          </p>
          <div className="h-1.5 overflow-hidden rounded-full bg-sunken">
            <div
              className="h-full rounded-full bg-accent transition-[width] duration-300"
              style={{ width: `${data.total > 0 ? (data.count / data.total) * 100 : 0}%` }}
            />
          </div>
          <p className="figures text-muted text-xs">
            {t("share", {
              share: format.percent(data.total > 0 ? data.count / data.total : 0),
              total: format.number(data.total),
            })}
          </p>
        </>
      ) : (
        <>
          <Skeleton className="h-9 w-32" />
          <Skeleton className="h-1.5 w-full" />
          <Skeleton className="w-40" />
        </>
      )}
      {unfinished > 0 ? <p className="text-warn text-xs">{t("unfinished", { count: unfinished })}</p> : null}
    </section>
  );
}

function Funnel({ answer, sentenceOf }: { answer: LiveAnswer; sentenceOf(rule: Rule): string }) {
  const t = useTranslations("segments.live");
  const format = useFormat();
  const { funnel, asked, isFunnelStale } = answer;
  const tops = asked.kind === "all" ? asked.rules : [asked];
  if (asked.rules.length === 0) return null;
  const steps = funnel.data ?? [];
  const total = steps[0]?.left ?? 0;
  return (
    <Section title={t("funnel")} description={t("funnelHint")}>
      {funnel.data && !(isFunnelStale && steps.length !== tops.length + 1) ? (
        <ol className={cn("flex flex-col gap-2.5 transition-opacity", isFunnelStale && "opacity-50")}>
          {steps.map((step, place) => {
            const before = steps[place - 1]?.left;
            const top = step.index === null ? undefined : tops[step.index];
            const text = top ? sentenceOf(top) : t("everybody");
            return (
              <li key={step.index ?? "all"} className="flex flex-col gap-1 text-sm">
                <span className="flex items-baseline justify-between gap-3">
                  <span
                    className={cn("line-clamp-2 min-w-0 text-pretty", top ? undefined : "text-muted")}
                    title={text}
                  >
                    {text}
                  </span>
                  <span className="figures shrink-0">{format.number(step.left)}</span>
                </span>
                <span className="h-1 overflow-hidden rounded-full bg-sunken">
                  <span
                    className="block h-full rounded-full bg-accent/70 transition-[width] duration-300"
                    style={{ width: `${total > 0 ? (step.left / total) * 100 : 0}%` }}
                  />
                </span>
                {before !== undefined ? (
                  <span className="figures text-faint text-xs">
                    {before === step.left
                      ? t("removesNobody")
                      : t("removes", { count: format.number(before - step.left) })}
                    {tops.length > 1 ? ` · ${t("alone", { count: format.number(step.alone) })}` : ""}
                  </span>
                ) : null}
              </li>
            );
          })}
        </ol>
      ) : funnel.error ? (
        <p className="text-muted text-sm">{problemOf(funnel.error)?.message ?? t("noConnection")}</p>
      ) : (
        <div className="flex flex-col gap-3">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-full" />
        </div>
      )}
    </Section>
  );
}

function Sample({ answer }: { answer: LiveAnswer }) {
  const t = useTranslations("segments.live");
  const { data } = answer.preview;
  if (!data || data.sample.length === 0) return null;
  return (
    <Section title={t("sample")}>
      <ul className={cn("-mx-2 flex flex-col transition-opacity", answer.isStale && "opacity-50")}>
        {data.sample.slice(0, 6).map(({ customerId, city, ...person }) => {
          const named = { id: customerId, ...person };
          return (
            <li key={customerId}>
              <Link
                href={customerPath(customerId)}
                target="_blank"
                className="flex items-center gap-2.5 rounded-md px-2 py-1.5 hover:bg-hover"
              >
                <Avatar size="sm" name={customerName(named)} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate text-sm">{customerName(named)}</span>
                  <span className="block truncate text-faint text-xs">{city ?? customerHint(named)}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
