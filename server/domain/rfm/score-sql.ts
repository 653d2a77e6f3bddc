import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam } from "@/server/db/client";
import { matches, type RuleScope } from "@/server/domain/segments";
import { startOfDay } from "@/server/domain/segments/moments";
import { type Axis, gridCodes } from "./model";
import type { RfmScoring } from "./schema";

/**
 * One row a customer: customer_id, last_on, recency_days, frequency, monetary_minor, r, f, m.
 *
 * - recency_days: calendar days of the project's zone from her last purchase to `asOf`; the end of that day bounds all.
 * - frequency: visits, the days with a purchase: two receipts of one day are one visit.
 * - monetary_minor: the sum of her purchases in the period.
 *
 * Groups of equal size: a score is 1 plus the whole part of `groups` times the share of customers who are strictly
 * worse. So equal values always share a score, and a value that many share takes the place of its lowest.
 */
export function scoresQuery(scoring: RfmScoring, asOf: string, scope: RuleScope): SQL {
  const { zone, minorPerMajor } = scope;
  const until = instantParam(startOfDay(asOf, zone, 1));
  const since =
    scoring.periodDays === null
      ? sql``
      : sql`and p.occurred_at >= ${instantParam(startOfDay(asOf, zone, 1 - scoring.periodDays))}`;
  const base = scoring.base ? sql`and ${matches(scoring.base, scope)}` : sql``;
  const score = (axis: Axis, value: SQL): SQL => {
    const bounds = scoring.bounds[axis];
    if (bounds === null)
      return sql`(1 + ((rank() over (order by ${axis === "r" ? sql`last_on` : value}) - 1) * ${scoring.groups}::int) / count(*) over ())::int`;
    const unit = axis === "m" ? bounds.map((bound) => Math.round(bound * minorPerMajor)) : bounds;
    const above = sql`width_bucket(${value}::numeric, ${arrayParam(unit.map(String), "text")}::numeric[])`;
    return axis === "r" ? sql`(${scoring.groups}::int - ${above})` : sql`(1 + ${above})`;
  };
  return sql`
    with days as (
      select p.customer_id, (p.occurred_at at time zone ${zone}::text)::date as day, sum(p.total_minor) as spent
      from purchases p where p.occurred_at < ${until} ${since}
      group by 1, 2),
    habits as (
      select customer_id, max(day) as last_on, count(*)::int as frequency, sum(spent)::bigint as monetary_minor
      from days group by customer_id),
    measured as (
      select h.*, ${asOf}::date - h.last_on as recency_days
      from habits h join customers on customers.id = h.customer_id
      where customers.state = 'active' ${base})
    select *, ${score("r", sql`recency_days`)} as r, ${score("f", sql`frequency`)} as f, ${score("m", sql`monetary_minor`)} as m
    from measured`;
}

/** The code of the named segment, for a row of scores; as `segmentOf` says. */
export function segmentSql(groups: number): SQL {
  const onFive = (score: SQL) => sql`(1 + round((${score} - 1) * 4.0 / ${groups - 1}::int)::int)`;
  return sql`(${arrayParam([...gridCodes], "text")})[(${onFive(sql`n.r`)} - 1) * 5 + ${onFive(sql`n.f`)}]`;
}
