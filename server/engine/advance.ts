/**
 * One wake-up, worked off: find what is to be done, call the function, write the outcome, and go on while the function
 * can be called again at once. A run is worked on by one call at a time, and so is each of its planned steps.
 */
import { setTimeout as pause } from "node:timers/promises";
import { isTransientDbError } from "@/server/db/client";
import { newUuid } from "@/server/platform/ids";
import type { Logger } from "@/server/platform/logger";
import type { FunctionSpec } from "./function-config";
import { type Engine, failRun, writeRunOutcome, writeStepOutcome, writeTimeUp } from "./outcome";
import { callFunction, type Endpoint } from "./protocol";
import { claim, findOpenWork, type OpenWork, readSteps } from "./run-store";
import type { ConcurrencySlots } from "./slots";
import { type Work, wake, workKey } from "./wake-ups";

export interface Executor extends Engine {
  log: Logger;
  endpoint: Endpoint;
  slots: ConcurrencySlots;
  /** Calls in flight in this process, by run or step. */
  inFlight: Map<string, Promise<unknown>>;
  /** Their claims. */
  claims: Set<string>;
}

export async function advance(executor: Executor, work: Work): Promise<void> {
  let next: Work | undefined = work;
  while (next) {
    const key = workKey(next);
    // A second wake-up of the same run waits for the first: what woke it may have come after the first one looked.
    while (executor.inFlight.has(key)) await executor.inFlight.get(key)?.catch(() => undefined);
    const turn = takeTurn(executor, next).finally(() => executor.inFlight.delete(key));
    executor.inFlight.set(key, turn);
    next = (await turn) ? { runId: work.runId } : undefined;
  }
}

/** True when the function is to be called again at once. */
async function takeTurn(executor: Executor, work: Work): Promise<boolean> {
  const open = await findOpenWork(executor.db, work);
  if (!open) return false;
  const spec = executor.functions.get(open.functionId);
  if (!spec) {
    const error = { name: "UnknownFunction", message: `There is no function ${open.functionId} any more.` };
    await persist(() => executor.db.transaction((tx) => failRun(tx, executor, work.runId, error)));
    return false;
  }
  if (work.stepId && open.step && open.step.op !== "run") {
    const { runId, stepId } = work;
    return await persist(() => writeTimeUp(executor, runId, stepId));
  }
  const held = executor.slots.acquire(spec, open.event, work);
  if (!held) return false;
  try {
    return await callOnce(executor, work, open, spec);
  } finally {
    const parked = executor.slots.release(held);
    if (parked) await persist(() => wake(executor.db, parked));
  }
}

async function callOnce(
  executor: Executor,
  work: Work,
  open: OpenWork,
  spec: FunctionSpec,
): Promise<boolean> {
  const claimId = newUuid();
  executor.claims.add(claimId);
  try {
    const attempt = await claim(executor.db, work, claimId);
    if (attempt === undefined) return false;
    const { ended, hasPending } = await readSteps(executor.db, work.runId);
    const { runId, stepId } = work;
    const outcome = await callFunction(executor.endpoint, {
      functionId: spec.id,
      runId,
      ...(stepId ? { stepId } : {}),
      event: open.event,
      attempt,
      maxAttempts: spec.maxAttempts,
      steps: ended,
      hasPending,
    });
    if (outcome.kind === "error")
      executor.log.warn(
        { functionId: spec.id, runId, attempt, error: outcome.error.message },
        "function failed",
      );
    const call = { runId, claimId, spec, attempt };
    return await persist(() =>
      stepId
        ? writeStepOutcome(executor, { ...call, stepId }, outcome)
        : writeRunOutcome(executor, call, outcome),
    );
  } finally {
    executor.claims.delete(claimId);
  }
}

const retryPauses = [50, 100, 200, 500, 1000, 2000, 4000, 8000, 8000];

/** A step's work is done by now: its result is worth waiting for a database that restarts. */
async function persist<T>(write: () => Promise<T>): Promise<T> {
  for (const milliseconds of retryPauses) {
    try {
      return await write();
    } catch (error) {
      if (!isTransientDbError(error)) throw error;
      await pause(milliseconds);
    }
  }
  return await write();
}
