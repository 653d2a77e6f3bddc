"use client";
import { ChevronRight, CircleAlert, TriangleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import { Section } from "@/app/_ui/layout/section";
import type { Home } from "./home-view";

type Item = Home["attention"][number];

/** What waits for a person, worst first, each line a way to it. Absent when nothing does. */
export function AttentionList({ items }: { items: Home["attention"] }) {
  const t = useTranslations("home.attention");
  const say = useSentence();
  if (items.length === 0) return null;
  return (
    <Section title={t("title")}>
      <ul className="border-t">
        {items.map((item) => (
          <li key={"id" in item ? `${item.kind} ${item.id}` : item.kind} className="border-b">
            <Link
              href={targetOf(item)}
              className="-mx-2 flex items-center gap-2.5 rounded-md px-2 py-2 hover:bg-hover"
            >
              {item.level === "bad" ? (
                <CircleAlert aria-hidden="true" className="size-4 shrink-0 text-bad" />
              ) : (
                <TriangleAlert aria-hidden="true" className="size-4 shrink-0 text-warn" />
              )}
              <span className={cn("min-w-0 flex-1 text-pretty", item.level === "bad" && "font-medium")}>
                {say(item)}
              </span>
              <ChevronRight aria-hidden="true" className="size-4 shrink-0 text-faint" />
            </Link>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function useSentence() {
  const t = useTranslations("home.attention");
  const format = useFormat();
  return (item: Item): string => {
    switch (item.kind) {
      case "reader_behind":
        return t("reader_behind", {
          lag: format.duration(item.lagSeconds),
          count: item.unreadEvents,
          shown: format.number(item.unreadEvents),
        });
      case "complaints":
      case "bounces":
        return t(item.kind, {
          share: format.percent(item.share),
          count: item.count,
          shown: format.number(item.count),
        });
      case "sender_missing":
        return t("sender_missing");
      case "import_failed":
        return t("import_failed", { file: item.fileName });
      case "webhook_disabled":
        return t("webhook_disabled", { name: item.name });
      case "campaign_paused":
        return t("campaign_paused", { name: item.name });
      case "uncertain":
      case "failed":
      case "events_rejected":
        return t(item.kind, { count: item.count, shown: format.number(item.count) });
    }
  };
}

function targetOf(item: Item): string {
  switch (item.kind) {
    case "reader_behind":
      return "/sources";
    case "sender_missing":
      return "/settings";
    case "import_failed":
      return `/imports/${item.id}`;
    case "webhook_disabled":
      return `/sources/webhooks/${item.id}`;
    case "campaign_paused":
      return `/campaigns/${item.id}`;
    case "uncertain":
      return "/outbox?state=uncertain";
    case "complaints":
    case "bounces":
    case "failed":
      return "/outbox?state=failed";
    case "events_rejected":
      return "/events?view=rejected";
  }
}
