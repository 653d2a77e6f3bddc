"use client";
import { useTranslations } from "next-intl";
import { LinkTabs } from "@/app/_ui/layout/tabs";

/** Ways in and out, one page each. */
export function SourceSections() {
  const t = useTranslations("connections");
  return (
    <LinkTabs
      label={t("sections.label")}
      tabs={[
        { href: "/sources", label: t("sections.sites") },
        { href: "/sources/files", label: t("sections.files"), isPrefix: true },
        { href: "/sources/databases", label: t("sections.databases"), isPrefix: true },
        { href: "/sources/bus", label: t("sections.bus"), isPrefix: true },
        { href: "/sources/webhooks", label: t("sections.webhooks"), isPrefix: true },
      ]}
    />
  );
}
