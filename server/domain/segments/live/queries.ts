import { type SQL, sql } from "drizzle-orm";
import { instantParam, toDate } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { invalid, notFound } from "@/server/platform/errors";
import { membersQuery, reading, scopeOf } from "../membership";
import { localDay, startOfDay } from "../moments";
import { projectScope } from "../project-scope";
import { rule } from "../rule";
import { movesPage, overlapInput, trendInput } from "../schema";
import { findSegment, type SegmentRecord } from "../store";

export interface TrendDay {
  /** Day of the project's zone. */
  day: string;
  size: number;
  entered: number;
  left: number;
}
export interface SegmentTrend {
  isLive: boolean;
  /** Since when it is followed; days before have no figures. */
  days: TrendDay[];
}

async function segmentOf(ctx: Context, id: string): Promise<SegmentRecord> {
  const segment = await findSegment(ctx.db, id);
  if (!segment) throw notFound("segment", id);
  return segment;
}

/** Size at the end of each day (today: now), and who entered and left on it. Days without a change repeat the size. */
export const segmentTrend = query({
  name: "segments.trend",
  permission: "segments:read",
  input: trendInput,
  async run(ctx, { id, days }): Promise<SegmentTrend> {
    const segment = await segmentOf(ctx, id);
    const now = ctx.clock.now();
    const { zone } = await projectScope(ctx.db, now);
    const today = localDay(now, zone);
    const rows = await ctx.db.execute<{ day: string; size: number; entered: number; left: number }>(sql`
      select day, size, entered, "left" from segment_days
      where segment_id = ${id}::uuid and day >= coalesce(
        (select max(day) from segment_days where segment_id = ${id}::uuid and day <= ${localDay(now, zone, -days)}),
        ${localDay(now, zone, -days)})
      order by day`);
    return { isLive: segment.isLive, days: everyDay([...rows], localDay(now, zone, 1 - days), today) };
  },
});

function everyDay(known: readonly TrendDay[], from: string, to: string): TrendDay[] {
  const byDay = new Map(known.map((row) => [row.day, row]));
  const days: TrendDay[] = [];
  let size = known.findLast((row) => row.day < from)?.size;
  for (let day = from; day <= to; day = nextDay(day)) {
    const row = byDay.get(day);
    if (row) size = row.size;
    if (size !== undefined) days.push(row ?? { day, size, entered: 0, left: 0 });
  }
  return days;
}
const nextDay = (day: string) =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

export interface SegmentMove {
  customerId: number;
  firstName: string | null;
  lastName: string | null;
  email: string | null;
  phone: string | null;
  kind: "entered" | "left";
  cause: string;
  at: Date;
}

/** Who entered and left, newest first. */
export const listMoves = query({
  name: "segments.moves",
  permission: "segments:read",
  input: movesPage,
  async run(
    ctx,
    { id, kind, day, limit, cursor },
  ): Promise<{ items: SegmentMove[]; nextCursor: string | null }> {
    await segmentOf(ctx, id);
    const { zone } = await projectScope(ctx.db, ctx.clock.now());
    const parts: SQL[] = [sql`v.segment_id = ${id}::uuid`];
    if (kind) parts.push(sql`v.kind = ${kind}`);
    if (day)
      parts.push(
        sql`v.at >= ${instantParam(startOfDay(day, zone))} and v.at < ${instantParam(startOfDay(day, zone, 1))}`,
      );
    if (cursor) {
      const [at, last] = positionOf(cursor);
      parts.push(sql`(v.at, v.id) < (${at}::timestamptz, ${last}::bigint)`);
    }
    const rows = await ctx.db.execute<{
      id: number;
      customer_id: number;
      first_name: string | null;
      last_name: string | null;
      email: string | null;
      phone: string | null;
      kind: "entered" | "left";
      cause: string;
      at: string;
      exact: string;
    }>(sql`
      select v.id, v.customer_id, c.first_name, c.last_name, c.email, c.phone, v.kind, v.cause, v.at, v.at::text as exact
      from segment_moves v left join customers c on c.id = v.customer_id
      where ${sql.join(parts, sql` and `)} order by v.at desc, v.id desc limit ${limit + 1}`);
    const items = rows.slice(0, limit).map((row) => ({
      customerId: Number(row.customer_id),
      firstName: row.first_name,
      lastName: row.last_name,
      email: row.email,
      phone: row.phone,
      kind: row.kind,
      cause: row.cause,
      at: toDate(row.at),
    }));
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { items, nextCursor: last ? JSON.stringify([last.exact, Number(last.id)]) : null };
  },
});

function positionOf(cursor: string): [string, number] {
  try {
    const [at, id] = JSON.parse(cursor) as unknown[];
    if (typeof at === "string" && Number.isInteger(id) && !Number.isNaN(Date.parse(at)))
      return [at, Number(id)];
  } catch {
    // Told below.
  }
  throw invalid("cursor: This is no cursor of this list. Begin again without one.");
}

