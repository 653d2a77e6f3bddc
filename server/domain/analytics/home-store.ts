import { type SQL, sql } from "drizzle-orm";
import { instantParam, type Queryable, toDate } from "@/server/db/client";

/** The last 7 project days (today so far included), and the 7 before, cut at the same hour so that they compare. */
export interface Week {
  from: Date;
  to: Date;
  previousFrom: Date;
  previousTo: Date;
}

export async function readWeek(db: Queryable, timeZone: string, now: Date): Promise<Week> {
  const at = instantParam(now);
  const [row] = await db.execute<{ from: string; previous_from: string; previous_to: string }>(sql`
    select (date_trunc('day', ${at} at time zone ${timeZone}) - interval '6 days') at time zone ${timeZone} as "from",
      (date_trunc('day', ${at} at time zone ${timeZone}) - interval '13 days') at time zone ${timeZone} as previous_from,
      ((${at} at time zone ${timeZone}) - interval '7 days') at time zone ${timeZone} as previous_to`);
  if (!row) throw new Error("A select without a table gives one row.");
  return {
    from: toDate(row.from),
    to: now,
    previousFrom: toDate(row.previous_from),
    previousTo: toDate(row.previous_to),
  };
}

const within = (column: SQL, from: Date, to: Date): SQL =>
  sql`${column} >= ${instantParam(from)} and ${column} < ${instantParam(to)}`;

/** A letter may be planned this long before it goes (quiet hours, limits, a paused campaign); the bound lets the index on created_at serve. */
const longestDelayDays = 31;

export interface LetterCounts {
  sent: number;
  opened: number;
  clicked: number;
}

export async function readLetters(
  db: Queryable,
  week: Week,
): Promise<{
  current: LetterCounts;
  previous: LetterCounts;
  bounced: number;
  complained: number;
  uncertain: number;
  failed: number;
}> {
  const counted = (column: SQL) => sql`
    count(*) filter (where ${within(column, week.from, week.to)})::int`;
  const before = (column: SQL) => sql`
    count(*) filter (where ${within(column, week.previousFrom, week.previousTo)})::int`;
  const [row] = await db.execute<Record<string, number>>(sql`
    select ${counted(sql`accepted_at`)} as sent, ${counted(sql`first_opened_at`)} as opened, ${counted(sql`first_clicked_at`)} as clicked,
      ${before(sql`accepted_at`)} as sent_before, ${before(sql`first_opened_at`)} as opened_before, ${before(sql`first_clicked_at`)} as clicked_before,
      ${counted(sql`bounced_at`)} as bounced, ${counted(sql`complained_at`)} as complained,
      count(*) filter (where state = 'uncertain' and ${within(sql`updated_at`, week.from, week.to)})::int as uncertain,
      ${counted(sql`failed_at`)} as failed
    from messages
    where source_kind <> 'test' and created_at >= ${instantParam(week.previousFrom)} - make_interval(days => ${longestDelayDays})`);
  const at = (name: string) => row?.[name] ?? 0;
  return {
    current: { sent: at("sent"), opened: at("opened"), clicked: at("clicked") },
    previous: { sent: at("sent_before"), opened: at("opened_before"), clicked: at("clicked_before") },
    bounced: at("bounced"),
    complained: at("complained"),
    uncertain: at("uncertain"),
    failed: at("failed"),
  };
}

export interface DayOfPurchases {
  /** Project day, 2026-11-04. */
  day: string;
  purchases: number;
  revenueMinor: number;
  attributedMinor: number;
}
export interface PurchaseTotals {
  purchases: number;
  revenueMinor: number;
  attributed: number;
  attributedMinor: number;
}

const purchaseSums = (condition: SQL, prefix: "" | "compared_"): SQL => {
  const named = (name: string) => sql.raw(prefix + name);
  return sql`count(c.occurred_at) filter (where ${condition})::int as ${named("purchases")},
      coalesce(sum(c.total_minor) filter (where ${condition}), 0)::bigint as ${named("revenue")},
      count(c.amount_minor) filter (where ${condition})::int as ${named("attributed")},
      coalesce(sum(c.amount_minor) filter (where ${condition}), 0)::bigint as ${named("attributed_revenue")}`;
};

