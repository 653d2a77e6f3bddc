"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { LinkTabs } from "@/app/_ui/layout/tabs";

/** The head of the three pages about events. */
export function EventsHeader({ actions }: { actions?: ReactNode }) {
  const t = useTranslations("events");
  return (
    <PageHeader
      title={t("title")}
      aside={<HelpLink topic="events" about={t("title")} />}
      actions={actions}
      tabs={
        <LinkTabs
          label={t("title")}
          tabs={[
            { href: "/events", label: t("tabs.live") },
            { href: "/events/names", label: t("tabs.names") },
            { href: "/events/rejected", label: t("tabs.rejected") },
          ]}
        />
      }
    />
  );
}
