"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { Checkbox } from "@/app/_ui/input/choice";
import { ColumnChooser } from "./column-chooser";
import { type Column, nextSort } from "./columns";
import type { DataTableModel } from "./use-data-table";

interface TableHeadProps<Row extends object> {
  model: DataTableModel<Row>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
  isSelectable: boolean;
}

const cellStyle =
  "sticky top-(--table-top,0px) z-10 h-8 border-b bg-canvas px-3 text-left font-normal text-muted text-xs first:pl-4 sm:first:pl-6";

export function TableHead<Row extends object>({ model, sort, onSort, isSelectable }: TableHeadProps<Row>) {
  const t = useTranslations("table");
  const { table, layout } = model;
  const some = table.getIsSomeRowsSelected();
  return (
    <thead className="max-sm:hidden print:static">
      <tr>
        {isSelectable ? (
          <th className={cn(cellStyle, "pr-0", layout.isFirstPinned && "left-0 z-20")}>
            <Checkbox
              ariaLabel={t("selectAll")}
              checked={table.getIsAllRowsSelected() ? true : some ? "indeterminate" : false}
              onChange={(checked) => table.toggleAllRowsSelected(checked)}
            />
          </th>
        ) : null}
        {table.getVisibleLeafColumns().map((leaf, index) => {
          const column = leaf.columnDef.meta?.column;
          if (!column) return null;
          return (
            <th
              key={leaf.id}
              aria-sort={sortState(column, sort)}
              className={cn(
                cellStyle,
                column.align === "end" && "text-right",
                layout.isFirstPinned && index === 0 && "z-20 border-r",
                layout.isFirstPinned && index === 0 && (isSelectable ? "left-10" : "left-0"),
              )}
            >
              <HeaderLabel column={column} sort={sort} onSort={onSort} />
              <ResizeHandle
                label={t("resize", { name: column.header })}
                onResize={(width) => model.setLayout({ widths: { ...layout.widths, [leaf.id]: width } })}
              />
            </th>
          );
        })}
        <th className={cn(cellStyle, "screen-only px-0 pr-2 text-right")}>
          <ColumnChooser model={model} />
        </th>
      </tr>
    </thead>
  );
}

/** The column's right edge: drag it, or move it with the arrow keys. */
function ResizeHandle({ label, onResize }: { label: string; onResize(width: number): void }) {
  const widthOfCell = (element: HTMLElement) => element.closest("th")?.getBoundingClientRect().width ?? 0;
  const within = (width: number) => Math.round(Math.min(800, Math.max(60, width)));
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      className="absolute inset-y-1 right-0 w-1.5 cursor-col-resize touch-none opacity-0 hover:bg-line-strong hover:opacity-100 focus-visible:opacity-100"
      onKeyDown={(event) => {
        const by = { ArrowLeft: -16, ArrowRight: 16 }[event.key];
        if (by !== undefined) onResize(within(widthOfCell(event.currentTarget) + by));
      }}
      onPointerDown={(event) => {
        const handle = event.currentTarget;
        const start = { x: event.clientX, width: widthOfCell(handle) };
        handle.setPointerCapture(event.pointerId);
        const move = (next: PointerEvent) => onResize(within(start.width + next.clientX - start.x));
        handle.addEventListener("pointermove", move);
        handle.addEventListener("pointerup", () => handle.removeEventListener("pointermove", move), {
          once: true,
        });
      }}
    />
  );
}

function sortState(column: Column<never>, sort: string | undefined): "ascending" | "descending" | undefined {
  if (!column.sort) return undefined;
  if (sort === column.sort) return "ascending";
  return sort === `-${column.sort}` ? "descending" : undefined;
}

function HeaderLabel({
  column,
  sort,
  onSort,
}: {
  column: Column<never>;
  sort: string | undefined;
  onSort: ((sort: string) => void) | undefined;
}) {
  if (!column.sort || !onSort) return <span className="block truncate">{column.header}</span>;
  const state = sortState(column, sort);
  return (
    <button
      type="button"
      onClick={() => {
        const next = nextSort(column, sort);
        if (next) onSort(next);
      }}
      className={cn(
        "group -mx-1 inline-flex max-w-full items-center gap-1 rounded-sm px-1 py-0.5 hover:text-ink",
        column.align === "end" && "flex-row-reverse",
        state && "font-medium text-ink",
      )}
    >
      <span className="truncate">{column.header}</span>
      {state === "descending" ? (
        <ArrowDown className="size-3 shrink-0" />
      ) : (
        <ArrowUp className={cn("size-3 shrink-0", !state && "opacity-0 group-hover:opacity-50")} />
      )}
    </button>
  );
}
