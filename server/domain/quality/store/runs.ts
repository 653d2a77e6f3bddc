import { sql } from "drizzle-orm";
import { instantParam, type Queryable, type Tx, toDate, toDateOrNull } from "@/server/db/client";
import type { SuggestionKind } from "@/server/domain/customers/quality/problems";

export const runKinds = ["recompute", "accept", "reject", "undo"] as const;
export type RunKind = (typeof runKinds)[number];
export interface Run {
  id: string;
  kind: RunKind;
  suggestionKind: SuggestionKind | null;
  undoes: string | null;
  state: "running" | "done" | "cancelled";
  total: number;
  done: number;
  changed: number;
  refused: number;
  startedAt: Date;
  finishedAt: Date | null;
  startedBy: string;
  /** Its work was taken back by a later run. */
  isUndone: boolean;
}

interface RunRow extends Record<string, unknown> {
  id: string;
  kind: RunKind;
  suggestion_kind: SuggestionKind | null;
  undoes: string | null;
  state: Run["state"];
  total: number;
  done: number;
  changed: number;
  refused: number;
  started_at: string;
  finished_at: string | null;
  started_by: string;
  is_undone: boolean;
}
const runOf = (row: RunRow): Run => ({
  id: row.id,
  kind: row.kind,
  suggestionKind: row.suggestion_kind,
  undoes: row.undoes,
  state: row.state,
  total: row.total,
  done: Math.min(row.done, row.total),
  changed: row.changed,
  refused: row.refused,
  startedAt: toDate(row.started_at),
  finishedAt: toDateOrNull(row.finished_at),
  startedBy: row.started_by,
  isUndone: row.is_undone,
});
const runColumns = sql`r.*, exists (select from quality_runs u where u.undoes = r.id and u.state <> 'cancelled') as is_undone`;

export async function addRun(
  tx: Tx,
  run: Pick<Run, "kind" | "startedAt" | "startedBy"> & Partial<Pick<Run, "suggestionKind" | "undoes">>,
): Promise<string> {
  const [row] = await tx.execute<{ id: string }>(sql`
    insert into quality_runs (kind, suggestion_kind, undoes, started_at, started_by)
    values (${run.kind}, ${run.suggestionKind ?? null}, ${run.undoes ?? null}::uuid, ${instantParam(run.startedAt)}, ${run.startedBy})
    returning id`);
  return row?.id ?? "";
}
export const setTotal = (tx: Tx, id: string, total: number) =>
  tx.execute(sql`update quality_runs set total = ${total} where id = ${id}::uuid`);

export async function findRun(db: Queryable, id: string): Promise<Run | undefined> {
  const [row] = await db.execute<RunRow>(
    sql`select ${runColumns} from quality_runs r where r.id = ${id}::uuid`,
  );
  return row ? runOf(row) : undefined;
}

/** Locked: who ends a run and who advances it take turns. */
export async function lockRun(tx: Tx, id: string): Promise<Run | undefined> {
  await tx.execute(sql`select 1 from quality_runs where id = ${id}::uuid for update`);
  return findRun(tx, id);
}

export async function runningOf(db: Queryable, kinds: readonly RunKind[]): Promise<Run[]> {
  const rows = await db.execute<RunRow>(sql`
    select ${runColumns} from quality_runs r where r.state = 'running' order by r.started_at`);
  return rows.map(runOf).filter((run) => kinds.includes(run.kind));
}

export async function recentRuns(db: Queryable, limit: number): Promise<Run[]> {
  const rows = await db.execute<RunRow>(
    sql`select ${runColumns} from quality_runs r order by r.started_at desc limit ${limit}`,
  );
  return rows.map(runOf);
}

/** So many more of everybody's turn are done; the last one ends it. */
export const countDone = (tx: Tx, people: number) =>
  tx.execute(sql`
    update quality_runs set done = least(total, done + ${people}) where kind = 'recompute' and state = 'running'`);

export const addProgress = (tx: Tx, id: string, step: { done: number; changed: number; refused: number }) =>
  tx.execute(sql`
    update quality_runs set done = done + ${step.done}, changed = changed + ${step.changed}, refused = refused + ${step.refused}
    where id = ${id}::uuid`);

export const endRun = (tx: Queryable, id: string, state: "done" | "cancelled", now: Date) =>
  tx.execute(sql`
    update quality_runs set state = ${state}, finished_at = ${instantParam(now)},
      done = case when ${state} = 'done' then total else done end
    where id = ${id}::uuid and state = 'running'`);
