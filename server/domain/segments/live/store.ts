import { and, eq, type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { segmentDependencies, segments } from "@/server/db/schema";
import type { SegmentRecord } from "../store";

/** Why members change, as the log of moves keeps it. */
export type Cause = "change" | "time" | "edit";

export interface Moves {
  entered: number;
  left: number;
}

/** One follower at a time, in whatever process; held until the transaction ends. */
export async function takeTurn(tx: Tx): Promise<boolean> {
  const [row] = await tx.execute<{ mine: boolean }>(
    sql`select pg_try_advisory_xact_lock(hashtextextended('segment follower', 0)) as mine`,
  );
  return row?.mine ?? false;
}

/** Live segments with a definition. */
export const listLive = (db: Queryable): Promise<SegmentRecord[]> =>
  db
    .select()
    .from(segments)
    .where(and(eq(segments.isLive, true), eq(segments.kind, "dynamic")))
    .orderBy(segments.id);

export async function topicsBySegment(db: Queryable): Promise<Map<string, Set<string>>> {
  const rows = await db.select().from(segmentDependencies);
  const topics = new Map<string, Set<string>>();
  for (const { segmentId, topic } of rows)
    topics.set(segmentId, (topics.get(segmentId) ?? new Set()).add(topic));
  return topics;
}

export async function saveDependencies(
  tx: Tx,
  segmentId: string,
  topics: ReadonlySet<string>,
): Promise<void> {
  await tx.delete(segmentDependencies).where(eq(segmentDependencies.segmentId, segmentId));
  if (topics.size > 0)
    await tx.insert(segmentDependencies).values([...topics].map((topic) => ({ topic, segmentId })));
}

/** Marks in the order of their making, taken out: they are back if this transaction fails. */
export async function takeMarks(tx: Tx, limit: number): Promise<Map<string, number[]>> {
  const rows = await tx.execute<{ topic: string; ids: (number | string)[] }>(sql`
    with taken as (
      delete from segment_marks m using (select customer_id, id from segment_marks order by id limit ${limit}) t
      where m.customer_id = t.customer_id and m.id = t.id returning m.topic, m.customer_id)
    select topic, array_agg(distinct customer_id) as ids from taken group by topic`);
  return new Map([...rows].map((row) => [row.topic, row.ids.map(Number)]));
}

export async function hasMarks(db: Queryable): Promise<boolean> {
  const rows = await db.execute(sql`select 1 from segment_marks limit 1`);
  return rows.length > 0;
}

/**
 * Live segments whose time has come or that have to be judged anew, who waited longest first. One with a problem waits for
 * its retry.
 */
export async function findDue(db: Queryable, now: Date): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from segments
    where is_live and kind = 'dynamic'
      and (next_change_at <= ${instantParam(now)} or (problem is null and (is_stale or evaluated_at is null)))
    order by next_change_at nulls first, id`);
  return rows.map((row) => row.id);
}

/** Everybody's membership at once. The first time it is a beginning and no move; afterwards the difference is noted. */
export async function replaceMembers(
  tx: Tx,
  segmentId: string,
  members: SQL,
  { isFirst, cause, now }: { isFirst: boolean; cause: Cause; now: Date },
): Promise<Moves> {
  const id = sql`${segmentId}::uuid`;
  const at = instantParam(now);
  if (isFirst) {
    await tx.execute(sql`delete from segment_members where segment_id = ${id}`);
    await tx.execute(sql`
      insert into segment_members (customer_id, segment_id, entered_at) select m.id, ${id}, ${at} from (${members}) m`);
    return { entered: 0, left: 0 };
  }
  const [row] = await tx.execute<{ entered: number; left: number }>(sql`
    with judged as materialized (${members}),
    gone as (
      delete from segment_members m where m.segment_id = ${id} and not exists (select from judged j where j.id = m.customer_id)
      returning m.customer_id),
    added as (
      insert into segment_members (customer_id, segment_id, entered_at)
      select j.id, ${id}, ${at} from judged j
      where not exists (select from segment_members m where m.segment_id = ${id} and m.customer_id = j.id)
      on conflict do nothing returning customer_id),
    noted as (
      insert into segment_moves (customer_id, segment_id, kind, cause, at)
      select customer_id, ${id}, 'left', ${cause}, ${at} from gone
      union all select customer_id, ${id}, 'entered', ${cause}, ${at} from added)
    select (select count(*) from added)::int as entered, (select count(*) from gone)::int as left`);
  return { entered: row?.entered ?? 0, left: row?.left ?? 0 };
}

export interface MovesOf extends Moves {
  segmentId: string;
}

/**
 * The membership of some people in several segments. `people`, `timed`: customer numbers as one array, and those among them
 * who are asked because of the time alone; `verdicts`: a query of `id, verdicts`, these in the order of the segments.
 */
export async function updateMembers(
  tx: Tx,
  segmentIds: readonly string[],
  { people, timed, verdicts, now }: { people: SQL; timed: SQL; verdicts: SQL; now: Date },
): Promise<MovesOf[]> {
  const ids = arrayParam([...segmentIds], "uuid");
  const at = instantParam(now);
  const cause = sql`case when customer_id = any(${timed}) then 'time' else 'change' end`;
  const rows = await tx.execute<{ segment_id: string; entered: number; left: number }>(sql`
    with judged as materialized (${verdicts}),
    wanted as materialized (
      select j.id as customer_id, s.segment_id from judged j cross join unnest(${ids}, j.verdicts) as s(segment_id, holds)
      where s.holds),
    held as materialized (
      select m.customer_id, m.segment_id from segment_members m
      where m.customer_id = any(${people}) and m.segment_id = any(${ids})),
    gone as (
      delete from segment_members m using (select * from held except select * from wanted) h
      where m.customer_id = h.customer_id and m.segment_id = h.segment_id returning m.customer_id, m.segment_id),
    added as (
      insert into segment_members (customer_id, segment_id, entered_at)
      select customer_id, segment_id, ${at} from (select * from wanted except select * from held) w
      on conflict do nothing returning customer_id, segment_id),
    noted as (
      insert into segment_moves (customer_id, segment_id, kind, cause, at)
      select customer_id, segment_id, 'left', ${cause}, ${at} from gone
      union all select customer_id, segment_id, 'entered', ${cause}, ${at} from added returning segment_id, kind)
    select segment_id, (count(*) filter (where kind = 'entered'))::int as entered, (count(*) filter (where kind = 'left'))::int as left
    from noted group by segment_id`);
  return rows.map((row) => ({ segmentId: row.segment_id, entered: row.entered, left: row.left }));
}

export async function countMembers(db: Queryable, segmentId: string): Promise<number> {
  const [row] = await db.execute<{ n: number }>(
    sql`select count(*)::int as n from segment_members where segment_id = ${segmentId}::uuid`,
  );
  return row?.n ?? 0;
}

/** Adds to the day's figures; the size is that of now. */
export const noteDays = (tx: Tx, day: string, rows: readonly (MovesOf & { size: number })[]) =>
  tx.execute(sql`
    insert into segment_days as d (segment_id, day, size, entered, "left")
    select r."segmentId", ${day}, r.size, r.entered, r."left"
    from jsonb_to_recordset(${jsonParam(rows)}) as r("segmentId" uuid, size int, entered int, "left" int)
    on conflict (segment_id, day) do update set size = excluded.size, entered = d.entered + excluded.entered,
      "left" = d."left" + excluded."left"`);

/** They are right as of now; each looks again by itself at its own moment. */
export const saveEvaluated = (
  tx: Tx,
  rows: readonly { segmentId: string; size: number; nextChangeAt: Date }[],
  now: Date,
) =>
  tx.execute(sql`
    update segments s set size = r.size, size_at = ${instantParam(now)}, evaluated_at = ${instantParam(now)}, is_stale = false,
      problem = null, next_change_at = r."nextChangeAt"
    from jsonb_to_recordset(${jsonParam(rows)}) as r("segmentId" uuid, size int, "nextChangeAt" timestamptz)
    where s.id = r."segmentId"`);

export const saveEvaluation = (tx: Tx, segmentId: string, changes: Partial<SegmentRecord>) =>
  tx.update(segments).set(changes).where(eq(segments.id, segmentId));

export const idsParam = (ids: readonly number[]): SQL => arrayParam([...ids], "bigint");
