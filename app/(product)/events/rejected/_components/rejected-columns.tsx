"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { isDoor } from "@/app/_components/live-events/doors";
import type { Refusal } from "@/app/_components/live-events/stream";
import { TimeAgo } from "@/app/_components/moment";

const none = <span className="text-faint">—</span>;

export function useRejectedColumns(names: ReadonlyMap<number, string>): Column<Refusal>[] {
  const t = useTranslations("events");
  return useMemo(
    () => [
      {
        id: "reason",
        header: t("rejected.reason"),
        isTitle: true,
        grows: true,
        width: 260,
        cell: (row) => row.reason,
      },
      {
        id: "path",
        header: t("facts.path"),
        width: 200,
        phone: "meta",
        cell: (row) => (row.path ? <code className="font-mono text-xs">{row.path}</code> : none),
      },
      {
        id: "door",
        header: t("facts.door"),
        width: 150,
        phone: "hidden",
        cell: (row) => (
          <span>
            {isDoor(row.door) ? t(`doors.${row.door}`) : row.door}
            {row.origin ? <span className="block truncate text-faint text-xs">{row.origin}</span> : null}
          </span>
        ),
      },
      {
        id: "entity",
        header: t("rejected.what"),
        width: 110,
        phone: "hidden",
        cell: (row) => t(`entities.${row.entity}` as "entities.event"),
      },
      {
        id: "source",
        header: t("facts.source"),
        width: 130,
        phone: "hidden",
        cell: (row) => (row.sourceId ? (names.get(row.sourceId) ?? row.sourceId) : none),
      },
      {
        id: "at",
        header: t("rejected.at"),
        width: 140,
        align: "end",
        phone: "meta",
        cell: (row) => <TimeAgo at={row.at} />,
      },
    ],
    [t, names],
  );
}
