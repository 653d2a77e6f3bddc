import { sql } from "drizzle-orm";
import { bigint, integer, numeric, pgView, text } from "drizzle-orm/pg-core";
import { bigId, instant, minorUnits } from "../columns";
import { orderLines, orders, receiptLines, receipts } from "./orders";

/**
 * What was bought, each purchase once: completed receipts, and orders that are not cancelled and that no receipt pays
 * for. The one definition behind metrics, RFM and segments. Attribution alone counts the order instead of its receipt.
 */
export const purchases = pgView("purchases", {
  customerId: bigint({ mode: "number" }).notNull(),
  /** receipt | order */
  kind: text().notNull(),
  id: bigId().notNull(),
  occurredAt: instant().notNull(),
  totalMinor: minorUnits().notNull(),
  discountMinor: minorUnits().notNull(),
  bonusPaidMinor: minorUnits().notNull(),
  storeId: bigint({ mode: "number" }),
  channel: text().notNull(),
}).as(sql`
  select customer_id, 'receipt'::text as kind, id, occurred_at, total_minor, discount_minor, bonus_paid_minor, store_id, channel
  from ${receipts} where status = 'completed'
  union all
  select o.customer_id, 'order'::text, o.id, o.occurred_at, o.total_minor, o.discount_minor, 0::bigint, o.store_id, o.channel
  from ${orders} o where o.status <> 'cancelled' and not exists (
    select 1 from ${receipts} r
    where r.customer_id = o.customer_id and r.order_external_id = o.external_id and r.status <> 'cancelled')`);

/** The lines of what was bought; join them to `purchases` by customer, kind and id. */
export const purchaseLines = pgView("purchase_lines", {
  customerId: bigint({ mode: "number" }).notNull(),
  /** receipt | order */
  kind: text().notNull(),
  purchaseId: bigint({ mode: "number" }).notNull(),
  lineNo: integer().notNull(),
  productId: bigint({ mode: "number" }),
  productExternalId: text(),
  quantity: numeric({ precision: 14, scale: 3, mode: "number" }).notNull(),
  priceMinor: minorUnits().notNull(),
  totalMinor: minorUnits().notNull(),
}).as(sql`
  select customer_id, 'receipt'::text as kind, receipt_id as purchase_id, line_no, product_id, product_external_id, quantity, price_minor, total_minor
  from ${receiptLines}
  union all
  select customer_id, 'order'::text, order_id, line_no, product_id, product_external_id, quantity, price_minor, total_minor
  from ${orderLines}`);
