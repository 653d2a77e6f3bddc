/**
 * Holding the lock and working, again and again: a database that restarts, or a lock that is lost, ends a session and
 * not the engine.
 */
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { Logger as JobLogger, parseCronItem, type Runner, run, type TaskList } from "graphile-worker";
import { z } from "zod";
import { advance, type Executor } from "./advance";
import { deliverStored, startCronRun } from "./delivery";
import { acquireEngineLock, type EngineLock } from "./engine-lock";
import { prune } from "./retention";
import { sweep, unlockJobs } from "./wake-ups";

export interface Session {
  idle(): Promise<void>;
  stop(graceMs?: number): Promise<void>;
}
interface Options {
  databaseUrl: string;
  concurrency: number;
}

/** A sleep ends at most this late. */
const pollMs = 200;
const sweepMs = 30_000;
const pruneMs = 60 * 60 * 1000;
const defaultGraceMs = 20_000;

const advancePayload = z.object({ runId: z.string(), stepId: z.string().optional() });
const deliverPayload = z.object({ eventId: z.string() });
const cronPayload = z.object({
  functionId: z.string(),
  cron: z.string(),
  _cron: z.object({ ts: z.string() }),
});

function tasksOf(executor: Executor): TaskList {
  return {
    advance: async (payload) => {
      const { runId, stepId } = advancePayload.parse(payload);
      await advance(executor, stepId ? { runId, stepId } : { runId });
    },
    deliver: async (payload) => {
      const { eventId } = deliverPayload.parse(payload);
      await executor.db.transaction((tx) => deliverStored(tx, executor.functions, eventId));
    },
    cron: async (payload) => {
      const { functionId, cron, _cron } = cronPayload.parse(payload);
      await executor.db.transaction((tx) =>
        startCronRun(tx, executor.functions, functionId, cron, new Date(_cron.ts)),
      );
    },
  };
}

const cronItems = (executor: Executor) =>
  [...executor.functions.values()].flatMap(({ id: functionId, crons }) =>
    crons.map((cron) =>
      parseCronItem({
        task: "cron",
        match: cron,
        identifier: `${functionId} ${cron}`,
        payload: { functionId, cron },
      }),
    ),
  );

/** The library's log, one level down: what it calls information is noise in ours. */
const jobLogger = (executor: Executor) =>
  new JobLogger(() => (level, message, meta) => {
    if (level === "error") executor.log.error({ meta }, message);
    else if (level === "warning") executor.log.warn(message);
    else executor.log.trace(message);
  });

const startRunner = (executor: Executor, { databaseUrl, concurrency }: Options): Promise<Runner> =>
  run({
    connectionString: databaseUrl,
    maxPoolSize: concurrency,
    concurrency,
    pollInterval: pollMs,
    noHandleSignals: true,
    taskList: tasksOf(executor),
    parsedCronItems: cronItems(executor),
    logger: jobLogger(executor),
    // One query per poll instead of one per idle worker.
    preset: { worker: { localQueue: { size: concurrency } } },
  });

function everySoOften(milliseconds: number, signal: AbortSignal, task: () => Promise<void>): void {
  const timer = setInterval(() => void task(), milliseconds);
  timer.unref();
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
}

/** Works while the lock is held, until told to stop; then lets calls in flight end for a while. */
async function workWhileHeld(
  executor: Executor,
  options: Options,
  lock: EngineLock,
  stopped: Promise<void>,
  graceMs: () => number,
): Promise<void> {
  const { db, log } = executor;
  const ended = new AbortController();
  const failedChore = (error: unknown) => log.warn({ err: error }, "engine upkeep failed; it is tried again");
  const upkeep = () => sweep(db, [...executor.claims]).catch(failedChore);

  await unlockJobs(db);
  await sweep(db, [...executor.claims]);
  const runner = await startRunner(executor, options);
  try {
    // A run that was opened again by hand (server/domain/tasks).
    const listening = await db.$client.listen("engine", () => void upkeep());
    everySoOften(sweepMs, ended.signal, upkeep);
    everySoOften(pruneMs, ended.signal, () => prune(db).catch(failedChore));
    const broken = runner.promise.catch((error: unknown) =>
      log.warn({ err: error }, "the engine's worker ended"),
    );
    await Promise.race([stopped, lock.lost, broken]);
    await listening.unlisten().catch(() => undefined);
  } finally {
    ended.abort();
    await Promise.race([
      Promise.resolve(runner.stop()).catch(() => undefined),
      pause(graceMs(), undefined, { ref: false }),
    ]);
  }
}

export function superviseSessions(executor: Executor, options: Options): Session {
  const { log } = executor;
  let isStopping = false;
  let graceMs = defaultGraceMs;
  let tellStopped: () => void = () => undefined;
  const stopped = new Promise<void>((resolve) => {
    tellStopped = resolve;
  });
  const isWanted = () => !isStopping;
  const tellBusy = () => log.info("another process drives the functions; waiting for it to end");

  async function session(): Promise<void> {
    const lock = await acquireEngineLock(options.databaseUrl, isWanted, tellBusy);
    try {
      if (lock) await workWhileHeld(executor, options, lock, stopped, () => graceMs);
    } finally {
      await lock?.release();
    }
  }
  const finished = (async () => {
    while (isWanted()) {
      try {
        await session();
      } catch (error) {
        log.warn({ err: error }, "the engine lost its database; it starts again");
        await pause(500);
      }
    }
  })();

  return {
    idle: () => untilIdle(executor),
    stop: async (milliseconds = defaultGraceMs) => {
      graceMs = milliseconds;
      isStopping = true;
      tellStopped();
      await finished;
    },
  };
}

async function untilIdle({ db, inFlight }: Executor): Promise<void> {
  for (;;) {
    const rows = await db.execute(sql`
      select 1 from engine_runs where state in ('queued', 'running')
      union all select 1 from engine_steps s join engine_runs r on r.id = s.run_id
        where s.state = 'pending' and r.state = 'waiting' and (s.op = 'run' or s.due_at <= clock_timestamp())
      union all select 1 from engine_events where delivered_at is null and deliver_at <= clock_timestamp()
      limit 1`);
    if (rows.length === 0 && inFlight.size === 0) return;
    await pause(20);
  }
}
