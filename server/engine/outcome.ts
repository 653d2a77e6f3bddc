/**
 * Writing what a call came to. Each function here is one transaction that first locks the run's row, so the ends of
 * parallel steps are written one after another, and that writes nothing unless the caller's claim still stands: an
 * answer that comes too late (a second delivery, a call of a process thought dead) changes nothing.
 * They return true when the function is to be called again at once; the caller goes on without a new wake-up.
 */
import { sql } from "drizzle-orm";
import { type Db, instantParam, type Tx } from "@/server/db/client";
import type { Clock } from "@/server/platform/clock";
import { newUuid } from "@/server/platform/ids";
import { deliver } from "./delivery";
import { type DueTime, parseDueTime } from "./due-time";
import { compileExpression } from "./expression";
import type { FunctionSpec } from "./function-config";
import { asRunError, type CallOutcome, type Operation, type RunError } from "./protocol";
import { wakeRuns, wakeSteps } from "./wake-ups";

export interface Engine {
  db: Db;
  functions: ReadonlyMap<string, FunctionSpec>;
  clock: Clock;
  /** Pause before the next try after `attempt` tries failed. */
  backoffMs(attempt: number): number;
}
interface Call {
  runId: string;
  claimId: string;
  spec: FunctionSpec;
  /** Tries before this one. */
  attempt: number;
}

/** A step's result is stored with its run and sent along on every later call: it is for ids and counts. */
const maxResultBytes = 4_000_000;

const json = (value: unknown) => sql`${JSON.stringify(value ?? null)}::text::json`;
const dueSql = (due: DueTime) =>
  "at" in due
    ? instantParam(due.at)
    : sql`clock_timestamp() + ${due.afterMs}::float8 * interval '1 millisecond'`;

async function lockRun(
  tx: Tx,
  runId: string,
): Promise<{ state: string; claim: string | null; again: boolean } | undefined> {
  const rows = await tx.execute<{ state: string; claim: string | null; again: boolean }>(
    sql`select state, claim, again from engine_runs where id = ${runId} for update`,
  );
  return rows[0];
}

export async function failRun(tx: Tx, engine: Engine, runId: string, error: RunError): Promise<void> {
  const rows = await tx.execute<{ functionId: string; event: unknown }>(sql`
    update engine_runs set state = 'failed', error = ${json(error)}, claim = null, wake_at = null, finished_at = now(), updated_at = now()
    where id = ${runId} returning function_id as "functionId", event`);
  const run = rows[0];
  if (!run) return;
  await forgetPending(tx, runId);
  // As the real engine does; a function's onFailure handler is triggered by it.
  const now = engine.clock.now();
  const data = { function_id: run.functionId, run_id: runId, error, event: run.event };
  await deliver(tx, engine.functions, now, [
    { id: newUuid(), name: "inngest/function.failed", data, ts: now.getTime() },
  ]);
}

/** A run that ended waits for nothing. The step rows stay, to be looked at. */
async function forgetPending(tx: Tx, runId: string): Promise<void> {
  await tx.execute(sql`delete from engine_waits where run_id = ${runId}`);
}

async function retryRunLater(
  tx: Tx,
  engine: Engine,
  call: Call,
  retryAfter: DueTime | undefined,
): Promise<void> {
  const due = retryAfter ?? { afterMs: engine.backoffMs(call.attempt + 1) };
  await tx.execute(sql`update engine_runs set state = 'queued', claim = null, attempt = ${call.attempt + 1},
    wake_at = ${dueSql(due)}, updated_at = now() where id = ${call.runId}`);
  await wakeRuns(tx, [call.runId]);
}

/** The end of a call of the function itself. */
export function writeRunOutcome(engine: Engine, call: Call, outcome: CallOutcome): Promise<boolean> {
  return engine.db.transaction(async (tx) => {
    const run = await lockRun(tx, call.runId);
    if (run?.state !== "running" || run.claim !== call.claimId) return false;
    if (outcome.kind === "completed") {
      await tx.execute(sql`update engine_runs set state = 'completed', output = ${json(outcome.data)}, claim = null,
        finished_at = now(), updated_at = now() where id = ${call.runId}`);
      await forgetPending(tx, call.runId);
      return false;
    }
    if (outcome.kind === "error") {
      if (outcome.isRetriable && call.attempt + 1 < call.spec.maxAttempts)
        await retryRunLater(tx, engine, call, outcome.retryAfter);
      else await failRun(tx, engine, call.runId, outcome.error);
      return false;
    }
    return await writeOperations(tx, engine, call, outcome, run.again);
  });
}

