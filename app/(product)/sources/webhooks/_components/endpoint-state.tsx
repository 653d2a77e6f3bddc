"use client";
import { useTranslations } from "next-intl";
import { StatusDot } from "@/app/_ui/display/badge";
import type { EndpointView } from "@/server/domain/webhooks";

type Seen = Pick<EndpointView, "state" | "failingSince" | "lastAttemptAt">;

export function EndpointState({ endpoint }: { endpoint: Seen }) {
  const t = useTranslations("connections.webhooks.states");
  if (endpoint.state === "disabled") return <StatusDot tone="bad">{t("disabled")}</StatusDot>;
  if (endpoint.state === "paused") return <StatusDot tone="neutral">{t("paused")}</StatusDot>;
  if (endpoint.failingSince) return <StatusDot tone="warn">{t("failing")}</StatusDot>;
  if (!endpoint.lastAttemptAt) return <StatusDot tone="neutral">{t("fresh")}</StatusDot>;
  return <StatusDot tone="ok">{t("active")}</StatusDot>;
}