/**
 * Purchases of both weeks: a completed receipt, or an order that is not cancelled and that no receipt pays for (as in
 * the customers' metrics), and what of them letters earned. Days are whole and none is missing; the totals of the week
 * before stop at its `previousTo`.
 */
export async function readPurchases(
  db: Queryable,
  week: Week,
  timeZone: string,
): Promise<{ days: DayOfPurchases[]; current: PurchaseTotals; previous: PurchaseTotals }> {
  const rows = await db.execute<{
    day: string;
    is_current: boolean;
    purchases: number;
    revenue: number;
    attributed: number;
    attributed_revenue: number;
    compared_purchases: number;
    compared_revenue: number;
    compared_attributed: number;
    compared_attributed_revenue: number;
  }>(sql`
    with bought as (
      select customer_id, 'receipt' as kind, id, occurred_at, total_minor from receipts
      where status = 'completed' and occurred_at >= ${instantParam(week.previousFrom)} and occurred_at < ${instantParam(week.to)}
      union all
      select o.customer_id, 'order', o.id, o.occurred_at, o.total_minor from orders o
      where o.status <> 'cancelled' and o.occurred_at >= ${instantParam(week.previousFrom)} and o.occurred_at < ${instantParam(week.to)}
        and not exists (select 1 from receipts r where r.customer_id = o.customer_id
          and r.order_external_id = o.external_id and r.status <> 'cancelled')),
    compared as (
      select b.occurred_at, b.total_minor, a.amount_minor,
        b.occurred_at >= ${instantParam(week.from)} or b.occurred_at < ${instantParam(week.previousTo)} as is_compared
      from bought b left join order_attributions a
        on a.customer_id = b.customer_id and a.purchase_kind = b.kind and a.purchase_id = b.id),
    days as (
      select generate_series(${instantParam(week.previousFrom)} at time zone ${timeZone}, ${instantParam(week.to)} at time zone ${timeZone}, interval '1 day')::date as day)
    select to_char(d.day, 'YYYY-MM-DD') as day, d.day >= (${instantParam(week.from)} at time zone ${timeZone})::date as is_current,
      ${purchaseSums(sql`true`, "")}, ${purchaseSums(sql`c.is_compared`, "compared_")}
    from days d left join compared c on (c.occurred_at at time zone ${timeZone})::date = d.day
    group by d.day order by d.day`);
  const totals = (isCurrent: boolean): PurchaseTotals =>
    rows
      .filter((row) => row.is_current === isCurrent)
      .reduce(
        (sum, row) => ({
          purchases: sum.purchases + row.compared_purchases,
          revenueMinor: sum.revenueMinor + Number(row.compared_revenue),
          attributed: sum.attributed + row.compared_attributed,
          attributedMinor: sum.attributedMinor + Number(row.compared_attributed_revenue),
        }),
        { purchases: 0, revenueMinor: 0, attributed: 0, attributedMinor: 0 },
      );
  return {
    days: rows.map((row) => ({
      day: row.day,
      purchases: row.purchases,
      revenueMinor: Number(row.revenue),
      attributedMinor: Number(row.attributed_revenue),
    })),
    current: totals(true),
    previous: totals(false),
  };
}

export interface CampaignOfWeek {
  id: string;
  name: string;
  state: string;
  entered: number;
  sent: number;
  clicked: number;
  attributedMinor: number;
}

/** Campaigns that run, or did something this week; the ones that earned most first. */
export async function readCampaigns(db: Queryable, week: Week, limit: number): Promise<CampaignOfWeek[]> {
  const rows = await db.execute<{
    id: string;
    name: string;
    state: string;
    entered: number;
    sent: number;
    clicked: number;
    revenue: number;
  }>(sql`
    with entries as (
      select campaign_id, count(*)::int as entered from campaign_participants
      where ${within(sql`entered_at`, week.from, week.to)} group by campaign_id),
    letters as (
      select source_id, count(*) filter (where ${within(sql`accepted_at`, week.from, week.to)})::int as sent,
        count(*) filter (where ${within(sql`first_clicked_at`, week.from, week.to)})::int as clicked
      from messages
      where source_kind = 'campaign' and created_at >= ${instantParam(week.from)} - make_interval(days => ${longestDelayDays})
      group by source_id),
    earned as (
      select source_id, sum(amount_minor)::bigint as revenue from order_attributions
      where source_kind = 'campaign' and ${within(sql`purchased_at`, week.from, week.to)} group by source_id)
    select c.id, c.name, c.state, coalesce(e.entered, 0) as entered, coalesce(l.sent, 0) as sent,
      coalesce(l.clicked, 0) as clicked, coalesce(m.revenue, 0)::bigint as revenue
    from campaigns c
    left join entries e on e.campaign_id = c.id
    left join letters l on l.source_id = c.id::text
    left join earned m on m.source_id = c.id::text
    where c.archived_at is null and (c.state = 'active' or e.entered > 0 or l.sent > 0)
    order by coalesce(m.revenue, 0) desc, coalesce(l.sent, 0) desc, c.name limit ${limit}`);
  return rows.map(({ revenue, ...row }) => ({ ...row, attributedMinor: Number(revenue) }));
}

