"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { customerName, customerPath } from "@/app/_components/customer-name";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExactTime } from "@/app/_components/moment";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { Badge } from "@/app/_ui/display/badge";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Segmented } from "@/app/_ui/input/segmented";
import type { SegmentMove } from "@/server/domain/segments";
import { moveKinds, segmentSearch } from "../../search-params";
import type { OneSegment } from "./segment-page";

const nameOf = ({ customerId, ...rest }: SegmentMove) => customerName({ id: customerId, ...rest });

/** Who entered and left, when, and what made it so; newest first. */
export function MovesTab({ segment }: { segment: OneSegment }) {
  const t = useTranslations("segments.moves");
  const trpc = useTRPC();
  const [{ kind }, setSearch] = useSearch(segmentSearch);
  const query = useInfiniteQuery({
    ...trpc.segments.moves.infiniteQueryOptions(
      { id: segment.id, limit: 100, ...(kind === "all" ? {} : { kind }) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const columns = useMemo(
    (): Column<SegmentMove>[] => [
      { id: "name", header: t("name"), isTitle: true, grows: true, width: 260, cell: nameOf },
      {
        id: "kind",
        header: t("kind"),
        width: 130,
        phone: "aside",
        cell: (row) => <Badge tone={row.kind === "entered" ? "ok" : "neutral"}>{t(row.kind)}</Badge>,
      },
      {
        id: "cause",
        header: t("cause"),
        width: 260,
        cell: (row) =>
          t.has(`causes.${row.cause as "change"}`) ? t(`causes.${row.cause as "change"}`) : row.cause,
      },
      { id: "at", header: t("at"), width: 190, align: "end", cell: (row) => <ExactTime at={row.at} /> },
    ],
    [t],
  );
  return (
    <>
      <div className="px-4 py-3 sm:px-6">
        <Segmented
          label={t("show")}
          value={kind}
          onChange={(next) => setSearch({ kind: next })}
          options={moveKinds.map((value) => ({ value, label: t(value) }))}
        />
      </div>
      <DataTable
        name="segment-moves"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => `${row.customerId}/${row.kind}/${new Date(row.at).toISOString()}`}
        href={(row) => customerPath(row.customerId)}
        isFiltered={kind !== "all"}
        onClearFilters={() => setSearch({ kind: "all" })}
        empty={
          <EmptyState isSmall drawing="people" title={t("empty.title")}>
            {t(segment.isLive || segment.kind === "list" ? "empty.live" : "empty.idle")}
          </EmptyState>
        }
      />
    </>
  );
}
