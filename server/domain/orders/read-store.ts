import { type SQL, sql } from "drizzle-orm";
import { type Queryable, toDate } from "@/server/db/client";
import { linesOf } from "./lines-store";
import type { PurchaseKind, PurchaseLine } from "./model";
import { type PurchaseFilter, purchaseConditions } from "./purchase-filter";

export interface PurchaseView {
  kind: PurchaseKind;
  id: number;
  externalId: string;
  customerId: number;
  number: string | null;
  occurredAt: Date;
  status: string;
  deliveryStatus: string | null;
  paymentStatus: string | null;
  channel: string;
  totalMinor: number;
  discountMinor: number;
  currency: string | null;
  promoCode: string | null;
  bonusPaidMinor: number;
  bonusEarnedMinor: number;
  /** External id of the order a receipt pays for. */
  order: string | null;
  store: { id: number; externalId: string; name: string } | null;
  attributes: Record<string, unknown>;
  lines: (PurchaseLine & { productId: number | null; imageUrl: string | null })[];
}

interface PurchaseRow extends Record<string, unknown> {
  id: number;
  customer_id: number;
  external_id: string;
  occurred_at: string;
}
export interface PurchasePosition {
  at: string;
  id: number;
}

const sources = {
  order: {
    table: sql.raw("orders"),
    columns: sql`delivery_status, payment_status, promo_code, 0::bigint as bonus_paid, 0::bigint as bonus_earned, null::text as order_id`,
  },
  receipt: {
    table: sql.raw("receipts"),
    columns: sql`null::text as delivery_status, null::text as payment_status, null::text as promo_code,
      p.bonus_paid_minor as bonus_paid, p.bonus_earned_minor as bonus_earned, p.order_external_id as order_id`,
  },
} as const;

