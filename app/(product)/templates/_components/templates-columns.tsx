"use client";
import type { inferRouterOutputs } from "@trpc/server";
import { useLocale, useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import type { AppRouter } from "@/server/api/root";
import { readableLine } from "@/server/domain/templates/variables";

export type TemplateListRow = inferRouterOutputs<AppRouter>["templates"]["list"]["rows"][number];

/** What a template is to those who send: a draft reaches nobody, changes wait for publishing. */
export function templateState(row: {
  currentVersion: number | null;
  hasChanges: boolean;
  archivedAt: Date | null;
}): {
  key: "archived" | "draft" | "changed" | "published";
  tone: Tone;
} {
  if (row.archivedAt) return { key: "archived", tone: "neutral" };
  if (row.currentVersion === null) return { key: "draft", tone: "neutral" };
  return row.hasChanges ? { key: "changed", tone: "warn" } : { key: "published", tone: "ok" };
}

export function useTemplateColumns(): Column<TemplateListRow>[] {
  const t = useTranslations("templates");
  const locale = useLocale() === "ru" ? "ru" : "en";
  return useMemo(
    (): Column<TemplateListRow>[] => [
      { id: "name", header: t("columns.name"), isTitle: true, width: 260, cell: (row) => row.name },
      {
        id: "subject",
        header: t("columns.subject"),
        grows: true,
        phone: "hidden",
        cell: (row) => <span className="text-muted">{readableLine(row.subject, locale)}</span>,
      },
      {
        id: "state",
        header: t("columns.state"),
        width: 190,
        phone: "meta",
        cell: (row) => {
          const state = templateState(row);
          return <StatusDot tone={state.tone}>{t(`states.${state.key}`)}</StatusDot>;
        },
      },
      {
        id: "layout",
        header: t("columns.layout"),
        width: 180,
        phone: "hidden",
        cell: (row) => t(`layouts.${row.layout}.name`),
      },
      {
        id: "locale",
        header: t("columns.language"),
        width: 110,
        phone: "hidden",
        cell: (row) => t(`languages.${row.locale}`),
      },
      {
        id: "code",
        header: t("columns.code"),
        width: 170,
        isExtra: true,
        cell: (row) => <code className="text-muted text-xs">{row.code}</code>,
      },
      {
        id: "updated",
        header: t("columns.updated"),
        width: 150,
        align: "end",
        phone: "aside",
        cell: (row) => <TimeAgo at={row.updatedAt} />,
      },
    ],
    [t, locale],
  );
}
