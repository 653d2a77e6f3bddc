"use client";
import { useQuery } from "@tanstack/react-query";
import { RotateCw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { RejectFilter } from "@/server/domain/rejects/schema";
import { useRejectActions } from "./use-reject-actions";

/** For the rows that were ticked. */
export function ChosenActions({ keys, onDone }: { keys: readonly string[]; onDone(): void }) {
  const t = useTranslations("events.rejected");
  const { retry, discard, isBusy } = useRejectActions(onDone);
  const chosen = { keys: [...keys].slice(0, 500) };
  return (
    <>
      <Button
        size="sm"
        icon={<RotateCw />}
        isBusy={retry.isPending}
        disabled={isBusy}
        onClick={() => retry.mutate(chosen)}
      >
        {t("retry")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        icon={<Trash2 />}
        disabled={isBusy}
        onClick={() => discard.mutate(chosen)}
      >
        {t("discard")}
      </Button>
    </>
  );
}

/** For all that the filters find, with their number. */
export function MatchingActions({ filter }: { filter: RejectFilter }) {
  const t = useTranslations("events.rejected");
  const trpc = useTRPC();
  const format = useFormat();
  const [asked, setAsked] = useState<"retry" | "discard">();
  const { retry, discard, isBusy } = useRejectActions(() => setAsked(undefined));
  const { data: count } = useQuery(trpc.events.rejects.count.queryOptions(filter));
  if (!count) return null;
  const shown = count > 100_000 ? `${format.number(100_000)}+` : format.number(count);
  return (
    <div className="flex flex-wrap items-center gap-2 px-4 pb-3 text-sm sm:px-6">
      <span className="text-muted">{t("found", { count, shown })}</span>
      <Button size="sm" icon={<RotateCw />} disabled={isBusy} onClick={() => setAsked("retry")}>
        {t("retryAll")}
      </Button>
      <Button
        size="sm"
        variant="ghost"
        icon={<Trash2 />}
        disabled={isBusy}
        onClick={() => setAsked("discard")}
      >
        {t("discardAll")}
      </Button>
      {asked ? (
        <ConfirmDialog
          isOpen
          onOpenChange={() => setAsked(undefined)}
          title={t(asked === "retry" ? "retryAll" : "discardAll")}
          action={t(asked === "retry" ? "retryCount" : "discardCount", { count, shown })}
          isDangerous={asked === "discard"}
          isBusy={isBusy}
          onConfirm={() => (asked === "retry" ? retry : discard).mutate({ matching: filter })}
        >
          <p>{t(asked === "retry" ? "retryText" : "discardText")}</p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
