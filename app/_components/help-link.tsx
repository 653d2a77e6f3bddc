"use client";
import { CircleHelp } from "lucide-react";
import { useTranslations } from "next-intl";
import { Tooltip } from "@/app/_ui/overlay/tooltip";

/** A question mark that opens the paragraph of the guide: `topic="campaigns#waits"` → /docs/campaigns#waits. */
export function HelpLink({ topic, about }: { topic: string; about: string }) {
  const t = useTranslations("shared");
  return (
    <Tooltip text={t("help", { about })}>
      <a
        href={`/docs/${topic}`}
        target="_blank"
        rel="noopener"
        aria-label={t("help", { about })}
        className="screen-only inline-flex rounded-full text-faint hover:text-ink"
      >
        <CircleHelp className="size-3.5" />
      </a>
    </Tooltip>
  );
}
