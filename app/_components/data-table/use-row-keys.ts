"use client";
import { type KeyboardEvent, type RefObject, useState } from "react";
import { useKeys } from "../use-keys";
import type { ListState } from "./list-state";
import { type PeekView, usePeek } from "./row-peek";
import type { DataTableModel } from "./use-data-table";

interface Options<Row extends object> {
  body: RefObject<HTMLTableSectionElement | null>;
  list: ListState<Row>;
  rowId(row: Row): string;
  href: ((row: Row) => string) | undefined;
  open(address: string): void;
  peek: PeekView<Row> | undefined;
  table: DataTableModel<Row>["table"];
  isSelectable: boolean;
}

export interface RowKeys {
  /** Index of the row that Tab lands on. */
  current: number;
  onKeyDown(event: KeyboardEvent): void;
}

/** j/k or arrows move, Enter opens, Space peeks, x chooses. While a peek is open, moving changes what is peeked at. */
export function useRowKeys<Row extends object>(options: Options<Row>): RowKeys {
  const { body, list, rowId, href, open, peek, table, isSelectable } = options;
  const [wanted, setWanted] = useState(0);
  const [peeked, setPeeked] = usePeek();
  const current = Math.min(wanted, Math.max(0, list.rows.length - 1));

  const focusRow = (index: number) => {
    const rows = body.current?.querySelectorAll<HTMLTableRowElement>("tr[data-row]");
    rows?.[index]?.focus({ preventScroll: true });
    rows?.[index]?.scrollIntoView({ block: "nearest" });
  };
  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(index, list.rows.length - 1));
    setWanted(next);
    focusRow(next);
    const row = list.rows[next];
    if (peeked && row) setPeeked(rowId(row));
    if (next >= list.rows.length - 5 && list.hasMore && !list.isLoadingMore) list.loadMore();
  };
  const move = (by: number) => {
    const focused = focusedIndex(body.current);
    moveTo(focused === undefined ? current : focused + by);
  };
  useKeys({ j: () => move(1), k: () => move(-1) });

  const act = (key: string, row: Row) => {
    const id = rowId(row);
    if (key === "Enter" && href) return open(href(row));
    if (key === " " && peek) return setPeeked(peeked === id ? undefined : id);
    if (key === "x" && isSelectable) table.getRow(id)?.toggleSelected();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const index = focusedIndex(body.current);
    if (index === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = list.rows[index];
    const steps: Record<string, number> = {
      ArrowDown: index + 1,
      ArrowUp: index - 1,
      Home: 0,
      End: list.rows.length - 1,
    };
    const target = steps[event.key];
    if (target !== undefined) moveTo(target);
    else if (row && [" ", "Enter", "x"].includes(event.key)) act(event.key, row);
    else return;
    event.preventDefault();
  };
  return { current, onKeyDown };
}

/** Index of the row that has the focus itself; undefined when something inside a row has it. */
function focusedIndex(body: HTMLTableSectionElement | null): number | undefined {
  if (!body || !(document.activeElement instanceof HTMLTableRowElement)) return undefined;
  const index = [...body.querySelectorAll("tr[data-row]")].indexOf(document.activeElement);
  return index < 0 ? undefined : index;
}
