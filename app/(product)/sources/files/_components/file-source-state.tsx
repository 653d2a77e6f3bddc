"use client";
import { useTranslations } from "next-intl";
import { StatusDot } from "@/app/_ui/display/badge";
import type { FileSourceView } from "@/server/domain/integrations";

export function FileSourceState({ view }: { view: FileSourceView }) {
  const t = useTranslations("files.state");
  if (view.state === "paused") return <StatusDot tone="neutral">{t("paused")}</StatusDot>;
  if (view.error) return <StatusDot tone="bad">{t("failing")}</StatusDot>;
  if (view.files.importing || view.isChecking)
    return (
      <StatusDot tone="accent" isLive>
        {t(view.files.importing ? "loading" : "looking")}
      </StatusDot>
    );
  return <StatusDot tone="ok">{t("active")}</StatusDot>;
}
