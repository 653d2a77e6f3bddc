import { type SQL, sql } from "drizzle-orm";
import { arrayParam, type Queryable } from "@/server/db/client";
import type { CompiledCondition } from "./compile";
import { after, beforeUnknown, type ListOrder, type ListPosition, sortColumns, way } from "./order";

/** Whom a list shows: the conditions, and with a quick search only these people. */
export interface ListScope {
  conditions: readonly CompiledCondition[];
  ids?: readonly number[] | undefined;
}
export interface FoundPage {
  rows: ListPosition[];
  /** Where to go on; undefined: that was all. May follow a page that is not full. */
  next: ListPosition | undefined;
}

export interface Effort {
  /** How much of the sorting's index is walked for one page: first little, since most filters are met often. */
  windows: readonly number[];
  /** After so many windows the indexes of the filters are asked whether they name few people. */
  askAfter: number;
  /** Few enough to be gathered and sorted for every page. */
  few: number;
}
const usualEffort: Effort = { windows: [250, 2_500, 8_000, 6_000], askAfter: 2, few: 30_000 };

/**
 * One page of people in the order of the list, in bounded time whatever the filter:
 *
 * 1. Walk the index of the sorting, in windows, and keep who matches. A filter that one in fifty meets fills its page
 *    within milliseconds.
 * 2. When that does not fill the page, ask each filter that has an index for its people, up to `few`. If one names
 *    few, they are gathered, judged and sorted: the cost is theirs, not the base's.
 * 3. Otherwise go on walking, up to the last window, and answer with what was found and where to go on. Such a page may
 *    be short, even empty, with more behind it.
 *
 * Each way gives the same order, so that a list may change its way from page to page. The planner is not asked: it
 * believes filters to be independent of each other and of the sorting, and walks a million rows where they are not.
 */
export async function findPage(
  db: Queryable,
  scope: ListScope,
  order: ListOrder,
  effort = usualEffort,
): Promise<FoundPage> {
  if (scope.ids)
    return gather(
      db,
      scope,
      { table: undefined, ids: sql`select unnest(${arrayParam([...scope.ids], "bigint")}) as id` },
      order,
    );
  const rows: ListPosition[] = [];
  let position = order.after;
  for (const [round, window] of effort.windows.entries()) {
    if (round === effort.askAfter) {
      const people = await fewPeople(db, scope.conditions, effort.few);
      if (people) return gather(db, scope, people, order);
    }
    const step = await walk(db, scope, order, position, window, order.limit - rows.length);
    rows.push(...step.rows);
    position = step.position;
    if (rows.length >= order.limit || !position) break;
  }
  return { rows, next: position };
}

/** Walks one window. `position` is the last row looked at or taken; undefined at the very end. */
async function walk(
  db: Queryable,
  scope: ListScope,
  order: ListOrder,
  from: ListPosition | undefined,
  window: number,
  limit: number,
): Promise<{ rows: ListPosition[]; position: ListPosition | undefined }> {
  const { table, column, hasNulls } = sortColumns[order.sort];
  const inNulls = from?.value === null;
  const { v, id } = columnsOf(order);
  const part = inNulls ? sql`${v} is null` : hasNulls ? sql`${v} is not null` : sql`true`;
  // What is said of the sorted column itself bounds the walk; what is said of its table is judged in passing.
  const bounds = scope.conditions.filter((one) => one.table === table && one.column === column);
  const passing = scope.conditions.filter((one) => one.table === table && !bounds.includes(one));
  const ordered = inNulls ? sql`${id} ${way(order)}` : sql`${v} ${way(order)}, ${id} ${way(order)}`;
  const found = await db.execute<{ id: number; v: string | null; n: number; walked: number }>(sql`
    with walked as materialized (
      select ${id} as id, ${v} as v, (${isActive(table)} ${all(passing)}) as fits from ${sql.raw(aliased[table])}
      where ${part} and ${after(order, from, v, id)} ${all(bounds)}
      order by ${ordered} limit ${window}),
    numbered as materialized (
      select id, v, fits, row_number() over (order by v ${way(order)}, id ${way(order)}) as n from walked),
    matched as (
      select w.id, w.v, w.n from numbered w ${judged(scope, table)} where w.fits order by w.n limit ${limit})
    select id, v::text as v, n::int, (select count(*)::int from walked) as walked from matched
    union all
    (select id, v::text, -1, (select count(*)::int from walked) from numbered order by n desc limit 1)`);
  const rows = found
    .filter((row) => row.n > 0)
    .sort((a, b) => a.n - b.n)
    .map(toPosition);
  const last = found.find((row) => row.n === -1);
  const taken = rows.at(-1);
  if (rows.length >= limit && taken) return { rows, position: taken };
  if (last && last.walked >= window) return { rows, position: toPosition(last) };
  return { rows, position: hasNulls && !inNulls ? beforeUnknown(order) : undefined };
}
const aliased = { c: "customers c", m: "customer_metrics m" } as const;
const isActive = (table: "c" | "m"): SQL => (table === "c" ? sql`c.state = 'active'` : sql`true`);
function columnsOf(order: ListOrder): { v: SQL; id: SQL } {
  const { table, column } = sortColumns[order.sort];
  return { v: sql.raw(`${table}.${column}`), id: sql.raw(table === "c" ? "c.id" : "m.customer_id") };
}
const toPosition = (row: { id: number; v: string | null }): ListPosition => ({ value: row.v, id: row.id });

