/** Reading and claiming runs and steps. Every outcome is written by `outcome.ts`. */
import { sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import type { EventPayload, StepResult } from "./protocol";
import type { Work } from "./wake-ups";

/** A run that can still go on, and the step the work is about. */
export interface OpenWork {
  functionId: string;
  event: EventPayload;
  /** Absent when the work is the run itself. */
  step?: { op: "run" | "sleep" | "wait" };
}

type OpenRow = { functionId: string; event: EventPayload; op: "run" | "sleep" | "wait" | null };

/** Undefined when there is nothing to do (any more): the run ended, the step ended, or it is not due yet. */
export async function findOpenWork(db: Db, { runId, stepId }: Work): Promise<OpenWork | undefined> {
  const rows = stepId
    ? await db.execute<OpenRow>(sql`
        select r.function_id as "functionId", r.event, s.op
        from engine_steps s join engine_runs r on r.id = s.run_id
        where s.run_id = ${runId} and s.step_id = ${stepId} and s.state = 'pending'
          and (s.due_at is null or s.due_at <= clock_timestamp()) and r.state in ('queued', 'running', 'waiting')`)
    : await db.execute<OpenRow>(sql`
        select function_id as "functionId", event, null as op from engine_runs
        where id = ${runId} and state in ('queued', 'running') and (wake_at is null or wake_at <= clock_timestamp())`);
  const row = rows[0];
  if (!row) return undefined;
  return { functionId: row.functionId, event: row.event, ...(row.op ? { step: { op: row.op } } : {}) };
}

/** The number of tries before this one; undefined when somebody else was faster. */
export async function claim(db: Db, { runId, stepId }: Work, claimId: string): Promise<number | undefined> {
  const rows = stepId
    ? await db.execute<{ attempt: number }>(sql`
        update engine_steps set claim = ${claimId}
        where run_id = ${runId} and step_id = ${stepId} and state = 'pending' and op = 'run'
        returning attempt`)
    : await db.execute<{ attempt: number }>(sql`
        update engine_runs set state = 'running', claim = ${claimId}, again = false, wake_at = null,
          started_at = coalesce(started_at, now()), updated_at = now()
        where id = ${runId} and state in ('queued', 'running')
        returning attempt`);
  return rows[0]?.attempt;
}

type StepRow = { stepId: string; state: string; data: unknown; error: unknown };

/** What the steps of a run came to, in the order they ended, and whether any is still pending. */
export async function readSteps(
  db: Db,
  runId: string,
): Promise<{ ended: Map<string, StepResult>; hasPending: boolean }> {
  const rows = await db.execute<StepRow>(sql`
    select step_id as "stepId", state, data, error from engine_steps where run_id = ${runId} order by position nulls last`);
  const ended = new Map<string, StepResult>();
  for (const row of rows) {
    if (row.state === "done") ended.set(row.stepId, { type: "data", data: row.data });
    else if (row.state === "failed") ended.set(row.stepId, { type: "error", error: row.error });
  }
  return { ended, hasPending: ended.size < rows.length };
}
