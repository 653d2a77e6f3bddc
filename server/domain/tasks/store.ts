import { type SQL, sql } from "drizzle-orm";
import { arrayParam, instantParam, type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import type { TaskState } from "./schema";

export interface TaskSummary {
  id: string;
  functionId: string;
  /** For people. */
  functionName: string;
  state: TaskState;
  /** Tries of the call that is due, this one included; zero before the first. */
  attempt: number;
  maxAttempts: number;
  error: string | null;
  /** The event it was started by. */
  eventName: string;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** When it goes on by itself; null when that is now, or waits for something else. */
  nextAt: Date | null;
}
export interface TaskStep {
  name: string;
  kind: "run" | "sleep" | "wait";
  state: "pending" | "done" | "failed";
  attempt: number;
  error: string | null;
  dueAt: Date | null;
  finishedAt: Date | null;
}

type TaskRow = Omit<TaskSummary, "createdAt" | "startedAt" | "finishedAt" | "nextAt"> & {
  createdAt: string;
  startedAt: string | null;
  finishedAt: string | null;
  nextAt: string | null;
};

const selectTask = sql`
  select r.id, r.function_id as "functionId", coalesce(f.config ->> 'name', r.function_id) as "functionName", r.state,
    case when r.started_at is null then 0 else r.attempt + 1 end as attempt,
    coalesce((f.config ->> 'maxAttempts')::int, 1) as "maxAttempts",
    r.error ->> 'message' as error, r.event ->> 'name' as "eventName",
    r.created_at as "createdAt", r.started_at as "startedAt", r.finished_at as "finishedAt",
    case r.state when 'queued' then r.wake_at
      when 'waiting' then (select min(s.due_at) from engine_steps s where s.run_id = r.id and s.state = 'pending') end as "nextAt"
  from engine_runs r left join engine_functions f on f.id = r.function_id`;

const asTask = (row: TaskRow): TaskSummary => ({
  ...row,
  createdAt: toDate(row.createdAt),
  startedAt: toDateOrNull(row.startedAt),
  finishedAt: toDateOrNull(row.finishedAt),
  nextAt: toDateOrNull(row.nextAt),
});

export interface Position {
  createdAt: Date;
  id: string;
}
interface Filter {
  states: readonly TaskState[] | undefined;
  functionId: string | undefined;
  after: Position | undefined;
  limit: number;
}

/** Newest first. */
export async function pageOfTasks(
  db: Queryable,
  { states, functionId, after, limit }: Filter,
): Promise<TaskSummary[]> {
  const conditions: SQL[] = [sql`true`];
  if (states) conditions.push(sql`r.state = any(${arrayParam(states, "text")})`);
  if (functionId) conditions.push(sql`r.function_id = ${functionId}`);
  // The instant of a cursor is in whole milliseconds, the column's is finer: rows are ordered by what both can say.
  const createdMs = sql`date_trunc('milliseconds', r.created_at)`;
  if (after)
    conditions.push(sql`(${createdMs}, r.id) < (${instantParam(after.createdAt)}, ${after.id}::uuid)`);
  const rows = await db.execute<TaskRow>(sql`
    ${selectTask} where ${sql.join(conditions, sql` and `)} order by ${createdMs} desc, r.id desc limit ${limit}`);
  return rows.map(asTask);
}

export async function findTask(db: Queryable, id: string): Promise<TaskSummary | undefined> {
  const rows = await db.execute<TaskRow>(sql`${selectTask} where r.id = ${id}`);
  return rows[0] && asTask(rows[0]);
}

type StepRow = Omit<TaskStep, "dueAt" | "finishedAt"> & { dueAt: string | null; finishedAt: string | null };

export async function stepsOfTask(db: Queryable, id: string): Promise<TaskStep[]> {
  const rows = await db.execute<StepRow>(sql`
    select name, op as kind, state, attempt + 1 as attempt, error ->> 'message' as error, due_at as "dueAt", finished_at as "finishedAt"
    from engine_steps where run_id = ${id} order by position nulls last, created_at`);
  return rows.map((row) => ({
    ...row,
    dueAt: toDateOrNull(row.dueAt),
    finishedAt: toDateOrNull(row.finishedAt),
  }));
}

export async function functionsSeen(db: Queryable): Promise<{ id: string; name: string }[]> {
  const rows = await db.execute<{ id: string; name: string }>(
    sql`select id, config ->> 'name' as name from engine_functions order by 2, 1`,
  );
  return [...rows];
}

/** Failed steps are forgotten and done again; the executor is told on commit. False when the run has not failed. */
export async function reopenFailedRun(db: Queryable, id: string): Promise<boolean> {
  const reopened = await db.execute(sql`
    update engine_runs set state = 'queued', attempt = 0, error = null, wake_at = null, finished_at = null, updated_at = now()
    where id = ${id} and state = 'failed' returning id`);
  if (reopened.length === 0) return false;
  await db.execute(sql`delete from engine_steps where run_id = ${id} and state <> 'done'`);
  await db.execute(sql`select pg_notify('engine', '')`);
  return true;
}
