"use client";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { PeopleLink } from "@/app/_components/people-link";
import { useFormat } from "@/app/_i18n/use-format";
import { Badge, StatusDot } from "@/app/_ui/display/badge";
import type { CampaignListItem } from "@/server/domain/campaigns/queries";
import { stateTones } from "../[id]/_components/campaign-header";

export function useCampaignColumns(): Column<CampaignListItem>[] {
  const t = useTranslations("campaigns");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "state",
        header: t("list.state"),
        width: 130,
        phone: "aside",
        cell: (row) => (
          <StatusDot tone={stateTones[row.state]} isLive={row.state === "active"}>
            {t(`states.${row.state}`)}
          </StatusDot>
        ),
      },
      {
        id: "name",
        header: t("list.name"),
        isTitle: true,
        grows: true,
        width: 240,
        cell: (row) => (
          <span className="inline-flex min-w-0 items-center gap-2">
            <span className="truncate">{row.name}</span>
            {row.archivedAt ? <Badge>{t("archived")}</Badge> : null}
          </span>
        ),
      },
      {
        id: "entered",
        header: t("list.entered"),
        align: "end",
        width: 110,
        phone: "meta",
        cell: (row) => <PeopleLink count={row.entered} href={`/campaigns/${row.id}?all=1&people=entered`} />,
      },
      {
        id: "inFlight",
        header: t("list.inFlight"),
        align: "end",
        width: 110,
        phone: "hidden",
        cell: (row) => (
          <PeopleLink count={row.inFlight} href={`/campaigns/${row.id}?all=1&people=in_flight`} />
        ),
      },
      {
        id: "orders",
        header: t("list.orders"),
        align: "end",
        width: 110,
        phone: "hidden",
        cell: (row) => <PeopleLink count={row.orders} href={`/campaigns/${row.id}?all=1&people=orders`} />,
      },
      {
        id: "revenue",
        header: t("list.revenue"),
        align: "end",
        width: 140,
        phone: "meta",
        cell: (row) => (
          <span className={row.revenueMinor === 0 ? "figures text-faint" : "figures font-medium"}>
            {format.moneyWhole(row.revenueMinor)}
          </span>
        ),
      },
      {
        id: "updated",
        header: t("list.updated"),
        align: "end",
        width: 170,
        phone: "hidden",
        cell: (row) => <TimeAgo at={row.updatedAt} className="text-muted" />,
      },
      {
        id: "created",
        header: t("list.created"),
        align: "end",
        width: 170,
        isExtra: true,
        cell: (row) => <TimeAgo at={row.createdAt} className="text-muted" />,
      },
    ],
    [t, format],
  );
}
