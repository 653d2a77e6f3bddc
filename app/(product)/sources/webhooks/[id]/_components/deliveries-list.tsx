"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Segmented } from "@/app/_ui/input/segmented";
import { Section } from "@/app/_ui/layout/section";
import type { DeliveryView, EndpointView } from "@/server/domain/webhooks";
import type { DeliveryState } from "@/server/domain/webhooks/model";
import { DeliveryLog } from "./delivery-log";

const tones: Record<DeliveryState, Tone> = { pending: "warn", delivered: "ok", failed: "bad" };
const refreshMs = 3_000;

/** What was sent, newest first; each opens with its body and all its attempts. */
export function DeliveriesList({ endpoint }: { endpoint: EndpointView }) {
  const t = useTranslations("connections.webhooks");
  const trpc = useTRPC();
  const [state, setState] = useState<DeliveryState | "all">("all");
  const query = useInfiniteQuery({
    ...trpc.webhooks.deliveries.infiniteQueryOptions(
      { id: endpoint.id, ...(state === "all" ? {} : { state }) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    refetchInterval: refreshMs,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  return (
    <Section
      title={t("deliveries")}
      actions={
        <Segmented<DeliveryState | "all">
          label={t("columns.state")}
          value={state}
          onChange={(value) => setState(value)}
          options={(["all", "pending", "failed"] as const).map((value) => ({
            value,
            label: t(`deliveryStates.${value}`),
          }))}
        />
      }
    >
      <div className="-mx-4 sm:-mx-6">
        <DataTable
          name="webhook-deliveries"
          label={t("deliveries")}
          columns={useDeliveryColumns()}
          list={list}
          rowId={(row: DeliveryView) => row.eventId}
          peek={{
            size: "lg",
            title: (row) => <code>{row.type}</code>,
            content: (row) => <DeliveryLog endpointId={row.endpointId} eventId={row.eventId} />,
          }}
          isFiltered={state !== "all"}
          onClearFilters={() => setState("all")}
          empty={
            <EmptyState isSmall drawing="letter" title={t("noDeliveries")}>
              {t("noDeliveriesText")}
            </EmptyState>
          }
        />
      </div>
    </Section>
  );
}

function useDeliveryColumns(): Column<DeliveryView>[] {
  const t = useTranslations("connections.webhooks");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "type",
        header: t("columns.type"),
        isTitle: true,
        grows: true,
        cell: (row) => <code className="text-xs">{row.type}</code>,
      },
      {
        id: "state",
        header: t("columns.state"),
        width: 150,
        cell: (row) => <StatusDot tone={tones[row.state]}>{t(`deliveryStates.${row.state}`)}</StatusDot>,
      },
      {
        id: "status",
        header: t("columns.status"),
        width: 90,
        align: "end",
        phone: "hidden",
        cell: (row) => row.lastStatus ?? <span className="text-faint">—</span>,
      },
      {
        id: "attempts",
        header: t("columns.attempts"),
        width: 100,
        align: "end",
        phone: "hidden",
        cell: (row) => format.number(row.attempts),
      },
      {
        id: "at",
        header: t("columns.at"),
        width: 150,
        align: "end",
        phone: "meta",
        cell: (row) => <TimeAgo at={row.createdAt} />,
      },
    ],
    [t, format],
  );
}
