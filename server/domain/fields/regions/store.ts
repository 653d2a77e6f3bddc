import { eq, sql } from "drizzle-orm";
import { arrayParam, type Db, type Queryable, type Tx } from "@/server/db/client";
import { regions } from "@/server/db/schema";
import { notFound } from "@/server/platform/errors";

export type RegionRow = typeof regions.$inferSelect;

/** One change of the tree at a time: two moves that together would make a circle must see each other. */
export async function lockTree(tx: Tx): Promise<void> {
  await tx.execute(sql`select 1 from region_matching for update`);
}

export const allRegions = (db: Queryable): Promise<RegionRow[]> =>
  db.select().from(regions).orderBy(regions.position, regions.name, regions.id);

export async function findRegion(db: Queryable, id: number): Promise<RegionRow> {
  const [row] = await db.select().from(regions).where(eq(regions.id, id));
  if (!row) throw notFound("region", id);
  return row;
}

/**
 * After any change of the tree: every path, every way of writing a region, and the wish to match people and stores
 * again. The tree is small (thousands) and changes rarely, so all of it, in a few statements.
 */
export async function rebuildTree(tx: Tx): Promise<void> {
  await tx.execute(sql`
    with recursive tree as (
      select id, array[id] as path from regions where parent_id is null
      union all
      select r.id, t.path || r.id from regions r join tree t on r.parent_id = t.id where not r.id = any(t.path))
    update regions r set path = tree.path from tree where r.id = tree.id and r.path <> tree.path`);
  await tx.execute(sql`
    with written as (
      select lower(name) as name, id from regions
      union select lower(external_id), id from regions
      union select lower(alias), id from regions, unnest(aliases) as alias),
    wanted as (select name, case when count(*) = 1 then min(id) end as region_id from written group by name),
    gone as (delete from region_names n where not exists (select 1 from wanted w where w.name = n.name))
    insert into region_names (name, region_id) select name, region_id from wanted
    on conflict (name) do update set region_id = excluded.region_id
    where region_names.region_id is distinct from excluded.region_id`);
  await tx.execute(
    sql`update region_matching set wanted = wanted + 1, changed_in = pg_current_xact_id()::text::bigint`,
  );
}

/** Whether every transaction that may have read the names before the last change has ended. */
export async function isChangeSettled(db: Queryable): Promise<boolean> {
  const [row] = await db.execute<{ is_settled: boolean }>(sql`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint > changed_in as is_settled from region_matching`);
  return row?.is_settled ?? true;
}

export async function matchingState(db: Queryable): Promise<{ wanted: number; done: number }> {
  const [row] = await db.execute<{ wanted: number; done: number }>(
    sql`select wanted, done from region_matching`,
  );
  return { wanted: Number(row?.wanted ?? 0), done: Number(row?.done ?? 0) };
}
export const markMatched = (db: Queryable, upTo: number) =>
  db.execute(sql`update region_matching set done = greatest(done, ${upTo}::bigint)`);

/** Matches one stretch of people by their numbers; the next number to go on from, null at the end. */
export async function matchPeople(db: Db, from: number, limit: number): Promise<number | null> {
  const [edge] = await db.execute<{ last: number | null }>(
    sql`select max(id) as last from (select id from customers where id > ${from}::bigint order by id limit ${limit}) p`,
  );
  if (!edge?.last) return null;
  await db.execute(sql`
    with stale as (
      select c.id, n.region_id from customers c left join region_names n on n.name = lower(c.region)
      where c.id > ${from}::bigint and c.id <= ${edge.last}::bigint and c.region_id is distinct from n.region_id
      order by c.id for no key update of c)
    update customers c set region_id = stale.region_id from stale where c.id = stale.id`);
  return edge.last;
}
export const matchStores = (db: Db) =>
  db.execute(sql`
    with matched as (
      select s.id, n.region_id from stores s left join region_names n on n.name = lower(s.region))
    update stores s set region_id = m.region_id from matched m
    where m.id = s.id and s.region_id is distinct from m.region_id`);

export interface RegionCounts {
  /** In the region itself and everything below it. */
  customers: number;
  stores: number;
}
/** People and stores of every subtree, in one walk over each table's index. */
export async function countSubtrees(db: Queryable): Promise<Map<number, RegionCounts>> {
  const rows = await db.execute<{ id: number; customers: number; stores: number }>(sql`
    with people as (select region_id, count(*) as n from customers where region_id is not null and state = 'active' group by region_id),
    shops as (select region_id, count(*) as n from stores where region_id is not null group by region_id)
    select up.id, coalesce(sum(p.n), 0)::int as customers, coalesce(sum(s.n), 0)::int as stores
    from regions r cross join unnest(r.path) as up(id)
    left join people p on p.region_id = r.id left join shops s on s.region_id = r.id group by up.id`);
  return new Map(rows.map((row) => [row.id, { customers: row.customers, stores: row.stores }]));
}

/** Texts that no region is called by, the most frequent first; ambiguous ones say so. */
export async function unmatchedTexts(db: Queryable, limit: number) {
  return await db.execute<{ text: string; customers: number; stores: number; is_ambiguous: boolean }>(sql`
    with written as (
      select region as text, count(*)::int as customers, 0 as stores from customers
      where region_id is null and region is not null and region <> '' and state = 'active' group by region
      union all
      select region, 0, count(*)::int from stores where region_id is null and region is not null and region <> '' group by region)
    select w.text, sum(w.customers)::int as customers, sum(w.stores)::int as stores,
      bool_or(n.name is not null and n.region_id is null) as is_ambiguous
    from written w left join region_names n on n.name = lower(w.text)
    group by w.text order by sum(w.customers + w.stores) desc, w.text limit ${limit}`);
}

/** Ids of these regions with everything below them. */
export async function subtreeIds(db: Queryable, ids: readonly number[]): Promise<number[]> {
  const rows = await db.execute<{ id: number }>(
    sql`select id from regions where path && ${arrayParam(ids, "bigint")}`,
  );
  return rows.map((row) => row.id);
}
