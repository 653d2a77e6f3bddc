import { sql } from "drizzle-orm";
import { instantParam, jsonParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import { isStale } from "@/server/domain/customers";

export interface Snapshot {
  day: string;
  computedAt: Date;
  tookMs: number;
  customers: number;
  figures: Record<string, number>;
  groups: Record<string, [string, number][]>;
}

const off = (channel: string) => sql`exists (select from subscriptions s where s.customer_id = c.id
  and s.channel = ${sql.raw(`'${channel}'`)} and s.category = '' and s.state <> 'subscribed')`;

/** One pass over everybody. Reachable: an address that is in use, and no opt-out from the channel. */
export async function countFigures(db: Queryable, now: Date): Promise<Record<string, number>> {
  const [row] = await db.execute<Record<string, number>>(sql`
    select count(*)::bigint as customers,
      count(*) filter (where c.email is not null)::bigint as with_email,
      count(*) filter (where c.email is not null and c.email_code = 0)::bigint as email_good,
      count(*) filter (where c.email is not null and c.email_code < 30 and not ${off("email")})::bigint as email_reachable,
      count(*) filter (where c.email is not null and c.email_code < 30 and ${off("email")})::bigint as email_opted_out,
      count(*) filter (where c.phone is not null)::bigint as with_phone,
      count(*) filter (where c.phone is not null and c.phone_code = 0)::bigint as phone_good,
      count(*) filter (where c.phone is not null and c.phone_code < 30 and not ${off("sms")})::bigint as sms_reachable,
      count(*) filter (where c.phone is not null and c.phone_code < 30 and ${off("sms")})::bigint as sms_opted_out,
      count(*) filter (where q.customer_id is null)::bigint as waiting,
      count(*) filter (where ${isStale(now)})::bigint as stale
    from customers c left join customer_quality q on q.customer_id = c.id
    where c.state = 'active'`);
  return { ...row };
}

export async function countProblems(db: Queryable): Promise<Record<string, number>> {
  const rows = await db.execute<{ problem: string; n: number }>(sql`
    select p.problem, count(*)::int as n from customer_quality q, unnest(q.problems) as p(problem) group by p.problem
    union all
    select kind, count(*)::int from quality_suggestions where state = 'pending' group by kind
    union all
    select 'duplicates', count(*)::int from duplicate_suggestions where state = 'open'`);
  return Object.fromEntries(rows.map((row) => [row.problem, row.n]));
}

const largest = 12;
/** The largest groups by provider, operator, type of number, region, zone and where the zone is from. */
export async function countGroups(db: Queryable): Promise<Record<string, [string, number][]>> {
  const rows = await db.execute<{ name: string; value: string; n: number }>(sql`
    with counted as (
      select email_provider, operator, phone_type, region, time_zone, time_zone_from, count(*)::int as n,
        grouping(email_provider) as no_provider, grouping(operator) as no_operator, grouping(phone_type) as no_type,
        grouping(region) as no_region, grouping(time_zone) as no_zone, grouping(time_zone_from) as no_from
      from customer_quality
      group by grouping sets ((email_provider), (operator), (phone_type), (region), (time_zone), (time_zone_from))),
    named as (
      select case when no_provider = 0 then 'provider' when no_operator = 0 then 'operator' when no_type = 0 then 'phone_type'
          when no_region = 0 then 'region' when no_zone = 0 then 'time_zone' else 'time_zone_from' end as name,
        case when no_provider = 0 then email_provider when no_operator = 0 then operator when no_type = 0 then phone_type
          when no_region = 0 then region when no_zone = 0 then time_zone else time_zone_from end as value, n
      from counted)
    select name, value, n from (
      select *, row_number() over (partition by name order by n desc, value) as place from named where value is not null) x
    where place <= ${largest} order by name, place`);
  const groups: Record<string, [string, number][]> = {};
  for (const row of rows) groups[row.name] = [...(groups[row.name] ?? []), [row.value, row.n]];
  return groups;
}

export const saveSnapshot = (tx: Tx | Queryable, snapshot: Snapshot) =>
  tx.execute(sql`
    insert into quality_snapshots (day, computed_at, took_ms, customers, figures, groups)
    values (${snapshot.day}::text::date, ${instantParam(snapshot.computedAt)}, ${snapshot.tookMs}, ${snapshot.customers},
      ${jsonParam(snapshot.figures)}, ${jsonParam(snapshot.groups)})
    on conflict (day) do update set computed_at = excluded.computed_at, took_ms = excluded.took_ms,
      customers = excluded.customers, figures = excluded.figures, groups = excluded.groups`);

interface SnapshotRow extends Record<string, unknown> {
  day: string;
  computed_at: string;
  took_ms: number;
  customers: number;
  figures: Record<string, number>;
  groups: Record<string, [string, number][]>;
}
/** The newest days, oldest first. */
export async function snapshots(db: Queryable, days: number): Promise<Snapshot[]> {
  const rows = await db.execute<SnapshotRow>(sql`
    select day::text as day, computed_at, took_ms, customers, figures, groups from quality_snapshots order by day desc limit ${days}`);
  return rows
    .map((row) => ({
      day: row.day,
      computedAt: toDate(row.computed_at),
      tookMs: row.took_ms,
      customers: row.customers,
      figures: row.figures,
      groups: row.groups,
    }))
    .reverse();
}
