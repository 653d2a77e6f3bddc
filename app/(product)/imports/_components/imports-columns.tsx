"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { Badge } from "@/app/_ui/display/badge";
import type { ImportView } from "@/server/domain/integrations";
import { ImportBar } from "./import-bar";
import { ImportState, isUnderWay } from "./import-state";

const none = <span className="text-faint">—</span>;

export function useImportColumns(): Column<ImportView>[] {
  const t = useTranslations("imports");
  const format = useFormat();
  return useMemo(() => {
    const counted = (id: "created" | "updated" | "unchanged"): Column<ImportView> => ({
      id,
      header: t(`outcomes.${id}`),
      align: "end",
      width: 90,
      phone: id === "created" ? "meta" : "hidden",
      cell: (row) => (row.rows[id] > 0 ? format.number(row.rows[id]) : none),
    });
    return [
      {
        id: "file",
        header: t("columns.file"),
        isTitle: true,
        grows: true,
        width: 200,
        cell: (row) => (
          <span className="flex min-w-0 items-center gap-2">
            <span className="truncate">{row.fileName}</span>
            {row.dryRun ? <Badge>{t("dryRun")}</Badge> : null}
          </span>
        ),
      },
      {
        id: "entity",
        header: t("columns.entity"),
        width: 100,
        phone: "hidden",
        cell: (row) => t(`entities.${row.entity}`),
      },
      {
        id: "state",
        header: t("columns.state"),
        width: 170,
        phone: "meta",
        cell: (row) => (isUnderWay(row) ? <ImportBar view={row} /> : <ImportState view={row} />),
      },
      counted("created"),
      counted("updated"),
      counted("unchanged"),
      {
        id: "rejected",
        header: t("outcomes.rejected"),
        align: "end",
        width: 90,
        phone: "meta",
        cell: (row) =>
          row.rows.rejected > 0 ? <span className="text-bad">{format.number(row.rows.rejected)}</span> : none,
      },
      {
        id: "who",
        header: t("columns.who"),
        width: 140,
        phone: "hidden",
        cell: (row) => row.createdBy ?? none,
      },
      {
        id: "when",
        header: t("columns.when"),
        align: "end",
        width: 130,
        phone: "meta",
        cell: (row) => <TimeAgo at={row.createdAt} />,
      },
    ];
  }, [t, format]);
}
