import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";

/** Recomputes number and revenue of these people's purchases (as the view of that name has them), in one statement. */
export async function refreshMetrics(tx: Tx, customerIds: readonly number[], now: Date): Promise<void> {
  if (customerIds.length === 0) return;
  const ids = arrayParam(
    [...new Set(customerIds)].sort((a, b) => a - b),
    "bigint",
  );
  await tx.execute(sql`
    with bought as (
      select customer_id, total_minor, occurred_at from purchases where customer_id = any(${ids})),
    totals as (
      select c.id as customer_id, count(b.customer_id)::int as purchases, coalesce(sum(b.total_minor), 0)::bigint as revenue,
        min(b.occurred_at) as first_at, max(b.occurred_at) as last_at
      from customers c left join bought b on b.customer_id = c.id
      where c.id = any(${ids}) group by c.id order by c.id)
    insert into customer_metrics as m (customer_id, purchases, revenue_minor, first_purchase_at, last_purchase_at, updated_at)
    select customer_id, purchases, revenue, first_at, last_at, ${now.toISOString()}::timestamptz from totals
    on conflict (customer_id) do update set purchases = excluded.purchases, revenue_minor = excluded.revenue_minor,
      first_purchase_at = excluded.first_purchase_at, last_purchase_at = excluded.last_purchase_at, updated_at = excluded.updated_at
    where (m.purchases, m.revenue_minor, m.first_purchase_at, m.last_purchase_at)
      is distinct from (excluded.purchases, excluded.revenue_minor, excluded.first_purchase_at, excluded.last_purchase_at)`);
}

/** Derived data of one topic (attribution, segments) is stale for these people. */
export async function markDirty(
  tx: Tx,
  topic: string,
  customerIds: readonly number[],
  now: Date,
): Promise<void> {
  if (customerIds.length === 0) return;
  const ids = arrayParam(
    [...new Set(customerIds)].sort((a, b) => a - b),
    "bigint",
  );
  await tx.execute(sql`
    insert into dirty_customers (topic, customer_id, marked_at) select ${topic}, id, ${now.toISOString()}::timestamptz from unnest(${ids}) as id
    on conflict (topic, customer_id) do update set marked_at = excluded.marked_at`);
}

/** They were seen then; an earlier moment changes nothing. */
export async function touchLastSeen(
  tx: Tx,
  seen: readonly { customerId: number; at: Date }[],
): Promise<void> {
  if (seen.length === 0) return;
  await tx.execute(sql`
    with latest as (
      select id, max(at) as at from unnest(${arrayParam(
        seen.map((one) => one.customerId),
        "bigint",
      )},
        ${arrayParam(
          seen.map((one) => one.at.toISOString()),
          "timestamptz",
        )}) as s(id, at) group by id),
    locked as (
      select c.id, l.at from customers c join latest l on l.id = c.id
      where c.last_seen_at is null or c.last_seen_at < l.at order by c.id for no key update of c)
    update customers c set last_seen_at = locked.at from locked where c.id = locked.id`);
}