/** Newest first, with lines. */
export async function pageOfPurchases(
  db: Queryable,
  kind: PurchaseKind,
  filter: PurchaseFilter,
  after: PurchasePosition | undefined,
  limit: number,
): Promise<PurchaseView[]> {
  const { table, columns } = sources[kind];
  const parts = purchaseConditions(kind, filter);
  if (after) parts.push(sql`(p.occurred_at, p.id) < (${after.at}::timestamptz, ${after.id})`);
  const rows = await db.execute<PurchaseRow>(sql`
    select p.id, p.customer_id, p.external_id, p.number, p.occurred_at, p.status, p.channel, p.total_minor, p.discount_minor,
      p.currency, p.attributes, p.store_id, s.external_id as store_key, s.name as store_name, ${columns}
    from ${table} p left join stores s on s.id = p.store_id
    where ${parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`}
    order by p.occurred_at desc, p.id desc limit ${limit}`);
  const lines = await linesOf(db, kind, rows, ({ catalogueName, ...line }) => ({
    ...line,
    name: line.name ?? catalogueName,
  }));
  return rows.map((row) => viewOf(kind, row, lines.get(row.id) ?? []));
}

function viewOf(kind: PurchaseKind, row: PurchaseRow, lines: PurchaseView["lines"]): PurchaseView {
  const text = (name: string) => (row[name] ?? null) as string | null;
  const number = (name: string) => Number(row[name] ?? 0);
  const store = text("store_key");
  return {
    kind,
    id: row.id,
    externalId: row.external_id,
    customerId: row.customer_id,
    number: text("number"),
    occurredAt: toDate(row.occurred_at),
    status: text("status") ?? "",
    deliveryStatus: text("delivery_status"),
    paymentStatus: text("payment_status"),
    channel: text("channel") ?? "",
    totalMinor: number("total_minor"),
    discountMinor: number("discount_minor"),
    currency: text("currency"),
    promoCode: text("promo_code"),
    bonusPaidMinor: number("bonus_paid"),
    bonusEarnedMinor: number("bonus_earned"),
    order: text("order_id"),
    store:
      store === null
        ? null
        : { id: number("store_id"), externalId: store, name: text("store_name") ?? store },
    attributes: row.attributes as Record<string, unknown>,
    lines,
  };
}

export interface ProductView {
  id: number;
  externalId: string;
  name: string;
  categoryId: number | null;
  categoryName: string | null;
  categoryExternalId: string | null;
  brand: string | null;
  priceMinor: number | null;
  oldPriceMinor: number | null;
  url: string | null;
  imageUrl: string | null;
  isAvailable: boolean;
  attributes: Record<string, unknown>;
  updatedAt: Date;
}
export interface ProductFilter {
  id?: number | undefined;
  search?: string | undefined;
  externalId?: string | undefined;
  categoryId?: number | undefined;
  isAvailable?: boolean | undefined;
}
export interface ProductPosition {
  name: string;
  id: number;
}

export async function pageOfProducts(
  db: Queryable,
  filter: ProductFilter,
  sort: "name" | "newest",
  after: ProductPosition | undefined,
  limit: number,
): Promise<ProductView[]> {
  const parts: SQL[] = [];
  if (filter.id !== undefined) parts.push(sql`p.id = ${filter.id}`);
  if (filter.externalId !== undefined) parts.push(sql`p.external_id = ${filter.externalId}`);
  if (filter.isAvailable !== undefined) parts.push(sql`p.is_available = ${filter.isAvailable}`);
  if (filter.categoryId !== undefined)
    parts.push(
      sql`p.category_id in (select id from categories where path @> array[${filter.categoryId}]::bigint[])`,
    );
  if (filter.search) {
    const escaped = filter.search.replace(/[\\%_]/g, "\\$&");
    parts.push(
      sql`(p.name ilike ${`%${escaped}%`} or p.external_id ilike ${`${escaped}%`} or p.brand ilike ${`${escaped}%`})`,
    );
  }
  if (after)
    parts.push(
      sort === "name" ? sql`(p.name, p.id) > (${after.name}, ${after.id})` : sql`p.id < ${after.id}`,
    );
  const rows = await db.execute<{ id: number; updated_at: string } & Record<string, unknown>>(sql`
    select p.id, p.external_id, p.name, p.category_id, c.name as category_name, c.external_id as category_external_id, p.brand,
      p.price_minor, p.old_price_minor, p.url, p.image_url, p.is_available, p.attributes, p.updated_at
    from products p left join categories c on c.id = p.category_id
    where ${parts.length > 0 ? sql.join(parts, sql` and `) : sql`true`}
    order by ${sort === "name" ? sql`p.name, p.id` : sql`p.id desc`} limit ${limit}`);
  return rows.map((row) => {
    const text = (name: string) => (row[name] ?? null) as string | null;
    const number = (name: string) => (row[name] ?? null) as number | null;
    return {
      id: row.id,
      externalId: text("external_id") ?? "",
      name: text("name") ?? "",
      categoryId: number("category_id"),
      categoryName: text("category_name"),
      categoryExternalId: text("category_external_id"),
      brand: text("brand"),
      priceMinor: number("price_minor"),
      oldPriceMinor: number("old_price_minor"),
      url: text("url"),
      imageUrl: text("image_url"),
      isAvailable: row.is_available === true,
      attributes: row.attributes as Record<string, unknown>,
      updatedAt: toDate(row.updated_at),
    };
  });
}

export interface CategoryView {
  id: number;
  externalId: string;
  name: string;
  parentId: number | null;
  depth: number;
  /** Products in it and below it. */
  products: number;
}
/** The whole tree, parents before children. */
export async function allCategories(db: Queryable): Promise<CategoryView[]> {
  const rows = await db.execute<{
    id: number;
    external_id: string;
    name: string;
    parent_id: number | null;
    depth: number;
    products: number;
  }>(sql`
    with counted as (
      select up.id, count(*)::int as products from products p
      join categories c on c.id = p.category_id cross join unnest(c.path) as up(id) group by up.id)
    select c.id, c.external_id, c.name, c.parent_id, cardinality(c.path) as depth, coalesce(counted.products, 0) as products
    from categories c left join counted on counted.id = c.id order by cardinality(c.path), c.name, c.id`);
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    name: row.name,
    parentId: row.parent_id,
    depth: row.depth,
    products: row.products,
  }));
}

export interface StoreView {
  id: number;
  externalId: string;
  name: string;
  city: string | null;
  region: string | null;
  address: string | null;
  format: string | null;
  timeZone: string | null;
  attributes: Record<string, unknown>;
}
/** All of them, or one. */
export async function allStores(db: Queryable, id?: number): Promise<StoreView[]> {
  const rows = await db.execute<{
    id: number;
    external_id: string;
    name: string;
    city: string | null;
    region: string | null;
    address: string | null;
    format: string | null;
    time_zone: string | null;
    attributes: Record<string, unknown>;
  }>(sql`
    select id, external_id, name, city, region, address, format, time_zone, attributes from stores
    where ${id === undefined ? sql`true` : sql`id = ${id}`} order by name, id limit 10000`);
  return rows.map(({ external_id, time_zone, ...row }) => ({
    ...row,
    externalId: external_id,
    timeZone: time_zone,
  }));
}
