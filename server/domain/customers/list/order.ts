import { type SQL, sql } from "drizzle-orm";
import type { CustomerSort } from "./conditions";

/** Where a page ends: the value sorted by (null: among those without one) and the number. */
export interface ListPosition {
  value: string | null;
  id: number;
}
export interface ListOrder {
  sort: CustomerSort;
  direction: "asc" | "desc";
  after: ListPosition | undefined;
  limit: number;
}

/** The sorted column as `v`; each has an index on (column, id). People without a value come last in both directions. */
export interface SortColumn {
  table: "c" | "m";
  column: string;
  type: string;
  hasNulls: boolean;
}
export const sortColumns: Record<CustomerSort, SortColumn> = {
  created: { table: "c", column: "created_at", type: "timestamptz", hasNulls: false },
  seen: { table: "c", column: "last_seen_at", type: "timestamptz", hasNulls: true },
  name: { table: "c", column: "last_name", type: "text", hasNulls: true },
  city: { table: "c", column: "city", type: "text", hasNulls: true },
  lastPurchase: { table: "m", column: "last_purchase_at", type: "timestamptz", hasNulls: true },
  revenue: { table: "m", column: "revenue_minor", type: "bigint", hasNulls: false },
  purchases: { table: "m", column: "purchases", type: "integer", hasNulls: false },
};

export const way = (order: ListOrder): SQL => sql.raw(order.direction);
const beyond = (order: ListOrder): SQL => sql.raw(order.direction === "asc" ? ">" : "<");

/** Rows after a position among those with a value; or, with `null`, among those without. */
export function after(order: ListOrder, position: ListPosition | undefined, v: SQL, id: SQL): SQL {
  if (!position) return sql`true`;
  if (position.value === null) return sql`${id} ${beyond(order)} ${position.id}::bigint`;
  const { type } = sortColumns[order.sort];
  return sql`(${v}, ${id}) ${beyond(order)} (${position.value}::text::${sql.raw(type)}, ${position.id}::bigint)`;
}

/** Just before the first of those without a value. */
export const beforeUnknown = (order: ListOrder): ListPosition => ({
  value: null,
  id: order.direction === "asc" ? 0 : Number.MAX_SAFE_INTEGER,
});
