import type { ReactNode } from "react";

/** How a column is shown where the screen is too narrow for a table: 390 px wide, a row becomes a short card. */
export type PhoneRole = "title" | "aside" | "meta" | "hidden";

export interface Column<Row> {
  /** Stable: the person's layout is stored by it. */
  id: string;
  header: string;
  cell(row: Row): ReactNode;
  /** The server's name of the field to sort by. Absent: not sortable. */
  sort?: string;
  /** Numbers, money and dates of equal length: "end", and their figures line up. */
  align?: "start" | "end";
  /** Pixels; the rest of the width goes to columns with `grows`. */
  width?: number;
  grows?: boolean;
  /** The column that names the row: it links to the row's page and cannot be hidden. Exactly one. */
  isTitle?: boolean;
  /** Not shown until chosen. */
  isExtra?: boolean;
  /** Default: the title is "title", the next two columns are "meta", the rest "hidden". */
  phone?: PhoneRole;
}

export const defaultWidth = 150;

/** The role of each column on a phone, defaults applied. */
export function phoneRoles<Row>(columns: readonly Column<Row>[]): Map<string, PhoneRole> {
  let metas = 0;
  const roles = new Map<string, PhoneRole>();
  for (const column of columns) {
    const role =
      column.phone ?? (column.isTitle ? "title" : metas < 2 && !column.isExtra ? "meta" : "hidden");
    if (role === "meta") metas += 1;
    roles.set(column.id, role);
  }
  return roles;
}

/** The next sort when a header is clicked: numbers begin with the largest, words with the first. */
export function nextSort<Row>(column: Column<Row>, current: string | undefined): string | undefined {
  const { sort } = column;
  if (!sort) return current;
  const beginsDescending = column.align === "end";
  const begin = beginsDescending ? `-${sort}` : sort;
  const turn = beginsDescending ? sort : `-${sort}`;
  return current === begin ? turn : begin;
}
