"use client";
import type { inferRouterOutputs } from "@trpc/server";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { customerCode } from "@/app/_components/customer-name";
import type { Tone } from "@/app/_ui/display/badge";
import type { AppRouter } from "@/server/api/root";
import type { MessageState } from "@/server/domain/messages/model";

type Outputs = inferRouterOutputs<AppRouter>["messages"];
export type OutboxRow = Outputs["list"]["rows"][number];
export type OutboxMessage = Outputs["get"];

const tones: Record<MessageState, Tone> = {
  planned: "accent",
  claimed: "accent",
  accepted: "ok",
  delivered: "ok",
  skipped: "neutral",
  failed: "bad",
  uncertain: "warn",
};
export const toneOf = (state: MessageState): Tone => tones[state];

/** To whom: her name, else the address, else her number. */
export const recipientOf = (row: OutboxRow): string =>
  row.customerName || row.address || customerCode(row.customerId);

/** When it left, or when it would have. */
export const momentOf = (row: OutboxRow): Date => row.sentAt ?? row.failedAt ?? row.createdAt;

/** States, reasons and verdicts in words; a code without words is shown as it is. */
export function useMessageWords() {
  const t = useTranslations("outbox");
  return useMemo(
    () => ({
      state: (state: MessageState) => t(`states.${state}`),
      reason(code: string): string {
        const key = `reasons.${code as "no_contact"}` as const;
        return t.has(key) ? t(key) : code;
      },
      /** What it means and what to do about it; undefined where the reason says all. */
      advice(code: string): string | undefined {
        const key = `advice.${code as "no_contact"}` as const;
        return t.has(key) ? t(key) : undefined;
      },
      verdict(code: string): string {
        const key = `verdicts.${code as "scanner"}` as const;
        return t.has(key) ? t(key) : code;
      },
      title: (row: OutboxRow) => row.subject ?? row.templateName ?? t("untitled"),
      /** Where it comes from: "Abandoned cart · First letter". */
      source: (row: OutboxRow) =>
        row.sourceKind === "test"
          ? t("test")
          : [row.sourceName, row.nodeName || row.templateName].filter(Boolean).join(" · "),
    }),
    [t],
  );
}