/** People whose wait ends before the project's day does: what today's letters may come to. */
export async function readDueToday(
  db: Queryable,
  timeZone: string,
  now: Date,
): Promise<{ people: number; letters: number }> {
  const endOfDay = sql`((date_trunc('day', ${instantParam(now)} at time zone ${timeZone}) + interval '1 day') at time zone ${timeZone})`;
  const [row] = await db.execute<{ people: number; letters: number }>(sql`
    select (select count(*) from campaign_cohorts c
        join campaign_participants p on p.cohort_id = c.id and p.state = 'active'
        join campaigns g on g.id = c.campaign_id and g.state = 'active'
        where c.state = 'waiting' and c.due_at < ${endOfDay})::int as people,
      (select count(*) from messages where state in ('planned', 'claimed') and not_before < ${endOfDay})::int as letters`);
  return { people: row?.people ?? 0, letters: row?.letters ?? 0 };
}

export interface HomeFacts {
  pausedCampaigns: { id: string; name: string }[];
  disabledWebhooks: { id: string; name: string }[];
  activeCampaigns: number;
  failedImports: { id: string; fileName: string }[];
  runningImports: number;
  hasCustomers: boolean;
  hasEvents: boolean;
  hasPublishedLetter: boolean;
  hasCampaign: boolean;
  hasSent: boolean;
}

/** States of the things that run, and which first steps are done. Existence only: no table is counted. */
export async function readFacts(db: Queryable, since: Date): Promise<HomeFacts> {
  const [row] = await db.execute<{
    paused: { id: string; name: string }[];
    webhooks: { id: string; name: string }[];
    active: number;
    failed: { id: string; fileName: string }[];
    running: number;
    has_customers: boolean;
    has_events: boolean;
    has_letter: boolean;
    has_campaign: boolean;
    has_sent: boolean;
  }>(sql`
    select
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) order by paused_at desc), '[]') from
        (select id, name, paused_at from campaigns where state = 'paused' and archived_at is null order by paused_at desc limit 5) p) as paused,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'name', name) order by disabled_at desc), '[]') from
        (select id, coalesce(nullif(description, ''), url) as name, disabled_at from webhook_endpoints where state = 'disabled'
          order by disabled_at desc limit 5) w) as webhooks,
      (select count(*) from campaigns where state = 'active' and archived_at is null)::int as active,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'fileName', file_name) order by created_at desc), '[]') from
        (select id, file_name, created_at from imports where status = 'failed' and created_at >= ${instantParam(since)} order by created_at desc limit 5) f) as failed,
      (select count(*) from imports where status in ('queued', 'running'))::int as running,
      exists (select 1 from customers where state = 'active') as has_customers,
      exists (select 1 from source_activity) as has_events,
      exists (select 1 from template_versions where published_by is not null) as has_letter,
      exists (select 1 from campaigns where current_version is not null) as has_campaign,
      exists (select 1 from messages where source_kind <> 'test' and accepted_at is not null) as has_sent`);
  return {
    pausedCampaigns: row?.paused ?? [],
    disabledWebhooks: row?.webhooks ?? [],
    activeCampaigns: row?.active ?? 0,
    failedImports: row?.failed ?? [],
    runningImports: row?.running ?? 0,
    hasCustomers: row?.has_customers ?? false,
    hasEvents: row?.has_events ?? false,
    hasPublishedLetter: row?.has_letter ?? false,
    hasCampaign: row?.has_campaign ?? false,
    hasSent: row?.has_sent ?? false,
  };
}
