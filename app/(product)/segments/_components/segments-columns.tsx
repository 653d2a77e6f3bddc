"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Ellipsis, RefreshCw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { cn } from "@/app/_ui/cn";
import { Delta } from "@/app/_ui/display/stat";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { AppRouter } from "@/server/api/root";

export type SegmentRow = inferRouterOutputs<AppRouter>["segments"]["list"]["items"][number];

/** dynamic, a list, or a list that was drawn as a sample. */
export const kindOf = (segment: Pick<SegmentRow, "kind" | "sample">) =>
  segment.sample ? "sample" : segment.kind;

interface Options {
  canWrite: boolean;
  onRename(row: SegmentRow): void;
  onDelete(row: SegmentRow): void;
}

export function useSegmentColumns({ canWrite, onRename, onDelete }: Options): Column<SegmentRow>[] {
  const t = useTranslations("segments");
  return useMemo(
    (): Column<SegmentRow>[] => [
      {
        id: "name",
        header: t("columns.name"),
        isTitle: true,
        grows: true,
        width: 320,
        cell: (row) => (
          <span className="inline-flex min-w-0 items-center gap-2">
            <span className="truncate">{row.name}</span>
            <LiveMark row={row} />
          </span>
        ),
      },
      { id: "kind", header: t("columns.kind"), width: 130, cell: (row) => t(`kinds.${kindOf(row)}`) },
      {
        id: "size",
        header: t("columns.size"),
        align: "end",
        width: 130,
        phone: "aside",
        cell: (row) => <Size row={row} />,
      },
      {
        id: "change",
        header: t("columns.change"),
        align: "end",
        width: 110,
        phone: "hidden",
        cell: (row) => <Change of={row.change} />,
      },
      {
        id: "counted",
        header: t("columns.counted"),
        align: "end",
        width: 150,
        phone: "hidden",
        cell: (row) =>
          row.isLive && !row.problem ? (
            <span className="text-muted">{t("overview.figures.current")}</span>
          ) : row.sizeAt ? (
            <TimeAgo at={row.sizeAt} className="text-muted" />
          ) : (
            <span className="text-faint">—</span>
          ),
      },
      {
        id: "places",
        header: t("columns.usedBy"),
        width: 140,
        phone: "hidden",
        cell: (row) =>
          row.places > 0 ? (
            t("places", { count: row.places })
          ) : (
            <span className="text-faint">{t("usedNowhere")}</span>
          ),
      },
      {
        id: "author",
        header: t("columns.author"),
        width: 160,
        phone: "hidden",
        cell: (row) => row.author || <span className="text-faint">—</span>,
      },
      {
        id: "updated",
        header: t("columns.changed"),
        align: "end",
        width: 150,
        cell: (row) => <TimeAgo at={row.updatedAt} />,
      },
      ...(canWrite
        ? [
            {
              id: "actions",
              header: "",
              width: 56,
              align: "end" as const,
              phone: "hidden" as const,
              cell: (row: SegmentRow) => <RowMenu row={row} onRename={onRename} onDelete={onDelete} />,
            },
          ]
        : []),
    ],
    [t, canWrite, onRename, onDelete],
  );
}

export function useCountSegment() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return useMutation(
    trpc.segments.count.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.segments.list.pathFilter()),
      onError: (error) => toast.failed(problemOf(error)?.message ?? String(error)),
    }),
  );
}

/** Kept current; or meant to be, and why it is not. */
function LiveMark({ row }: { row: SegmentRow }) {
  const t = useTranslations("segments");
  if (!row.isLive) return null;
  const label = row.problem ? `${t("overview.live.problem")}: ${row.problem}` : t("isLive");
  return (
    <span
      role="img"
      aria-label={label}
      title={label}
      className={cn("size-2 shrink-0 rounded-full", row.problem ? "bg-warn" : "bg-ok")}
    />
  );
}

function Change({ of }: { of: number | null }) {
  const format = useFormat();
  if (of === null) return <span className="text-faint">—</span>;
  const sign = of > 0 ? "+" : of < 0 ? "−" : "";
  return (
    <span className="inline-flex h-5 items-center align-middle">
      <Delta
        text={`${sign}${format.number(Math.abs(of))}`}
        direction={of > 0 ? "up" : of < 0 ? "down" : "flat"}
      />
    </span>
  );
}

/** The last count; where there is none yet, the way to it. */
function Size({ row }: { row: SegmentRow }) {
  const t = useTranslations("segments");
  const format = useFormat();
  const count = useCountSegment();
  if (row.size !== null) return <span className="figures">{format.number(row.size)}</span>;
  return (
    <Button
      size="sm"
      variant="ghost"
      isBusy={count.isPending}
      onClick={(event) => {
        event.stopPropagation();
        count.mutate({ id: row.id });
      }}
    >
      {t("count")}
    </Button>
  );
}

function RowMenu({ row, onRename, onDelete }: { row: SegmentRow } & Omit<Options, "canWrite">) {
  const t = useTranslations("segments");
  const count = useCountSegment();
  return (
    <DropdownMenu
      trigger={
        <IconButton
          size="sm"
          label={t("actionsOf", { name: row.name })}
          onClick={(event) => event.stopPropagation()}
        >
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem icon={<RefreshCw />} onSelect={() => count.mutate({ id: row.id })}>
        {t("countAgain")}
      </MenuItem>
      <MenuItem onSelect={() => onRename(row)}>{t("rename")}</MenuItem>
      <MenuSeparator />
      <MenuItem isDangerous onSelect={() => onDelete(row)}>
        {t("delete")}
      </MenuItem>
    </DropdownMenu>
  );
}
