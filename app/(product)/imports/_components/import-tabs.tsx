"use client";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { LinkTabs } from "@/app/_ui/layout/tabs";

/** Files in, files out. */
export function ImportTabs() {
  const t = useTranslations("exports.tabs");
  const canExport = useCan("customers:export");
  const tabs = [{ href: "/imports", label: t("imports") }];
  if (canExport) tabs.push({ href: "/imports/exports", label: t("exports") });
  return <LinkTabs label={t("label")} tabs={tabs} />;
}
