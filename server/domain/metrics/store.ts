import { type SQL, sql } from "drizzle-orm";
import { arrayParam, type Queryable, type Tx } from "@/server/db/client";
import { metricsQuery } from "./purchase-metrics-sql";

const columns = [
  "purchases",
  "revenue_minor",
  "purchases_30d",
  "revenue30d_minor",
  "purchases_90d",
  "revenue90d_minor",
  "purchases_365d",
  "revenue365d_minor",
  "first_on",
  "last_on",
  "average_minor",
  "median_minor",
  "largest_minor",
  "items_per_purchase",
  "average_item_minor",
  "discount_share",
  "bonus_share",
  "returns",
  "return_share",
  "visits",
  "average_gap_days",
  "median_gap_days",
  "expected_next_on",
  "favourite_store_id",
  "favourite_weekday",
  "favourite_hour",
  "favourite_category_id",
  "favourite_brand",
  "favourite_product_id",
  "categories",
  "online_share",
  "channels",
  "next_change_on",
] as const;
const list = (prefix: string) => sql.raw(columns.map((name) => `${prefix}${name}`).join(", "));

/** Makes the rows what the purchases say; `whom`: a query of customer numbers, null for everybody. */
export async function rewriteMetrics(tx: Tx, whom: SQL | null, today: string, zone: string): Promise<number> {
  const only = whom === null ? sql`true` : sql`m.customer_id in (${whom})`;
  await tx.execute(sql`
    delete from purchase_metrics m where ${only} and not exists (select 1 from purchases p where p.customer_id = m.customer_id)`);
  const rows = await tx.execute<{ n: number }>(sql`
    with fresh as (${metricsQuery(whom, today, zone)}),
    written as (
      insert into purchase_metrics as m (customer_id, as_of, ${list("")})
      select f.customer_id, f.as_of, ${list("f.")} from fresh f
      on conflict (customer_id) do update set as_of = excluded.as_of,
        ${sql.raw(columns.map((name) => `${name} = excluded.${name}`).join(", "))}
      where (${list("m.")}) is distinct from (${list("excluded.")})
      returning 1)
    select count(*)::int as n from written`);
  return rows[0]?.n ?? 0;
}

/** Takes up to so many people whose metrics are stale, and unmarks them; rows being marked right now are left. */
export async function takeStale(tx: Tx, limit: number): Promise<number[]> {
  const rows = await tx.execute<{ customer_id: number }>(sql`
    delete from dirty_customers where (topic, customer_id) in (
      select topic, customer_id from dirty_customers where topic = 'metrics'
      order by customer_id limit ${limit} for update skip locked)
    returning customer_id`);
  return rows.map((row) => row.customer_id);
}

/** People whose windows have moved on by `today`. */
export async function dueByTime(db: Queryable, today: string, limit: number): Promise<number[]> {
  const rows = await db.execute<{ customer_id: number }>(sql`
    select customer_id from purchase_metrics where next_change_on <= ${today}::date order by next_change_on limit ${limit}`);
  return rows.map((row) => row.customer_id);
}

export const those = (ids: readonly number[]): SQL => sql`select unnest(${arrayParam([...ids], "bigint")})`;
