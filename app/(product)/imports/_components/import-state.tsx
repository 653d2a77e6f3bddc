"use client";
import { useTranslations } from "next-intl";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import type { ImportView } from "@/server/domain/integrations";

const tones: Record<ImportView["status"], Tone> = {
  uploaded: "neutral",
  queued: "neutral",
  running: "accent",
  succeeded: "ok",
  failed: "bad",
  cancelled: "neutral",
};

export const isUnderWay = (view: Pick<ImportView, "status">): boolean =>
  view.status === "queued" || view.status === "running";

export function ImportState({ view }: { view: Pick<ImportView, "status" | "dryRun" | "isCancelling"> }) {
  const t = useTranslations("imports.states");
  const word = view.isCancelling
    ? t("cancelling")
    : view.dryRun && view.status === "succeeded"
      ? t("checked")
      : t(view.status);
  return (
    <StatusDot
      tone={view.dryRun && view.status === "succeeded" ? "neutral" : tones[view.status]}
      isLive={view.status === "running"}
    >
      {word}
    </StatusDot>
  );
}
