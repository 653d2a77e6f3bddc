"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { Button, Spinner } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { LoadMore } from "@/app/_ui/layout/load-more";
import { BulkBar } from "./bulk-bar";
import type { Column } from "./columns";
import type { ListState } from "./list-state";
import { type PeekView, RowPeek } from "./row-peek";
import { TableBody } from "./table-body";
import { TableHead } from "./table-head";
import { useDataTable, widthOf } from "./use-data-table";
import { useIsWider } from "./use-is-wider";
import { useRowKeys } from "./use-row-keys";

export interface DataTableProps<Row extends object> {
  /** The layout each person chooses is stored under it. */
  name: string;
  /** What it lists, for screen readers: "Customers". */
  label: string;
  columns: readonly Column<Row>[];
  list: ListState<Row>;
  rowId(row: Row): string;
  /** The row's own page: Enter, or a click on the title. */
  href?(row: Row): string;
  /** Side peek: a click on the row, or Space. */
  peek?: PeekView<Row>;
  /** Present: the server sorts; `sort` is "field" or "-field". */
  sort?: string;
  onSort?(sort: string): void;
  /** Actions on the chosen rows; present: rows can be chosen. */
  bulk?(ids: readonly string[], clear: () => void): ReactNode;
  /** Beside the count of chosen rows: choosing everybody the filters match. */
  bulkAll?(chosen: number): ReactNode;
  /** Nothing exists yet: what this place is, and the first step. */
  empty: ReactNode;
  /** Filters are on, so an empty answer means they match nothing. */
  isFiltered?: boolean;
  onClearFilters?(): void;
}

/** Every list of the product. Filters, sorting and the peeked row live in the page's address; rows come from the server. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { name, columns, list, rowId, label, href, peek, bulk } = props;
  const router = useRouter();
  const body = useRef<HTMLTableSectionElement>(null);
  const model = useDataTable({ name, columns, rows: list.rows, rowId });
  const keys = useRowKeys({
    body,
    list,
    rowId,
    href,
    open: (address) => router.push(address),
    peek,
    table: model.table,
    isSelectable: Boolean(bulk),
  });
  const shown = model.table.getVisibleLeafColumns();
  const minWidth = shown.reduce(
    (sum, leaf) => sum + widthOf(leaf.columnDef.meta?.column ?? {}, model.layout),
    bulk ? 80 : 40,
  );
  const [scroller, isWide] = useIsWider(minWidth);

  const side = peek ? (
    <RowPeek peek={peek} rows={list.rows} isLoading={list.status === "loading"} rowId={rowId} href={href} />
  ) : null;

  if (list.status === "error" && list.rows.length === 0)
    return <ErrorState message={list.problem} onRetry={list.retry} />;
  if (list.status === "ready" && list.rows.length === 0 && list.hasMore) return <SearchingOn list={list} />;
  if (list.status === "ready" && list.rows.length === 0)
    return (
      <>
        {props.isFiltered ? <FilteredEmpty onClear={props.onClearFilters} /> : props.empty}
        {side}
      </>
    );

  return (
    <>
      <div
        ref={scroller}
        className={cn(
          "relative",
          isWide && "sm:max-h-[calc(100dvh-var(--table-top,0px)-1rem)] sm:overflow-auto",
        )}
      >
        <table
          aria-label={label}
          aria-busy={list.status === "loading" || list.isStale}
          className={cn(
            "w-full table-fixed border-separate border-spacing-0 text-sm max-sm:block max-sm:min-w-0!",
            list.isStale && "opacity-60 transition-opacity delay-150",
          )}
          style={{ minWidth }}
        >
          <colgroup>
            {bulk ? <col style={{ width: 40 }} /> : null}
            {shown.map((c) => (
              <col
                key={c.id}
                style={
                  c.columnDef.meta?.column.grows && !model.layout.widths[c.id]
                    ? undefined
                    : { width: widthOf(c.columnDef.meta?.column ?? {}, model.layout) }
                }
              />
            ))}
            <col style={{ width: 40 }} />
          </colgroup>
          <TableHead model={model} sort={props.sort} onSort={props.onSort} isSelectable={Boolean(bulk)} />
          <TableBody
            ref={body}
            model={model}
            list={list}
            isSelectable={Boolean(bulk)}
            href={href}
            peek={peek}
            keys={keys}
          />
        </table>
        <ListEnd list={list} />
      </div>
      {bulk && model.selectedIds.length > 0 ? (
        <BulkBar
          count={model.selectedIds.length}
          onClear={model.clearSelection}
          all={props.bulkAll?.(model.selectedIds.length)}
        >
          {bulk(model.selectedIds, model.clearSelection)}
        </BulkBar>
      ) : null}
      {side}
    </>
  );
}

function ListEnd<Row>({ list }: { list: ListState<Row> }) {
  const t = useTranslations("table");
  const format = useFormat();
  if (list.status !== "ready") return null;
  const shown = format.number(list.rows.length);
  const summary =
    list.total === undefined || list.total === list.rows.length
      ? t("shownAll", { count: list.rows.length, shown })
      : t("shownOf", { shown, total: format.number(list.total) });
  return (
    <LoadMore
      hasMore={list.hasMore}
      isLoading={list.isLoadingMore}
      onLoadMore={list.loadMore}
      summary={summary}
    />
  );
}

/** A page may come back empty with more behind it: the server looks a bounded stretch at a time. */
function SearchingOn<Row>({ list }: { list: ListState<Row> }) {
  const t = useTranslations("table");
  const { isLoadingMore, loadMore } = list;
  useEffect(() => {
    if (!isLoadingMore) loadMore();
  });
  return (
    <p role="status" className="flex items-center gap-2 px-4 py-10 text-muted text-sm sm:px-6">
      <Spinner />
      {t("searchingOn")}
    </p>
  );
}

function FilteredEmpty({ onClear }: { onClear?: (() => void) | undefined }) {
  const t = useTranslations("table");
  return (
    <EmptyState
      drawing="search"
      title={t("filteredEmpty.title")}
      actions={onClear ? <Button onClick={onClear}>{t("filteredEmpty.clear")}</Button> : undefined}
    >
      {t("filteredEmpty.text")}
    </EmptyState>
  );
}