/** Members as a query of `id`: the kept ones where there are such, else by the rule as it is now. */
async function membersOf(ctx: Context, segment: SegmentRecord): Promise<SQL> {
  const isKept =
    segment.kind === "list" || (segment.isLive && segment.evaluatedAt !== null && !segment.isStale);
  if (isKept)
    return sql`select m.customer_id as id from segment_members m join customers c on c.id = m.customer_id and c.state = 'active'
      where m.segment_id = ${segment.id}::uuid`;
  const definition = rule.parse(segment.definition);
  return membersQuery(definition, await scopeOf(ctx.db, definition, ctx.clock.now()));
}

export interface SegmentSales {
  members: number;
  /** Of them with a purchase in these months. */
  buyers: number;
  months: {
    month: string;
    purchases: number;
    buyers: number;
    revenueMinor: number;
    averageMinor: number | null;
  }[];
}

/** What those who are members now have bought, by month of the project's zone, over the last twelve. */
export const segmentSales = query({
  name: "segments.sales",
  permission: "segments:read",
  input: trendInput.pick({ id: true }),
  async run(ctx, { id }): Promise<SegmentSales> {
    const segment = await segmentOf(ctx, id);
    const now = ctx.clock.now();
    const { zone } = await projectScope(ctx.db, now);
    const first = monthBefore(localDay(now, zone).slice(0, 7), 11);
    const members = await membersOf(ctx, segment);
    return await reading(ctx.db, async (tx) => {
      const [row] = await tx.execute<{
        members: number;
        buyers: number;
        months: { month: string; purchases: number; buyers: number; revenue: number }[] | null;
      }>(sql`
        with members as materialized (${members}),
        bought as materialized (
          select p.customer_id, to_char(p.occurred_at at time zone ${zone}::text, 'YYYY-MM') as month, p.total_minor
          from purchases p join members m on m.id = p.customer_id
          where p.occurred_at >= ${instantParam(startOfDay(`${first}-01`, zone))} and p.occurred_at <= ${instantParam(now)})
        select (select count(*) from members)::int as members, (select count(distinct customer_id) from bought)::int as buyers,
          (select json_agg(json_build_object('month', month, 'purchases', n, 'buyers', people, 'revenue', revenue))
            from (select month, count(*) as n, count(distinct customer_id) as people, sum(total_minor) as revenue from bought group by 1) b) as months`);
      const byMonth = new Map((row?.months ?? []).map((one) => [one.month, one]));
      const months = Array.from({ length: 12 }, (_, i) => {
        const month = monthBefore(localDay(now, zone).slice(0, 7), 11 - i);
        const one = byMonth.get(month);
        const [purchases, revenueMinor] = [one?.purchases ?? 0, one?.revenue ?? 0];
        const averageMinor = purchases > 0 ? Math.round(revenueMinor / purchases) : null;
        return { month, purchases, buyers: one?.buyers ?? 0, revenueMinor, averageMinor };
      });
      return { members: row?.members ?? 0, buyers: row?.buyers ?? 0, months };
    });
  },
});

function monthBefore(month: string, back: number): string {
  const [year = 0, no = 1] = month.split("-").map(Number);
  const index = year * 12 + no - 1 - back;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

export interface OverlapRow {
  id: string;
  name: string;
  size: number;
  /** In both. */
  common: number;
}

/** How many are also members of others: of all that keep their members, or of those asked for by id. */
export const segmentOverlap = query({
  name: "segments.overlap",
  permission: "segments:read",
  input: overlapInput,
  async run(ctx, { id, with: others }): Promise<{ size: number; rows: OverlapRow[] }> {
    const segment = await segmentOf(ctx, id);
    const own = await membersOf(ctx, segment);
    const asked = await Promise.all(others.filter((one) => one !== id).map((one) => segmentOf(ctx, one)));
    const queries = await Promise.all(asked.map((one) => membersOf(ctx, one)));
    return await reading(ctx.db, async (tx) => {
      const kept = await tx.execute<{ id: string; name: string; size: number; common: number }>(sql`
        with own as materialized (${own})
        select s.id, s.name, coalesce(s.size, 0) as size, count(*)::int as common
        from own join segment_members m on m.customer_id = own.id join segments s on s.id = m.segment_id
        where m.segment_id <> ${id}::uuid and s.archived_at is null
        group by s.id, s.name, s.size order by common desc, s.name limit 100`);
      const rows: OverlapRow[] = [...kept];
      for (const [i, one] of asked.entries()) {
        if (rows.some((row) => row.id === one.id)) continue;
        const [row] = await tx.execute<{ size: number; common: number }>(sql`
          with own as materialized (${own}), other as materialized (${queries[i]})
          select (select count(*) from other)::int as size, (select count(*) from other join own using (id))::int as common`);
        rows.push({ id: one.id, name: one.name, size: row?.size ?? 0, common: row?.common ?? 0 });
      }
      const [total] = await tx.execute<{ n: number }>(sql`select count(*)::int as n from (${own}) own`);
      return { size: total?.n ?? 0, rows };
    });
  },
});
