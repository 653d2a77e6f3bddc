import { sql } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { earned, entries, letters, type ReportFilter } from "./report-metrics";

export interface ReportDay {
  /** Calendar day of the project's zone, 2026-11-04. */
  day: string;
  entered: number;
  sent: number;
  orders: number;
  revenueMinor: number;
}

/**
 * Entries, letters and earned purchases by the day on which each happened. All belong to the entries of the filter, so
 * letters and purchases may fall after its end. Days without anything are there, with noughts; at most two years.
 */
export async function countByDay(db: Queryable, filter: ReportFilter, zone: string): Promise<ReportDay[]> {
  const rows = await db.execute<{
    day: string;
    entered: number;
    sent: number;
    orders: number;
    revenue: number;
  }>(sql`
    with happened as (
      select (e.entered_at at time zone ${zone}::text)::date as day, 1 as entered, 0 as sent, 0 as orders, 0::bigint as amount
      from ${entries(filter)} e
      union all
      select (m.accepted_at at time zone ${zone}::text)::date, 0, 1, 0, 0
      from ${letters(filter)} and m.state in ('accepted', 'delivered') and m.accepted_at is not null
      union all
      select (a.purchased_at at time zone ${zone}::text)::date, 0, 0, 1, a.amount_minor
      from ${earned(filter)}
    ), span as (select greatest(min(day), max(day) - 730) as first, max(day) as last from happened)
    select to_char(d.day, 'YYYY-MM-DD') as day, coalesce(sum(h.entered), 0)::int as entered, coalesce(sum(h.sent), 0)::int as sent,
      coalesce(sum(h.orders), 0)::int as orders, coalesce(sum(h.amount), 0)::bigint as revenue
    from span, generate_series(span.first, span.last, interval '1 day') as d(day)
    left join happened h on h.day = d.day::date
    group by d.day order by d.day`);
  return [...rows].map(({ day, entered, sent, orders, revenue }) => ({
    day,
    entered,
    sent,
    orders,
    revenueMinor: revenue,
  }));
}
