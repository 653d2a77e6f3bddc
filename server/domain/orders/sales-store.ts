import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, toDate } from "@/server/db/client";

/** One month of the project's calendar: `2026-11`. Months without sales are nought, not missing. */
export interface SalesMonth {
  month: string;
  units: number;
  purchases: number;
  revenueMinor: number;
}
interface MonthRow extends Record<string, unknown> {
  month: string;
  units: string;
  purchases: number;
  revenue: number;
}

/** `bought`: rows of (occurred_at, units, purchases, revenue); the last twelve months of the zone, this one included. */
async function byMonth(db: Queryable, bought: SQL, now: Date, timeZone: string): Promise<SalesMonth[]> {
  const rows = await db.execute<MonthRow>(sql`
    with months as (
      select generate_series(date_trunc('month', ${instantParam(now)}::timestamptz at time zone ${timeZone}) - interval '11 months',
        date_trunc('month', ${instantParam(now)}::timestamptz at time zone ${timeZone}), interval '1 month') as month),
    bought as (${bought}),
    sold as (
      select date_trunc('month', occurred_at at time zone ${timeZone}) as month, sum(units) as units,
        sum(purchases) as purchases, sum(revenue) as revenue
      from bought where occurred_at >= (select min(month) from months) at time zone ${timeZone} group by 1)
    select to_char(m.month, 'YYYY-MM') as month, coalesce(s.units, 0)::text as units,
      coalesce(s.purchases, 0)::int as purchases, coalesce(s.revenue, 0)::bigint as revenue
    from months m left join sold s on s.month = m.month order by m.month`);
  return rows.map((row) => ({
    month: row.month,
    units: Number(row.units),
    purchases: row.purchases,
    revenueMinor: Number(row.revenue),
  }));
}

/** What was bought of one product, each purchase once: see the view `purchases`. */
const linesOfProduct = (productId: number) => sql`
  select p.occurred_at, p.kind, p.id, l.customer_id, l.quantity, l.total_minor
  from purchase_lines l join purchases p on p.customer_id = l.customer_id and p.kind = l.kind and p.id = l.purchase_id
  where l.product_id = ${productId}`;

export interface ProductSales {
  months: SalesMonth[];
  /** Of all time. */
  units: number;
  revenueMinor: number;
  purchases: number;
  buyers: number;
}
export async function salesOfProduct(
  db: Queryable,
  productId: number,
  now: Date,
  timeZone: string,
): Promise<ProductSales> {
  const [all] = await db.execute<{ units: string; revenue: number; purchases: number; buyers: number }>(sql`
    select coalesce(sum(quantity), 0)::text as units, coalesce(sum(total_minor), 0)::bigint as revenue,
      count(distinct (kind, id))::int as purchases, count(distinct customer_id)::int as buyers
    from (${linesOfProduct(productId)}) bought`);
  const months = await byMonth(
    db,
    sql`select min(occurred_at) as occurred_at, sum(quantity) as units, 1 as purchases, sum(total_minor) as revenue
      from (${linesOfProduct(productId)}) l group by kind, id`,
    now,
    timeZone,
  );
  return {
    months,
    units: Number(all?.units ?? 0),
    revenueMinor: Number(all?.revenue ?? 0),
    purchases: all?.purchases ?? 0,
    buyers: all?.buyers ?? 0,
  };
}

