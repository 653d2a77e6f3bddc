import { asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { type Queryable, type Tx, toDate } from "@/server/db/client";
import { rfmModels, rfmRuns } from "@/server/db/schema";
import type { Axis } from "./model";
import type { RfmScoring } from "./schema";

export type RfmModelRecord = typeof rfmModels.$inferSelect;

export const listModels = (db: Queryable): Promise<RfmModelRecord[]> =>
  db.select().from(rfmModels).orderBy(desc(rfmModels.isDefault), asc(rfmModels.name), asc(rfmModels.id));

export async function findModel(db: Queryable, id: string): Promise<RfmModelRecord | undefined> {
  const [row] = await db.select().from(rfmModels).where(eq(rfmModels.id, id));
  return row;
}
/** Runs of one model wait for one another here. */
export async function lockModel(tx: Tx, id: string): Promise<RfmModelRecord | undefined> {
  const [row] = await tx.select().from(rfmModels).where(eq(rfmModels.id, id)).for("update");
  return row;
}

export interface Cell {
  r: number;
  f: number;
  m: number;
  customers: number;
  monetaryMinor: number;
}
/** Lowest and highest value of each score. */
export type AxisRanges = Record<Axis, { score: number; low: number; high: number }[]>;

/**
 * Everybody's purchases are sorted by customer and day: memory for that. Hashing as many groups as there are days with a
 * purchase costs twice as much, and so do workers that hash the same; nested loops would follow a wrong guess.
 */
export const makeRoom = (tx: Tx) =>
  tx.execute(sql`
    select set_config('work_mem', '256MB', true), set_config('enable_nestloop', 'off', true),
      set_config('enable_hashagg', 'off', true), set_config('max_parallel_workers_per_gather', '0', true)`);

/** The new scores into a table of the transaction's own. */
export async function stageScores(tx: Tx, scores: SQL): Promise<void> {
  await tx.execute(sql`create temp table rfm_staged on commit drop as ${scores}`);
  await tx.execute(sql`alter table rfm_staged add primary key (customer_id)`);
  await tx.execute(sql`analyze rfm_staged`);
}

export async function describeStaged(tx: Tx): Promise<{ cells: Cell[]; bounds: AxisRanges }> {
  const cells = await tx.execute<{ r: number; f: number; m: number; customers: number; spent: number }>(sql`
    select r, f, m, count(*)::int as customers, sum(monetary_minor)::bigint as spent
    from rfm_staged group by r, f, m order by r, f, m`);
  const ranges = async (score: SQL, value: SQL) => {
    const rows = await tx.execute<{ score: number; low: number; high: number }>(sql`
      select ${score} as score, min(${value})::bigint as low, max(${value})::bigint as high
      from rfm_staged group by 1 order by 1`);
    return rows.map(({ score: group, low, high }) => ({ score: group, low, high }));
  };
  return {
    cells: cells.map(({ spent, ...cell }) => ({ ...cell, monetaryMinor: spent })),
    bounds: {
      r: await ranges(sql`r`, sql`recency_days`),
      f: await ranges(sql`f`, sql`frequency`),
      m: await ranges(sql`m`, sql`monetary_minor`),
    },
  };
}

export interface RunStart {
  modelId: string;
  asOf: string;
  scoring: RfmScoring;
  startedAt: Date;
  cells: Cell[];
  bounds: AxisRanges;
}
export async function insertRun(tx: Tx, run: RunStart): Promise<number> {
  const [row] = await tx
    .insert(rfmRuns)
    .values({
      ...run,
      finishedAt: run.startedAt,
      customers: run.cells.reduce((sum, cell) => sum + cell.customers, 0),
      moved: 0,
    })
    .returning({ id: rfmRuns.id });
  return row?.id ?? 0;
}
export const finishRun = (tx: Tx, id: number, end: { moved: number; finishedAt: Date }) =>
  tx.update(rfmRuns).set(end).where(eq(rfmRuns.id, id));

/** What the staged scores change, noted and then made so. Returns how many customers changed cells. */
export async function replaceScores(
  tx: Tx,
  { modelId, runId, asOf, segment }: { modelId: string; runId: number; asOf: string; segment: SQL },
): Promise<number> {
  const [moves] = await tx.execute<{ n: number }>(sql`
    with old as (select * from rfm_scores where model_id = ${modelId}::uuid),
    moved as (
      insert into rfm_moves
        (customer_id, model_id, run_id, moved_on, from_r, from_f, from_m, to_r, to_f, to_m, from_segment, to_segment)
      select coalesce(n.customer_id, o.customer_id), ${modelId}::uuid, ${runId}, ${asOf}::date, o.r, o.f, o.m, n.r, n.f, n.m,
        o.segment, case when n.r is not null then ${segment} end
      from rfm_staged n full join old o on o.customer_id = n.customer_id
      where (n.r, n.f, n.m) is distinct from (o.r::int, o.f::int, o.m::int)
      returning 1)
    select count(*)::int as n from moved`);
  await tx.execute(sql`
    delete from rfm_scores s where s.model_id = ${modelId}::uuid
      and not exists (select 1 from rfm_staged n where n.customer_id = s.customer_id)`);
  await tx.execute(sql`
    insert into rfm_scores as s (customer_id, model_id, last_on, frequency, monetary_minor, r, f, m, segment, since)
    select n.customer_id, ${modelId}::uuid, n.last_on, n.frequency, n.monetary_minor, n.r, n.f, n.m, ${segment}, ${asOf}::date
    from rfm_staged n left join rfm_scores o on o.customer_id = n.customer_id and o.model_id = ${modelId}::uuid
    where (o.last_on, o.frequency, o.monetary_minor, o.r::int, o.f::int, o.m::int, o.segment)
      is distinct from (n.last_on, n.frequency, n.monetary_minor, n.r, n.f, n.m, ${segment})
    on conflict (customer_id, model_id) do update set last_on = excluded.last_on, frequency = excluded.frequency,
      monetary_minor = excluded.monetary_minor, r = excluded.r, f = excluded.f, m = excluded.m, segment = excluded.segment,
      since = case when (s.r, s.f, s.m) = (excluded.r, excluded.f, excluded.m) then s.since else excluded.since end`);
  return moves?.n ?? 0;
}

export interface RfmRun {
  id: number;
  modelId: string;
  asOf: string;
  scoring: RfmScoring;
  startedAt: Date;
  finishedAt: Date;
  customers: number;
  moved: number;
  cells: Cell[];
  bounds: AxisRanges;
}
const runOf = (row: typeof rfmRuns.$inferSelect): RfmRun => ({
  ...row,
  scoring: row.scoring as RfmScoring,
  cells: row.cells as Cell[],
  bounds: row.bounds as AxisRanges,
});

export async function latestRun(db: Queryable, modelId: string): Promise<RfmRun | undefined> {
  const [row] = await db
    .select()
    .from(rfmRuns)
    .where(eq(rfmRuns.modelId, modelId))
    .orderBy(desc(rfmRuns.id))
    .limit(1);
  return row ? runOf(row) : undefined;
}
export async function findRun(db: Queryable, modelId: string, id: number): Promise<RfmRun | undefined> {
  const [row] = await db.select().from(rfmRuns).where(eq(rfmRuns.id, id));
  return row && row.modelId === modelId ? runOf(row) : undefined;
}

/** Newest first, without their cells. */
export async function listRuns(db: Queryable, modelId: string, limit: number) {
  const rows = await db.execute<{
    id: number;
    as_of: string;
    finished_at: string;
    customers: number;
    moved: number;
  }>(sql`
    select id, as_of::text, finished_at, customers, moved from rfm_runs
    where model_id = ${modelId}::uuid order by id desc limit ${limit}`);
  return rows.map((row) => ({
    id: row.id,
    asOf: row.as_of,
    finishedAt: toDate(row.finished_at),
    customers: row.customers,
    moved: row.moved,
  }));
}

export interface Move {
  from: { r: number; f: number; m: number } | null;
  to: { r: number; f: number; m: number } | null;
  customers: number;
}
/** Where those who moved after run `from` were then, and where run `to` found them; back where they were is no move. */
export async function movesBetween(
  db: Queryable,
  modelId: string,
  from: number,
  to: number,
): Promise<Move[]> {
  const rows = await db.execute<
    Record<"fr" | "ff" | "fm" | "tr" | "tf" | "tm", number | null> & { n: number }
  >(sql`
    with steps as (
      select customer_id, from_r, from_f, from_m, to_r, to_f, to_m,
        row_number() over (partition by customer_id order by run_id) as nth,
        row_number() over (partition by customer_id order by run_id desc) as nth_last
      from rfm_moves where model_id = ${modelId}::uuid and run_id > ${from} and run_id <= ${to})
    select a.from_r as fr, a.from_f as ff, a.from_m as fm, b.to_r as tr, b.to_f as tf, b.to_m as tm, count(*)::int as n
    from steps a join steps b on b.customer_id = a.customer_id and b.nth_last = 1
    where a.nth = 1 and (a.from_r, a.from_f, a.from_m) is distinct from (b.to_r, b.to_f, b.to_m)
    group by 1, 2, 3, 4, 5, 6 order by n desc`);
  const scores = (r: number | null, f: number | null, m: number | null) =>
    r === null || f === null || m === null ? null : { r, f, m };
  return rows.map((row) => ({
    from: scores(row.fr, row.ff, row.fm),
    to: scores(row.tr, row.tf, row.tm),
    customers: row.n,
  }));
}
