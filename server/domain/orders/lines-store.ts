import { sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";
import type { PurchaseKind } from "./model";

/** Tables of each kind: static names, never input. */
export const lineTables = {
  order: { lines: sql.raw("order_lines"), key: sql.raw("order_id") },
  receipt: { lines: sql.raw("receipt_lines"), key: sql.raw("receipt_id") },
} as const;

export interface StoredLine {
  productId: number | null;
  productExternalId: string | null;
  /** As the purchase said; null when it did not. */
  name: string | null;
  /** As the catalogue has it now. */
  catalogueName: string | null;
  /** Its picture there. */
  imageUrl: string | null;
  quantity: number;
  priceMinor: number;
  totalMinor: number;
  attributes: Record<string, unknown>;
}

/** Lines of many purchases in one query, by the purchase's id, in their order; `shape` makes of each what the caller needs. */
export async function linesOf<Line>(
  db: Queryable,
  kind: PurchaseKind,
  purchases: readonly { id: number; customer_id: number }[],
  shape: (line: StoredLine) => Line,
): Promise<Map<number, Line[]>> {
  const byPurchase = new Map<number, Line[]>();
  if (purchases.length === 0) return byPurchase;
  const { lines, key } = lineTables[kind];
  const customerIds = purchases.map((row) => row.customer_id);
  const ids = purchases.map((row) => row.id);
  const found = await db.execute<{
    purchase: number;
    product_id: number | null;
    product: string | null;
    name: string | null;
    catalogue_name: string | null;
    image_url: string | null;
    quantity: string;
    price: number;
    total: number;
    attributes: Record<string, unknown>;
  }>(sql`
    select l.${key} as purchase, l.product_id, l.product_external_id as product, l.name, p.name as catalogue_name, p.image_url,
      l.quantity, l.price_minor as price, l.total_minor as total, l.attributes
    from unnest(${arrayParam(customerIds, "bigint")}, ${arrayParam(ids, "bigint")}) as r(customer_id, id)
    join ${lines} l on l.customer_id = r.customer_id and l.${key} = r.id
    left join products p on p.id = l.product_id
    order by l.${key}, l.line_no`);
  for (const line of found) {
    const shaped = shape({
      productId: line.product_id,
      productExternalId: line.product,
      name: line.name,
      catalogueName: line.catalogue_name,
      imageUrl: line.image_url,
      quantity: Number(line.quantity),
      priceMinor: line.price,
      totalMinor: line.total,
      attributes: line.attributes,
    });
    const known = byPurchase.get(line.purchase);
    if (known) known.push(shaped);
    else byPurchase.set(line.purchase, [shaped]);
  }
  return byPurchase;
}
