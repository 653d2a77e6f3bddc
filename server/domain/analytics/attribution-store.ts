import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, type Tx } from "@/server/db/client";

/** What counts as bought: orders that stand, and receipts that do not merely pay for one of them. */
const purchasesOf = (ids: SQL): SQL => sql`
  select o.customer_id, 'order' as kind, o.id, o.occurred_at as at, o.total_minor as amount from orders o
  where o.customer_id = any(${ids}) and o.status <> 'cancelled'
  union all
  select r.customer_id, 'receipt', r.id, r.occurred_at, r.total_minor from receipts r
  where r.customer_id = any(${ids}) and r.status = 'completed' and not exists (
    select 1 from orders o where o.customer_id = r.customer_id and o.external_id = r.order_external_id and o.status <> 'cancelled')`;

/** Opens and clicks by people, with the days their campaign gives a purchase; the version in which she walked decides. */
const engagementsOf = (ids: SQL, defaultDays: number): SQL => sql`
  select m.customer_id, m.id as message_id, m.source_kind, m.source_id, m.source_version, m.node_id, m.planned_at, e.kind, e.at,
    e.at + make_interval(days => case when v.campaign_id is null then ${defaultDays}::int
      else (v.settings->>'attribution_days')::int end) as until
  from messages m
  join message_events e on e.customer_id = m.customer_id and e.message_id = m.id
    and e.kind in ('opened', 'clicked') and not e.is_machine
  left join campaign_versions v on m.source_kind = 'campaign' and v.campaign_id::text = m.source_id and v.version = m.source_version
  where m.customer_id = any(${ids}) and m.source_kind <> 'test' and m.first_opened_at is not null`;

/** Makes the attributions of these people what their purchases and engagements say. How many rows changed. */
export async function rewriteAttributions(
  tx: Tx,
  customerIds: readonly number[],
  defaultDays: number,
  now: Date,
): Promise<number> {
  const ids = arrayParam([...customerIds], "bigint");
  const rows = await tx.execute(sql`
    with bought as (${purchasesOf(ids)}),
    engaged as (${engagementsOf(ids, defaultDays)}),
    won as (
      select distinct on (b.customer_id, b.kind, b.id) b.customer_id, b.kind as purchase_kind, b.id as purchase_id,
        e.message_id, e.source_kind, e.source_id, e.source_version, e.node_id,
        case e.kind when 'clicked' then 'click' else 'open' end as engagement, e.at as engaged_at, b.at as purchased_at, b.amount
      from bought b join engaged e on e.customer_id = b.customer_id and e.at <= b.at and b.at <= e.until
      order by b.customer_id, b.kind, b.id, e.at desc, e.kind = 'clicked' desc, e.planned_at desc, e.message_id desc
    ),
    lost as (
      delete from order_attributions a where a.customer_id = any(${ids}) and not exists (
        select 1 from won w where (w.customer_id, w.purchase_kind, w.purchase_id) = (a.customer_id, a.purchase_kind, a.purchase_id))
      returning 1 as changed
    ),
    kept as (
      insert into order_attributions as a (customer_id, purchase_kind, purchase_id, message_id, source_kind, source_id,
        source_version, node_id, engagement, engaged_at, purchased_at, amount_minor, attributed_at)
      select w.*, ${instantParam(now)} from won w
      on conflict (customer_id, purchase_kind, purchase_id) do update set message_id = excluded.message_id,
        source_kind = excluded.source_kind, source_id = excluded.source_id, source_version = excluded.source_version,
        node_id = excluded.node_id, engagement = excluded.engagement, engaged_at = excluded.engaged_at,
        purchased_at = excluded.purchased_at, amount_minor = excluded.amount_minor, attributed_at = excluded.attributed_at
      where (a.message_id, a.source_kind, a.source_id, a.source_version, a.node_id, a.engagement, a.engaged_at, a.purchased_at, a.amount_minor)
        is distinct from (excluded.message_id, excluded.source_kind, excluded.source_id, excluded.source_version, excluded.node_id,
          excluded.engagement, excluded.engaged_at, excluded.purchased_at, excluded.amount_minor)
      returning 1 as changed
    )
    select changed from lost union all select changed from kept`);
  return rows.length;
}

/**
 * Takes up to so many people whose attribution is stale, and unmarks them. Rows another transaction is marking are
 * left for the next time: that transaction's changes are not visible yet.
 */
export async function takeDirty(tx: Tx, limit: number): Promise<number[]> {
  const rows = await tx.execute<{ customer_id: number }>(sql`
    delete from dirty_customers where (topic, customer_id) in (
      select topic, customer_id from dirty_customers where topic = 'attribution'
      order by customer_id limit ${limit} for update skip locked)
    returning customer_id`);
  return rows.map((row) => row.customer_id);
}

/** Everybody who could have an attribution, a slice at a time. */
export async function peopleAfter(db: Queryable, after: number, limit: number): Promise<number[]> {
  const rows = await db.execute<{ customer_id: number }>(sql`
    select customer_id from (
      select customer_id from order_attributions where customer_id > ${after}
      union select customer_id from messages where customer_id > ${after} and first_opened_at is not null) people
    order by customer_id limit ${limit}`);
  return rows.map((row) => row.customer_id);
}

/** Purchases of people who clicked, after the click and within the campaign's days: named apart from attribution, which is exclusive. */
export async function countOrdersAfterClick(
  db: Queryable,
  source: { kind: string; id: string; nodeId?: string | undefined },
  defaultDays: number,
): Promise<{ orders: number; revenueMinor: number }> {
  const clickers = sql`array(select distinct customer_id from messages where source_kind = ${source.kind} and source_id = ${source.id}
    and first_clicked_at is not null)`;
  const [row] = await db.execute<{ orders: number; revenue: number }>(sql`
    with engaged as (${engagementsOf(clickers, defaultDays)}), bought as (${purchasesOf(clickers)})
    select count(*)::int as orders, coalesce(sum(amount), 0)::bigint as revenue from bought b
    where exists (select 1 from engaged e where e.customer_id = b.customer_id and e.kind = 'clicked' and e.source_kind = ${source.kind}
      and e.source_id = ${source.id} ${source.nodeId === undefined ? sql.empty() : sql`and e.node_id = ${source.nodeId}`}
      and e.at <= b.at and b.at <= e.until)`);
  return { orders: row?.orders ?? 0, revenueMinor: row?.revenue ?? 0 };
}
