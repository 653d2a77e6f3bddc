"use client";
import { useTranslations } from "next-intl";
import { StatusDot } from "@/app/_ui/display/badge";

export interface SourceHealth {
  isActive: boolean;
  activity: { eventsLastMinute: number; lastReceivedAt: Date | null };
}

/** Switched off, never heard of, sending now, or quiet. Quiet is no alarm: a shop sleeps at night. */
export function SourceState({ source }: { source: SourceHealth }) {
  const t = useTranslations("sources.states");
  if (!source.isActive) return <StatusDot tone="neutral">{t("off")}</StatusDot>;
  if (!source.activity.lastReceivedAt) return <StatusDot tone="warn">{t("waiting")}</StatusDot>;
  if (source.activity.eventsLastMinute > 0)
    return (
      <StatusDot tone="ok" isLive>
        {t("sending")}
      </StatusDot>
    );
  return <StatusDot tone="ok">{t("quiet")}</StatusDot>;
}
