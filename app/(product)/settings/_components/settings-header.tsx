"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useSelf } from "@/app/_components/use-can";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { LinkTabs } from "@/app/_ui/layout/tabs";
import type { Permission } from "@/server/kernel/access";

const pages: readonly {
  path: string;
  key:
    | "general"
    | "fields"
    | "dictionaries"
    | "regions"
    | "identity"
    | "law"
    | "people"
    | "apiKeys"
    | "audit"
    | "profile";
  permission: Permission;
}[] = [
  { path: "/settings", key: "general", permission: "settings:read" },
  { path: "/settings/fields", key: "fields", permission: "settings:read" },
  { path: "/settings/dictionaries", key: "dictionaries", permission: "settings:read" },
  { path: "/settings/regions", key: "regions", permission: "settings:read" },
  { path: "/settings/identity", key: "identity", permission: "settings:read" },
  { path: "/settings/law", key: "law", permission: "settings:read" },
  { path: "/settings/users", key: "people", permission: "users:read" },
  { path: "/settings/api-keys", key: "apiKeys", permission: "api-keys:read" },
  { path: "/settings/audit", key: "audit", permission: "audit:read" },
  { path: "/settings/profile", key: "profile", permission: "self:write" },
];

/** The head that all settings pages share; only the tabs a person may open are there. */
export function SettingsHeader({ actions }: { actions?: ReactNode }) {
  const t = useTranslations("settings");
  const { permissions } = useSelf();
  const tabs = pages
    .filter((page) => permissions.includes(page.permission))
    .map((page) => ({ href: page.path, label: t(`tabs.${page.key}`) }));
  return (
    <PageHeader title={t("title")} actions={actions} tabs={<LinkTabs label={t("title")} tabs={tabs} />} />
  );
}