type Operations = Extract<CallOutcome, { kind: "operations" }>;

async function writeOperations(
  tx: Tx,
  engine: Engine,
  call: Call,
  outcome: Operations,
  wasAskedAgain: boolean,
): Promise<boolean> {
  const complaint = outcome.operations.map(complaintAbout).find(Boolean);
  if (complaint) {
    await failRun(tx, engine, call.runId, { name: "UnsupportedStep", message: complaint });
    return false;
  }
  // The SDK itself makes the last failed try a StepFailed; this holds when the number of tries was lowered meanwhile.
  const isLastTry = call.attempt + 1 >= call.spec.maxAttempts;
  if (!isLastTry && outcome.operations.some((operation) => operation.op === "StepError")) {
    await retryRunLater(tx, engine, call, outcome.retryAfter);
    return false;
  }
  let isAgain = wasAskedAgain;
  for (const operation of outcome.operations) {
    const kind = handled[operation.op];
    if (kind === "ended") {
      await insertEnded(tx, call.runId, operation);
      isAgain = true;
    } else if (kind) await insertPending(tx, call.runId, operation, kind, outcome.isGrouped);
  }
  await tx.execute(sql`update engine_runs set state = ${isAgain ? "queued" : "waiting"}, claim = null, again = false,
    attempt = 0, updated_at = now() where id = ${call.runId}`);
  return isAgain;
}

const handled: Record<string, "ended" | "run" | "sleep" | "wait"> = {
  StepRun: "ended",
  StepFailed: "ended",
  StepError: "ended",
  StepPlanned: "run",
  Sleep: "sleep",
  WaitForEvent: "wait",
};

/** What keeps a step from being taken, as a sentence for the run's error. */
function complaintAbout(operation: Operation): string | undefined {
  const step = operation.displayName ?? operation.id;
  const kind = handled[operation.op];
  if (!kind) return `The step ${step} uses ${operation.op}, which the embedded executor does not do.`;
  if ((JSON.stringify(operation.data) ?? "").length > maxResultBytes)
    return `The step ${step} returned more than 4 MB. Return ids and counts, not data.`;
  try {
    if (kind === "sleep") parseDueTime(operation.name ?? "");
    if (kind === "wait") parseDueTime(operation.opts?.timeout ?? "");
    if (kind === "wait" && operation.opts?.if) compileExpression(operation.opts.if);
  } catch (error) {
    return `The step ${step} cannot be taken: ${error instanceof Error ? error.message : String(error)}`;
  }
  return undefined;
}

const nextPosition = (runId: string) =>
  sql`(select coalesce(max(position), 0) + 1 from engine_steps where run_id = ${runId})`;

/** The function ran its next step within the call. */
async function insertEnded(tx: Tx, runId: string, operation: Operation): Promise<void> {
  const isDone = operation.op === "StepRun";
  await tx.execute(sql`
    insert into engine_steps (run_id, step_id, position, name, op, state, data, error, finished_at)
    values (${runId}, ${operation.id}, ${nextPosition(runId)}, ${operation.displayName ?? operation.id}, 'run', ${isDone ? "done" : "failed"},
      ${isDone ? json(operation.data) : null}, ${isDone ? null : json(asRunError(operation.error))}, now())
    on conflict (run_id, step_id) do nothing`);
}

