"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Badge } from "@/app/_ui/display/badge";
import type { AppRouter } from "@/server/api/root";
import { ComparisonTable } from "../../_components/comparison-table";
import type { PairActions } from "./use-pair-actions";

export type Pair = inferRouterOutputs<AppRouter>["identity"]["duplicates"]["items"][number];

interface PairCardProps {
  id: string;
  pair: Pair;
  isCurrent: boolean;
  onFocus(): void;
  actions: PairActions | undefined;
}

/** Evidence, both people side by side, and the one they would become; each value can be taken from the other side. */
export function PairCard({ id, pair, isCurrent, onFocus, actions }: PairCardProps) {
  const t = useTranslations("duplicates");
  const trpc = useTRPC();
  const [keepId, setKeepId] = useState<number>();
  const [choices, setChoices] = useState<Record<string, number>>({});
  const isWished = keepId !== undefined || Object.keys(choices).length > 0;
  const { data } = useQuery({
    ...trpc.identity.preview.queryOptions({
      ids: [pair.customerId, pair.otherId],
      keepId: keepId ?? pair.keepId,
      choices,
    }),
    enabled: isWished,
    placeholderData: keepPreviousData,
  });
  const comparison = isWished && data ? data : pair;
  return (
    <section
      id={id}
      aria-label={t("pair", { score: pair.score })}
      aria-current={isCurrent}
      onFocusCapture={onFocus}
      className={cn(
        "scroll-my-4 rounded-lg border bg-raised",
        isCurrent && "border-accent ring-1 ring-accent/40",
      )}
    >
      <header className="flex flex-wrap items-center gap-1.5 border-b px-4 py-2.5">
        <span className="figures mr-1 font-semibold text-sm">{pair.score}</span>
        {pair.evidence.map((one) => (
          <Badge
            key={one.kind}
            tone={one.points < 0 ? "warn" : one.points >= 40 ? "accent" : "neutral"}
            title={t("points", { points: one.points })}
          >
            {t(`evidence.${one.kind as "phone"}`)}
          </Badge>
        ))}
        {actions ? (
          <span className="ml-auto flex gap-2">
            {pair.state === "different" ? (
              <Button size="sm" onClick={() => actions.reopen(pair)}>
                {t("reopen")}
              </Button>
            ) : (
              <>
                <Button size="sm" variant="ghost" onClick={() => actions.setDifferent(pair)}>
                  {t("notSame")}
                </Button>
                <Button
                  size="sm"
                  variant={isCurrent ? "primary" : "secondary"}
                  onClick={() => actions.merge(pair, { keepId, choices })}
                >
                  {t("merge")}
                </Button>
              </>
            )}
          </span>
        ) : null}
      </header>
      <ComparisonTable
        comparison={comparison}
        {...(actions && pair.state === "open"
          ? {
              onKeep: setKeepId,
              onChoose: (code: string, from: number) => setChoices({ ...choices, [code]: from }),
            }
          : {})}
      />
    </section>
  );
}
