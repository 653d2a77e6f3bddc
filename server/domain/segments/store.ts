import { and, asc, eq, gt, ilike, inArray, isNull, or, type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, type Tx } from "@/server/db/client";
import { segmentMembers, segments, segmentVersions } from "@/server/db/schema";
import type { SegmentKind } from "./schema";

export type SegmentRecord = typeof segments.$inferSelect;

export async function findSegment(db: Queryable, id: string): Promise<SegmentRecord | undefined> {
  const [row] = await db.select().from(segments).where(eq(segments.id, id));
  return row;
}
export async function lockSegment(tx: Tx, id: string): Promise<SegmentRecord | undefined> {
  const [row] = await tx.select().from(segments).where(eq(segments.id, id)).for("update");
  return row;
}
/** In the order of their ids, as everybody takes several. */
export const lockSegments = (tx: Tx, ids: readonly string[]): Promise<SegmentRecord[]> =>
  tx
    .select()
    .from(segments)
    .where(inArray(segments.id, [...ids]))
    .orderBy(segments.id)
    .for("update");
/** One saver of definitions at a time: two that name each other must not pass side by side. */
export const lockDefinitions = (tx: Tx) =>
  tx.execute(sql`select pg_advisory_xact_lock(hashtextextended('segment definitions', 0))`);

export async function insertSegment(tx: Tx, values: typeof segments.$inferInsert): Promise<SegmentRecord> {
  const [row] = await tx.insert(segments).values(values).returning();
  if (!row) throw new Error("The segment was not stored.");
  return row;
}
export async function updateSegment(
  tx: Tx,
  id: string,
  changes: Partial<SegmentRecord>,
): Promise<SegmentRecord> {
  const [row] = await tx.update(segments).set(changes).where(eq(segments.id, id)).returning();
  if (!row) throw new Error("The segment was not stored.");
  return row;
}
/** The last count, unless the definition was replaced since it began. */
export const storeSize = (tx: Tx, count: { id: string; version: number; size: number; sizeAt: Date }) =>
  tx
    .update(segments)
    .set({ size: count.size, sizeAt: count.sizeAt })
    .where(and(eq(segments.id, count.id), eq(segments.version, count.version)));
export const insertVersion = (tx: Tx, version: typeof segmentVersions.$inferInsert) =>
  tx.insert(segmentVersions).values(version);
export const deleteSegment = async (tx: Tx, id: string) => {
  await tx.delete(segmentMembers).where(eq(segmentMembers.segmentId, id));
  await tx.delete(segments).where(eq(segments.id, id));
};

export async function pageOfSegments(
  db: Queryable,
  { search, kind }: { search?: string | undefined; kind?: SegmentKind | undefined },
  after: { name: string; id: string } | undefined,
  limit: number,
): Promise<SegmentRecord[]> {
  const conditions: (SQL | undefined)[] = [isNull(segments.archivedAt)];
  if (search) conditions.push(ilike(segments.name, `%${search.replace(/[\\%_]/g, "\\$&")}%`));
  if (kind) conditions.push(eq(segments.kind, kind));
  if (after)
    conditions.push(
      or(gt(segments.name, after.name), and(eq(segments.name, after.name), gt(segments.id, after.id))),
    );
  return await db
    .select()
    .from(segments)
    .where(and(...conditions))
    .orderBy(asc(segments.name), asc(segments.id))
    .limit(limit);
}

/** Who made each, and its size at the end of a day (or of the last before it on which it changed). */
export async function besideSegments(
  db: Queryable,
  ids: readonly string[],
  day: string,
): Promise<Map<string, { author: string; sizeThen: number | null }>> {
  const rows = await db.execute<{ id: string; author: string; size: number | null }>(sql`
    select wanted.id, coalesce(v.actor_label, '') as author, d.size
    from unnest(${arrayParam([...ids], "uuid")}) wanted(id)
    left join segment_versions v on v.segment_id = wanted.id and v.version = 1
    left join lateral (
      select size from segment_days where segment_id = wanted.id and day <= ${day} order by day desc limit 1) d on true`);
  return new Map(rows.map((row) => [row.id, { author: row.author, sizeThen: row.size }]));
}

const put = (segmentId: string, people: SQL, now: Date, answer: SQL) => sql`
  with added as (
    insert into segment_members (customer_id, segment_id, entered_at)
    select people.id, ${segmentId}::uuid, ${instantParam(now)} from (${people}) people(id)
    on conflict do nothing returning customer_id),
  logged as (
    insert into segment_moves (customer_id, segment_id, kind, cause, at)
    select customer_id, ${segmentId}::uuid, 'entered', 'hand', ${instantParam(now)} from added returning customer_id)
  ${answer}`;

/** Puts whoever the query names into a list; who is there already stays as she was. Returns how many are new. */
export async function addMembers(tx: Tx, segmentId: string, people: SQL, now: Date): Promise<number> {
  const [row] = await tx.execute<{ n: number }>(
    put(segmentId, people, now, sql`select count(*)::int as n from logged`),
  );
  return row?.n ?? 0;
}
/** The same for some people; returns who is new. */
export async function addSomeMembers(
  tx: Tx,
  segmentId: string,
  customerIds: readonly number[],
  now: Date,
): Promise<number[]> {
  const rows = await tx.execute<{ customer_id: number | string }>(
    put(segmentId, activeAmong(customerIds), now, sql`select customer_id from logged`),
  );
  return rows.map((row) => Number(row.customer_id));
}
export async function removeMembers(
  tx: Tx,
  segmentId: string,
  customerIds: readonly number[],
  now: Date,
): Promise<number[]> {
  const rows = await tx.execute<{ customer_id: number | string }>(sql`
    with removed as (
      delete from segment_members where segment_id = ${segmentId}::uuid
        and customer_id = any(${arrayParam([...customerIds], "bigint")}) returning customer_id)
    insert into segment_moves (customer_id, segment_id, kind, cause, at)
    select customer_id, ${segmentId}::uuid, 'left', 'hand', ${instantParam(now)} from removed returning customer_id`);
  return rows.map((row) => Number(row.customer_id));
}
/** The customers of these numbers who exist, as a query of ids. */
export const activeAmong = (customerIds: readonly number[]): SQL =>
  sql`select id from customers where state = 'active' and id = any(${arrayParam([...customerIds], "bigint")})`;