const all = (conditions: readonly CompiledCondition[]): SQL =>
  conditions.length === 0
    ? sql``
    : sql`and ${sql.join(
        conditions.map((one) => one.sql),
        sql` and `,
      )}`;

/** Looks each person `w` up in the other table, one by one: `offset 0` keeps the planner from reading it whole instead. */
function judged(scope: ListScope, inPassing: "c" | "m"): SQL {
  const rest = all(scope.conditions.filter((one) => one.table !== inPassing));
  if (inPassing === "m")
    return sql`cross join lateral (select from customers c where c.id = w.id and c.state = 'active' ${rest} offset 0) judged`;
  return scope.conditions.some((one) => one.table === "m")
    ? sql`cross join lateral (select from customer_metrics m where m.customer_id = w.id ${rest} offset 0) judged`
    : sql``;
}

/** Where the people of some filters are found by an index: in one table, or through identifiers or tags. */
interface Source {
  table: "c" | "m" | undefined;
  ids: SQL;
}

/** Filters of one table are one source: the database intersects their indexes. */
function sourcesOf(conditions: readonly CompiledCondition[]): Source[] {
  const indexed = conditions.filter((one) => one.ids !== undefined);
  const sources = indexed.flatMap(({ ids, isOwn }) => (ids && !isOwn ? [{ table: undefined, ids }] : []));
  const inTable = (table: "c" | "m"): Source[] => {
    const own = indexed.filter((one) => one.isOwn && one.table === table);
    const id = sql.raw(table === "c" ? "c.id" : "m.customer_id");
    return own.length > 0
      ? [{ table, ids: sql`select ${id} as id from ${sql.raw(aliased[table])} where true ${all(own)}` }]
      : [];
  };
  return [...sources, ...inTable("c"), ...inTable("m")];
}

/** The source that names the fewest people, when they are few. */
async function fewPeople(
  db: Queryable,
  conditions: readonly CompiledCondition[],
  few: number,
): Promise<Source | undefined> {
  const sources = sourcesOf(conditions);
  if (sources.length === 0) return undefined;
  const [row] = await db.execute<Record<string, number>>(sql`
    select ${sql.join(
      sources.map(
        ({ ids }, index) =>
          sql`(select count(*)::int from (select 1 from (${ids}) x limit ${few + 1}) y) as ${sql.raw(`n${index}`)}`,
      ),
      sql`, `,
    )}`);
  const counts = sources.map((_, index) => row?.[`n${index}`] ?? Number.POSITIVE_INFINITY);
  const least = Math.min(...counts);
  return least <= few ? sources[counts.indexOf(least)] : undefined;
}

/** All these people, judged and sorted. Those of one table are found and judged there in one go. */
async function gather(db: Queryable, scope: ListScope, source: Source, order: ListOrder): Promise<FoundPage> {
  const start = order.after;
  const beyond = !start
    ? sql`true`
    : start.value === null
      ? sql`v is null and ${after(order, start, sql`v`, sql`id`)}`
      : sql`(v is null or ${after(order, start, sql`v`, sql`id`)})`;
  const found = await db.execute<{ id: number; shown: string | null }>(sql`
    with matched as materialized (${gathered(scope, source, order)})
    select id, v::text as shown from matched where ${beyond}
    order by v ${way(order)} nulls last, id ${way(order)} limit ${order.limit + 1}`);
  const rows = found.slice(0, order.limit).map((row) => ({ value: row.shown, id: row.id }));
  return { rows, next: found.length > order.limit ? rows.at(-1) : undefined };
}

function gathered(scope: ListScope, source: Source, order: ListOrder): SQL {
  const sorted = sortColumns[order.sort];
  const value = (table: "c" | "m") =>
    sorted.table === table ? sql.raw(`${table}.${sorted.column}`) : sql`null`;
  const said = (table: "c" | "m") => all(scope.conditions.filter((one) => one.table === table));
  const customers = (link: SQL) =>
    sql`select c.id, ${value("c")} as v from customers c where ${link} and c.state = 'active' ${said("c")}`;
  const metrics = (link: SQL) =>
    sql`select m.customer_id as id, ${value("m")} as v from customer_metrics m where ${link} ${said("m")}`;
  const v = sql.raw(`${sorted.table}.v`);
  const needsMetrics = sorted.table === "m" || scope.conditions.some((one) => one.table === "m");
  const andMetrics = (link: SQL) =>
    needsMetrics ? sql`cross join lateral (${metrics(link)} offset 0) m` : sql``;
  if (source.table === "c")
    return sql`select c.id, ${v} as v from (${customers(sql`true`)}) c ${andMetrics(sql`m.customer_id = c.id`)}`;
  if (source.table === "m")
    return sql`select c.id, ${v} as v from (${metrics(sql`true`)}) m
      cross join lateral (${customers(sql`c.id = m.id`)} offset 0) c`;
  return sql`select c.id, ${v} as v from (select distinct id from (${source.ids}) x offset 0) w
    cross join lateral (${customers(sql`c.id = w.id`)} offset 0) c ${andMetrics(sql`m.customer_id = w.id`)}`;
}
