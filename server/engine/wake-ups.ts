/**
 * Jobs of graphile-worker are wake-ups and nothing more: "look at this run (or this step of it) now, or at that time".
 * What is to be done stands in the engine's own tables, so a job that is lost is found missing by `sweep`, and one that
 * comes twice finds nothing to do. A job is added in the transaction that makes it necessary; its key is the run or step.
 */
import { sql } from "drizzle-orm";
import { runMigrations } from "graphile-worker";
import { arrayParam, type Queryable } from "@/server/db/client";

/** The library's own schema, graphile_worker, is the library's to migrate. */
export const prepareWakeUps = (databaseUrl: string): Promise<void> =>
  runMigrations({ connectionString: databaseUrl });

export interface Work {
  runId: string;
  /** Absent: call the function to learn what it wants next. */
  stepId?: string;
}
export const workKey = (work: Work): string => (work.stepId ? `${work.runId}/${work.stepId}` : work.runId);

const add = (specs: ReturnType<typeof sql>) => sql`
  select count(*) from (select array_agg(spec) as specs from (${specs}) wanted having count(*) > 0) batch,
    lateral graphile_worker.add_jobs(batch.specs)`;

const runSpec = sql`row('advance', json_build_object('runId', r.id), null, greatest(r.wake_at, now()), 25, r.id::text, 0, null)::graphile_worker.job_spec as spec`;
const stepSpec = sql`row('advance', json_build_object('runId', s.run_id, 'stepId', s.step_id), null, greatest(s.due_at, now()), 25,
  s.run_id || '/' || s.step_id, 0, null)::graphile_worker.job_spec as spec`;

const deliverySpec = sql`row('deliver', json_build_object('eventId', e.event_id), null, e.deliver_at, 25, 'event:' || e.event_id, 0, null)::graphile_worker.job_spec as spec`;

/** Each when it is due. */
export async function wakeRuns(tx: Queryable, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return;
  await tx.execute(
    add(sql`select ${runSpec} from engine_runs r where r.id = any(${arrayParam(runIds, "uuid")})`),
  );
}

export async function wakeSteps(tx: Queryable, runId: string, stepIds: readonly string[]): Promise<void> {
  if (stepIds.length === 0) return;
  await tx.execute(
    add(
      sql`select ${stepSpec} from engine_steps s where s.run_id = ${runId} and s.step_id = any(${arrayParam(stepIds, "text")})`,
    ),
  );
}

export const wake = (tx: Queryable, work: Work): Promise<void> =>
  work.stepId ? wakeSteps(tx, work.runId, [work.stepId]) : wakeRuns(tx, [work.runId]);

export async function wakeForDelivery(tx: Queryable, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return;
  await tx.execute(
    add(
      sql`select ${deliverySpec} from engine_events e where e.event_id = any(${arrayParam(eventIds, "text")})`,
    ),
  );
}

/** A job that failed (the database was away) waits longer and longer; past this, it is as good as missing. */
const stuck = sql`j.attempts > 0 and j.locked_at is null and j.run_at > now() + interval '10 seconds'`;
const without = (key: ReturnType<typeof sql>) =>
  sql`not exists (select 1 from graphile_worker.jobs j where j.key = ${key} and not (${stuck}))`;

/**
 * Finds what fell out: calls whose process died or could not write their outcome, and wake-ups that are missing after
 * a crash, a restored backup, or a hand in the tables. `alive` are the claims whose calls are in flight in this
 * process; only the holder of the engine's lock may run it, so every other claim is a dead one.
 */
export async function sweep(db: Queryable, alive: readonly string[]): Promise<void> {
  const claims = arrayParam(alive, "uuid");
  await db.execute(sql`update engine_runs set state = 'queued', claim = null, again = false, updated_at = now()
    where state = 'running' and claim <> all(${claims})`);
  await db.execute(
    sql`update engine_steps set claim = null where state = 'pending' and claim <> all(${claims})`,
  );
  await db.execute(
    add(sql`select ${runSpec} from engine_runs r where r.state = 'queued' and ${without(sql`r.id::text`)}`),
  );
  await db.execute(
    add(sql`select ${stepSpec} from engine_steps s join engine_runs r on r.id = s.run_id
      where s.state = 'pending' and s.claim is null and r.state in ('queued', 'running', 'waiting')
        and ${without(sql`s.run_id || '/' || s.step_id`)}`),
  );
  await db.execute(
    add(
      sql`select ${deliverySpec} from engine_events e where e.delivered_at is null and ${without(sql`'event:' || e.event_id`)}`,
    ),
  );
}

/** Jobs that a dead worker had taken are free again at once (the library itself would wait four hours). */
export async function unlockJobs(db: Queryable): Promise<void> {
  await db.execute(sql`
    select graphile_worker.force_unlock_workers(array(select distinct locked_by from graphile_worker.jobs where locked_by is not null))`);
}
