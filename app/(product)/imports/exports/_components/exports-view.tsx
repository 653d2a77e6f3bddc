"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { CalendarClock, Download, X } from "lucide-react";
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
import { IconButton } from "@/app/_ui/action/icon-button";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Progress } from "@/app/_ui/display/progress";
import type { ExportView } from "@/server/domain/integrations";
import { ImportTabs } from "../../_components/import-tabs";
import { DeliveriesList } from "./deliveries-list";
import { DeliveryDialog } from "./delivery-dialog";

const busyMs = 1_000;
const idleMs = 15_000;
const tones: Record<ExportView["status"], Tone> = {
  queued: "neutral",
  running: "accent",
  delivering: "accent",
  succeeded: "ok",
  failed: "bad",
  cancelled: "neutral",
};
const isUnderWay = (view: ExportView) => ["queued", "running", "delivering"].includes(view.status);

export function ExportsView() {
  const t = useTranslations("exports");
  const trpc = useTRPC();
  const canSchedule = useCan("sources:write");
  const [isAdding, setAdding] = useState(false);
  const list = useQuery({
    ...trpc.exports.list.queryOptions({ limit: 100 }),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? busyMs : idleMs),
  });
  const columns = useExportColumns();
  return (
    <ListPage
      title={t("pageTitle")}
      help={<HelpLink topic="exports" about={t("pageTitle")} />}
      actions={
        canSchedule ? (
          <Button icon={<CalendarClock />} onClick={() => setAdding(true)}>
            {t("deliveries.new")}
          </Button>
        ) : undefined
      }
      views={<ImportTabs />}
      filters={null}
    >
      <DataTable
        name="exports"
        label={t("pageTitle")}
        columns={columns}
        list={wholeList<ExportView>({ ...list, data: list.data?.items })}
        rowId={(row) => row.id}
        empty={
          <EmptyState drawing="file" title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      <DeliveriesList />
      {isAdding ? <DeliveryDialog onClose={() => setAdding(false)} /> : null}
    </ListPage>
  );
}

function useExportColumns(): Column<ExportView>[] {
  const t = useTranslations("exports");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "file",
        header: t("head.file"),
        isTitle: true,
        grows: true,
        width: 220,
        cell: (row) => (
          <span className="block min-w-0">
            <span className="block truncate">{row.fileName}</span>
            {row.error ? <span className="block truncate text-bad text-xs">{row.error}</span> : null}
          </span>
        ),
      },
      {
        id: "list",
        header: t("head.list"),
        width: 110,
        phone: "hidden",
        cell: (row) => t(`lists.${row.list}`),
      },
      {
        id: "state",
        header: t("head.state"),
        width: 190,
        phone: "meta",
        cell: (row) =>
          isUnderWay(row) ? (
            <ExportBar view={row} />
          ) : (
            <StatusDot tone={tones[row.status]}>
              {row.isDelivered && row.status === "succeeded"
                ? t("states.delivered")
                : t(`states.${row.status}`)}
            </StatusDot>
          ),
      },
      {
        id: "rows",
        header: t("head.rows"),
        width: 100,
        align: "end",
        phone: "meta",
        cell: (row) => format.number(row.rows.done),
      },
      {
        id: "size",
        header: t("head.size"),
        width: 90,
        align: "end",
        phone: "hidden",
        cell: (row) => (row.bytes > 0 ? format.bytes(row.bytes) : <span className="text-faint">—</span>),
      },
      {
        id: "who",
        header: t("head.who"),
        width: 130,
        phone: "hidden",
        cell: (row) => row.createdBy ?? <span className="text-faint">—</span>,
      },
      {
        id: "when",
        header: t("head.when"),
        align: "end",
        width: 120,
        phone: "meta",
        cell: (row) => <TimeAgo at={row.createdAt} />,
      },
      {
        id: "do",
        header: "",
        width: 60,
        align: "end",
        phone: "aside",
        cell: (row) => <ExportAction view={row} />,
      },
    ],
    [t, format],
  );
}

function ExportBar({ view }: { view: ExportView }) {
  const t = useTranslations("exports");
  const format = useFormat();
  const { total, done } = view.rows;
  const words =
    view.status === "queued"
      ? t("states.queued")
      : view.status === "delivering"
        ? t("states.delivering")
        : total
          ? t("rowsOf", { done: format.number(done), total: format.number(total) })
          : t("rows", { count: done, shown: format.number(done) });
  return (
    <span className="block">
      <Progress value={total ? done : undefined} max={total ?? 1} label={words} />
      <span className="figures mt-1 block truncate text-muted text-xs">{words}</span>
    </span>
  );
}

function ExportAction({ view }: { view: ExportView }) {
  const t = useTranslations("exports");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const cancel = useMutation(
    trpc.exports.cancel.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.exports.pathFilter()),
    }),
  );
  if (view.canDownload)
    return (
      <a
        href={`/api/exports/${view.id}`}
        download
        aria-label={t("download")}
        className="inline-flex size-7 items-center justify-center rounded-md text-muted hover:bg-hover hover:text-ink [&_svg]:size-4"
      >
        <Download />
      </a>
    );
  if (!isUnderWay(view)) return null;
  return (
    <IconButton
      label={t("cancel")}
      disabled={view.isCancelling || cancel.isPending}
      onClick={() => cancel.mutate({ id: view.id })}
    >
      <X />
    </IconButton>
  );
}
