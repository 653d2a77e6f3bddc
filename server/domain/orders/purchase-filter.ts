import { type SQL, sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { parsePublicId } from "@/server/platform/ids";
import { lineTables } from "./lines-store";
import type { PurchaseKind } from "./model";

export interface PurchaseFilter {
  id?: number | undefined;
  customerId?: number | undefined;
  externalId?: string | undefined;
  /** Number, external id or public id, whole. */
  search?: string | undefined;
  status?: string | undefined;
  deliveryStatus?: string | undefined;
  paymentStatus?: string | undefined;
  channel?: string | undefined;
  storeId?: number | undefined;
  productId?: number | undefined;
  minTotal?: number | undefined;
  maxTotal?: number | undefined;
  /** Happened at or after, and before: ISO times. */
  from?: string | undefined;
  to?: string | undefined;
}

/** What must hold of `p`, a row of orders or receipts. */
export function purchaseConditions(kind: PurchaseKind, filter: PurchaseFilter): SQL[] {
  const parts: SQL[] = [];
  const equal = (column: SQL, value: string | number | undefined) => {
    if (value !== undefined) parts.push(sql`${column} = ${value}`);
  };
  equal(sql`p.customer_id`, filter.customerId);
  equal(sql`p.status`, filter.status);
  equal(sql`p.channel`, filter.channel);
  equal(sql`p.store_id`, filter.storeId);
  if (kind === "order") {
    equal(sql`p.delivery_status`, filter.deliveryStatus);
    equal(sql`p.payment_status`, filter.paymentStatus);
  } else if (filter.deliveryStatus !== undefined || filter.paymentStatus !== undefined)
    // A receipt is neither delivered nor awaiting payment.
    parts.push(sql`false`);
  const keyed = (match: SQL) =>
    sql`(p.customer_id, p.id) in (select customer_id, id from record_keys where kind = ${kind} and ${match})`;
  if (filter.externalId !== undefined) parts.push(keyed(sql`external_id = ${filter.externalId}`));
  if (filter.id !== undefined) parts.push(keyed(sql`id = ${filter.id}`));
  if (filter.search) {
    const id = parsePublicId(kind, filter.search);
    const match = sql`external_id = ${filter.search}${id === undefined ? sql`` : sql` or id = ${id}`}`;
    parts.push(sql`(p.number = ${filter.search} or ${keyed(sql`(${match})`)})`);
  }
  if (filter.productId !== undefined) {
    const { lines, key } = lineTables[kind];
    parts.push(sql`exists (select 1 from ${lines} l
      where l.customer_id = p.customer_id and l.${key} = p.id and l.product_id = ${filter.productId})`);
  }
  if (filter.minTotal !== undefined) parts.push(sql`p.total_minor >= ${filter.minTotal}`);
  if (filter.maxTotal !== undefined) parts.push(sql`p.total_minor <= ${filter.maxTotal}`);
  if (filter.from !== undefined) parts.push(sql`p.occurred_at >= ${filter.from}::timestamptz`);
  if (filter.to !== undefined) parts.push(sql`p.occurred_at < ${filter.to}::timestamptz`);
  return parts;
}

/** Counting stops here: beyond it a list says "more than", and gives no sum. */
export const countedPurchases = 100_000;

export interface PurchaseTotals {
  count: number;
  /** Counting stopped: there are more. */
  isMore: boolean;
  /** Money of those that count, one sum for each currency; none when counting stopped. */
  sums: { currency: string | null; totalMinor: number }[];
  /** Cancelled or returned: in the count, not in the money. */
  void: number;
}

export async function totalsOfPurchases(
  db: Queryable,
  kind: PurchaseKind,
  filter: PurchaseFilter,
): Promise<PurchaseTotals> {
  const parts = purchaseConditions(kind, filter);
  const isVoid = kind === "order" ? sql`status = 'cancelled'` : sql`status <> 'completed'`;
  const rows = await db.execute<{ currency: string | null; count: number; void: number; total: string }>(sql`
    select currency, count(*)::int as count, count(*) filter (where ${isVoid})::int as void,
      coalesce(sum(total_minor) filter (where not ${isVoid}), 0)::text as total
    from (select p.currency, p.status, p.total_minor from ${kind === "order" ? sql`orders` : sql`receipts`} p
      where ${parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`} limit ${countedPurchases + 1}) matched
    group by currency order by count(*) desc`);
  const count = rows.reduce((sum, row) => sum + row.count, 0);
  const isMore = count > countedPurchases;
  return {
    count: Math.min(count, countedPurchases),
    isMore,
    sums: isMore ? [] : rows.map((row) => ({ currency: row.currency, totalMinor: Number(row.total) })),
    void: rows.reduce((sum, row) => sum + row.void, 0),
  };
}