/** Bought together is looked for in so many latest purchases of the product. */
export const companionsFrom = 5_000;
export interface Companion {
  id: number;
  name: string;
  imageUrl: string | null;
  priceMinor: number | null;
  /** Purchases that hold both. */
  together: number;
}
export async function companionsOf(
  db: Queryable,
  productId: number,
): Promise<{ items: Companion[]; of: number }> {
  const rows = await db.execute<{
    id: number;
    name: string;
    image_url: string | null;
    price_minor: number | null;
    together: number;
    of: number;
  }>(sql`
    with bought as materialized (
      select kind, id, customer_id, max(occurred_at) as at from (${linesOfProduct(productId)}) l
      group by kind, id, customer_id order by max(occurred_at) desc limit ${companionsFrom}),
    beside as (
      select l.product_id, count(*)::int as together from bought b
      cross join lateral (
        select product_id from receipt_lines where b.kind = 'receipt' and customer_id = b.customer_id and receipt_id = b.id
        union
        select product_id from order_lines where b.kind = 'order' and customer_id = b.customer_id and order_id = b.id) l
      where l.product_id is not null and l.product_id <> ${productId}
      group by l.product_id order by together desc, l.product_id limit 5)
    select p.id, p.name, p.image_url, p.price_minor, beside.together, (select count(*)::int from bought) as of
    from beside join products p on p.id = beside.product_id order by beside.together desc, p.id`);
  return {
    items: rows.map(({ of: _, image_url, price_minor, ...row }) => ({
      ...row,
      imageUrl: image_url,
      priceMinor: price_minor,
    })),
    of: rows[0]?.of ?? 0,
  };
}

export interface Buyer {
  customerId: number;
  units: number;
  revenueMinor: number;
  purchases: number;
  lastAt: Date;
}
/** Who bought a product, the latest first. */
export async function buyersOfProduct(
  db: Queryable,
  productId: number,
  after: { at: string; id: number } | undefined,
  limit: number,
): Promise<Buyer[]> {
  const rows = await db.execute<{
    customer_id: number;
    units: string;
    revenue: number;
    purchases: number;
    last_at: string;
  }>(sql`
    select customer_id, sum(quantity)::text as units, sum(total_minor)::bigint as revenue,
      count(distinct (kind, id))::int as purchases, date_trunc('milliseconds', max(occurred_at)) as last_at
    from (${linesOfProduct(productId)}) bought group by customer_id
    ${after ? sql`having (date_trunc('milliseconds', max(occurred_at)), customer_id) < (${after.at}::timestamptz, ${after.id})` : sql``}
    order by last_at desc, customer_id desc limit ${limit}`);
  return rows.map((row) => ({
    customerId: row.customer_id,
    units: Number(row.units),
    revenueMinor: Number(row.revenue),
    purchases: row.purchases,
    lastAt: toDate(row.last_at),
  }));
}

export interface BuyerName {
  id: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
}
/** What people are called, in one statement; those that are only visitors are missing. */
export async function namesOf(db: Queryable, ids: readonly number[]): Promise<Map<number, BuyerName>> {
  if (ids.length === 0) return new Map();
  const rows = await db.execute<{
    id: number;
    first_name: string | null;
    last_name: string | null;
    email: string | null;
    phone: string | null;
  }>(sql`
    select id, first_name, last_name, email, phone from customers where id = any(${arrayParam([...new Set(ids)], "bigint")})`);
  return new Map(
    rows.map(({ first_name, last_name, ...row }) => [
      row.id,
      { ...row, firstName: first_name, lastName: last_name },
    ]),
  );
}

export const monthsOfStore = (db: Queryable, storeId: number, now: Date, timeZone: string) =>
  byMonth(
    db,
    sql`select occurred_at, 0 as units, 1 as purchases, total_minor as revenue from purchases where store_id = ${storeId}`,
    now,
    timeZone,
  );

export interface StoreFigures {
  storeId: number;
  purchases: number;
  customers: number;
  revenueMinor: number;
}
/** Every store's purchases since a moment, in one pass over them. */
export async function figuresOfStores(db: Queryable, since: Date): Promise<StoreFigures[]> {
  const rows = await db.execute<{
    store_id: number;
    purchases: number;
    customers: number;
    revenue: number;
  }>(sql`
    select store_id, count(*)::int as purchases, count(distinct customer_id)::int as customers,
      sum(total_minor)::bigint as revenue
    from purchases where occurred_at >= ${instantParam(since)} and store_id is not null group by store_id`);
  return rows.map((row) => ({
    storeId: row.store_id,
    purchases: row.purchases,
    customers: row.customers,
    revenueMinor: Number(row.revenue),
  }));
}
