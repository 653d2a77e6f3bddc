"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import type { EndpointView } from "@/server/domain/webhooks";
import { SourceSections } from "../../_components/source-sections";
import { EndpointDialog } from "./endpoint-dialog";
import { EndpointState } from "./endpoint-state";

const refreshMs = 5_000;

export function EndpointsTable() {
  const t = useTranslations("connections.webhooks");
  const trpc = useTRPC();
  const canWrite = useCan("sources:write");
  const [isAdding, setAdding] = useState(false);
  const query = useQuery({ ...trpc.webhooks.list.queryOptions({}), refetchInterval: refreshMs });
  const add = canWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setAdding(true)}>
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      total={query.data?.length}
      help={<HelpLink topic="connections#webhooks" about={t("title")} />}
      actions={add}
      views={<SourceSections />}
      filters={null}
    >
      <DataTable
        name="webhooks"
        label={t("title")}
        columns={useEndpointColumns()}
        list={wholeList<EndpointView>(query)}
        rowId={(row) => row.id}
        href={(row) => `/sources/webhooks/${row.id}`}
        empty={
          <EmptyState drawing="signal" title={t("empty.title")} actions={add}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {isAdding ? <EndpointDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}

function useEndpointColumns(): Column<EndpointView>[] {
  const t = useTranslations("connections.webhooks");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "url",
        header: t("columns.url"),
        isTitle: true,
        grows: true,
        cell: (row) => (
          <span className="flex min-w-0 items-baseline gap-2">
            <span className="truncate">{row.description || row.url}</span>
            {row.description ? (
              <span className="min-w-0 flex-1 truncate font-normal text-muted text-xs max-sm:hidden">
                {row.url}
              </span>
            ) : null}
          </span>
        ),
      },
      {
        id: "state",
        header: t("columns.state"),
        width: 170,
        cell: (row) => <EndpointState endpoint={row} />,
      },
      {
        id: "types",
        header: t("columns.types"),
        width: 110,
        align: "end",
        phone: "hidden",
        cell: (row) => format.number(row.types.length),
      },
      {
        id: "waiting",
        header: t("columns.waiting"),
        width: 110,
        align: "end",
        phone: "hidden",
        cell: (row) => <Count value={row.waiting} tone="text-warn" />,
      },
      {
        id: "delivered",
        header: t("columns.delivered"),
        width: 140,
        align: "end",
        phone: "aside",
        cell: (row) => format.number(row.deliveredLastDay),
      },
      {
        id: "failed",
        header: t("columns.failed"),
        width: 120,
        align: "end",
        phone: "hidden",
        cell: (row) => <Count value={row.failedLastDay} tone="text-bad" />,
      },
      {
        id: "last",
        header: t("columns.last"),
        width: 150,
        align: "end",
        phone: "meta",
        cell: (row) =>
          row.lastSuccessAt ? (
            <TimeAgo at={row.lastSuccessAt} />
          ) : (
            <span className="text-faint">{t("never")}</span>
          ),
      },
    ],
    [t, format],
  );
}

function Count({ value, tone }: { value: number; tone: string }) {
  const format = useFormat();
  return <span className={value > 0 ? tone : "text-faint"}>{format.number(value)}</span>;
}