async function insertPending(
  tx: Tx,
  runId: string,
  operation: Operation,
  op: "run" | "sleep" | "wait",
  isGrouped: boolean,
): Promise<void> {
  const due =
    op === "sleep"
      ? parseDueTime(operation.name ?? "")
      : op === "wait"
        ? parseDueTime(operation.opts?.timeout ?? "")
        : undefined;
  const inserted = await tx.execute(sql`
    insert into engine_steps (run_id, step_id, name, op, state, is_grouped, due_at)
    values (${runId}, ${operation.id}, ${operation.displayName ?? operation.id}, ${op}, 'pending', ${isGrouped}, ${due ? dueSql(due) : null})
    on conflict (run_id, step_id) do nothing returning step_id`);
  if (inserted.length === 0) return;
  if (op === "wait") {
    const expression = operation.opts?.if ?? null;
    await tx.execute(sql`insert into engine_waits (run_id, step_id, event_name, expression)
      values (${runId}, ${operation.id}, ${operation.name ?? ""}, ${expression})`);
  }
  await wakeSteps(tx, runId, [operation.id]);
}

/** The end of a planned step's call. */
export function writeStepOutcome(
  engine: Engine,
  call: Call & { stepId: string },
  outcome: CallOutcome,
): Promise<boolean> {
  return engine.db.transaction(async (tx) => {
    const run = await lockRun(tx, call.runId);
    const steps = await tx.execute<{ claim: string | null }>(sql`
      select claim from engine_steps where run_id = ${call.runId} and step_id = ${call.stepId} and state = 'pending'`);
    if (!run || steps[0]?.claim !== call.claimId) return false;
    const answer =
      outcome.kind === "operations"
        ? outcome.operations.find((operation) => operation.id === call.stepId)
        : undefined;
    if (answer?.op === "StepRun") return await endStep(tx, call, { data: answer.data }, run.state);
    if (answer?.op === "StepFailed")
      return await endStep(tx, call, { error: asRunError(answer.error) }, run.state);
    const error =
      outcome.kind === "error"
        ? outcome
        : {
            error: asRunError(answer?.error ?? "The step gave no answer."),
            isRetriable: true,
            retryAfter: undefined,
          };
    if (!error.isRetriable || call.attempt + 1 >= call.spec.maxAttempts)
      return await endStep(tx, call, { error: error.error }, run.state);
    const due = (outcome.kind !== "completed" ? outcome.retryAfter : undefined) ?? {
      afterMs: engine.backoffMs(call.attempt + 1),
    };
    await tx.execute(sql`update engine_steps set claim = null, attempt = ${call.attempt + 1}, due_at = ${dueSql(due)}
      where run_id = ${call.runId} and step_id = ${call.stepId}`);
    await wakeSteps(tx, call.runId, [call.stepId]);
    return false;
  });
}

/** A sleep or a wait that ran out. */
export function writeTimeUp(engine: Engine, runId: string, stepId: string): Promise<boolean> {
  return engine.db.transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    if (!run) return false;
    return await endStep(tx, { runId, stepId }, { data: null }, run.state);
  });
}

type StepEnd = { data: unknown } | { error: RunError };

/** With the run's row locked. True when the function is to be called now. */
export async function endStep(
  tx: Tx,
  { runId, stepId }: { runId: string; stepId: string },
  end: StepEnd,
  runState: string,
): Promise<boolean> {
  const isDone = "data" in end;
  const ended = await tx.execute<{ isGrouped: boolean }>(sql`
    update engine_steps set state = ${isDone ? "done" : "failed"}, position = ${nextPosition(runId)}, claim = null, finished_at = now(),
      data = ${isDone ? json(end.data) : null}, error = ${isDone ? null : json(end.error)}
    where run_id = ${runId} and step_id = ${stepId} and state = 'pending' returning is_grouped as "isGrouped"`);
  const step = ended[0];
  if (!step) return false;
  await tx.execute(sql`delete from engine_waits where run_id = ${runId} and step_id = ${stepId}`);
  if (step.isGrouped) {
    const rest = await tx.execute(
      sql`select 1 from engine_steps where run_id = ${runId} and state = 'pending' and is_grouped limit 1`,
    );
    if (rest.length > 0) return false;
  }
  if (runState === "running") {
    await tx.execute(sql`update engine_runs set again = true where id = ${runId}`);
    return false;
  }
  if (runState !== "waiting") return false;
  await tx.execute(
    sql`update engine_runs set state = 'queued', attempt = 0, wake_at = null, updated_at = now() where id = ${runId}`,
  );
  return true;
}
