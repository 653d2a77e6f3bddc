/**
 * The embedded executor: drives the product's Inngest functions when no real Inngest is configured. It speaks the
 * SDK's public protocol (protocol.ts), so the functions cannot tell which engine calls them, and keeps what it knows in
 * Postgres (server/db/schema/engine.ts); graphile-worker wakes it at the right moment (wake-ups.ts).
 *
 * A run
 *   queued     the function is to be called, now or at wake_at
 *   running    a call is in flight, under a claim
 *   waiting    nothing to call: it has pending steps
 *   completed | failed | cancelled
 *
 *   event or cron → queued → running → queued      a step was run within the call: its result is stored, call again
 *                                    → queued      the call failed: call again after a pause, attempts + 1
 *                                    → waiting     it asked for a sleep, for an event, or for several steps at once
 *                                    → completed | failed
 *   waiting → queued when a pending step ends (of several found together: when the last of them does)
 *   any open state → cancelled when an event of `cancelOn` arrives
 *
 * A step is pending (planned and to be called for, asleep, or waiting for an event), then done or failed.
 *
 * kill -9 at any moment. Before a call is answered: the claim is a dead process's; the next engine frees it and calls
 * again with the same state. After the answer and before it is stored: the same, so the step runs twice. After it is
 * stored: the next call carries the result and the step does not run again. An event is acknowledged once it is in the
 * tables together with the runs it starts. What is due while nobody runs is found late at the start, and not lost.
 *
 * The guarantee to functions is therefore Inngest's own: each step's effect at least once, its stored result once and
 * the same from then on. A step may also be called again while, or after, its first call succeeded (a lost connection):
 * its effect must be conditional on the state it leaves, as everything in server/domain is.
 *
 * Supported: event triggers with `if`, cron (five numeric fields, UTC), retries with Retry-After and NonRetriableError,
 * onFailure, concurrency (whole and by key), idempotency, cancelOn, event ids and future event times, step.run,
 * sleep, sleepUntil, waitForEvent, sendEvent, parallel steps. Expressions: see expression.ts. Everything else is
 * refused: options when the function is registered, step kinds when the function first uses them.
 * One engine per database (engine-lock.ts); beyond one machine it is Inngest.
 */
import { sql } from "drizzle-orm";
import type { Inngest, InngestFunction } from "inngest";
import { serve } from "inngest/node";
import { z } from "zod";
import { type Db, jsonParam, type Tx } from "@/server/db/client";
import type { Clock } from "@/server/platform/clock";
import { newUuid, randomSecret } from "@/server/platform/ids";
import type { Logger } from "@/server/platform/logger";
import type { Executor } from "./advance";
import { deliver, startCronRun } from "./delivery";
import { type FunctionSpec, readFunctionConfig } from "./function-config";
import { functionsUrl, openListener } from "./listener";
import { type Endpoint, type EventPayload, sendSigned } from "./protocol";
import { superviseSessions } from "./session";
import { ConcurrencySlots } from "./slots";
import { prepareWakeUps } from "./wake-ups";

export interface EngineOptions {
  db: Db;
  databaseUrl: string;
  /** The client the functions were made with; it is told where to send events. */
  client: Inngest.Any;
  functions: readonly InngestFunction.Any[];
  clock: Clock;
  log: Logger;
  /** Signs every call; INNGEST_SIGNING_KEY where it is set, since the SDK prefers that one. */
  signingKey?: string;
  /** Calls in flight at most. */
  concurrency?: number;
  /** Pause after `attempt` failed tries. */
  backoffMs?(attempt: number): number;
}

export interface NewEvent {
  id?: string;
  name: string;
  data: Record<string, unknown>;
  /** Milliseconds; in the future, it is delivered then. */
  ts?: number;
}

export interface RunningEngine {
  send(events: readonly NewEvent[]): Promise<void>;
  /** The same, in the caller's transaction: the outbox relay moves its rows with it. */
  sendWithin(tx: Tx, events: readonly NewEvent[]): Promise<void>;
  /** Starts the run of a schedule, as the clock does at that minute. */
  tick(functionId: string, cron: string, at: Date): Promise<void>;
  /** Resolves when nothing is to be done at this moment; sleeps and waits may be left. */
  idle(): Promise<void>;
  /** Lets calls in flight end (up to `graceMs`), then lets go. */
  stop(graceMs?: number): Promise<void>;
}

/** Doubling from a second to ten minutes, give or take a fifth so that failures of one cause do not return as one. */
const defaultBackoffMs = (attempt: number): number =>
  Math.min(600_000, 1000 * 2 ** (attempt - 1)) * (0.8 + Math.random() * 0.4);

const syncReply = z.looseObject({ functions: z.array(z.unknown()) });

/** Asks the functions for their configuration (the SDK's in-band sync) and refuses what this executor does not do. */
async function register(endpoint: Endpoint, db: Db): Promise<Map<string, FunctionSpec>> {
  const reply = await sendSigned(
    endpoint,
    "PUT",
    "",
    { url: endpoint.url },
    { "x-inngest-sync-kind": "in_band" },
  );
  if (reply.status !== 200)
    throw new Error(`The functions could not be registered: ${reply.status} ${reply.body.slice(0, 300)}`);
  const configs = syncReply.parse(JSON.parse(reply.body)).functions;
  const specs = new Map(configs.map(readFunctionConfig).map((spec) => [spec.id, spec]));
  const rows = [...specs.values()].map((spec) => ({ id: spec.id, config: spec }));
  await db.execute(sql`
    insert into engine_functions (id, config) select f ->> 'id', f -> 'config' from jsonb_array_elements(${jsonParam(rows)}) f
    on conflict (id) do update set config = excluded.config, registered_at = now()`);
  return specs;
}

/** Resolves when events can be sent. Work begins once the lock is held: at once, unless another process has it. */
export async function startEngine(options: EngineOptions): Promise<RunningEngine> {
  const { db, clock, log, client } = options;
  const eventKey = randomSecret();
  const signingKey = options.signingKey ?? `signkey-local-${randomSecret(32)}`;
  let functions: ReadonlyMap<string, FunctionSpec> = new Map();

  const complete = (event: NewEvent): EventPayload => ({
    id: event.id ?? newUuid(),
    name: event.name,
    data: event.data,
    ts: event.ts ?? clock.now().getTime(),
  });
  const sendWithin = (tx: Tx, events: readonly NewEvent[]) =>
    deliver(tx, functions, clock.now(), events.map(complete));
  const send = (events: readonly NewEvent[]) => db.transaction((tx) => sendWithin(tx, events));

  const listener = await openListener({
    functions: serve({ client, functions: [...options.functions] }),
    eventKey,
    now: () => clock.now(),
    receive: (events) => db.transaction((tx) => deliver(tx, functions, clock.now(), events)),
  });
  client.setEnvVars({
    INNGEST_EVENT_API_BASE_URL: listener.origin,
    INNGEST_API_BASE_URL: listener.origin,
    INNGEST_EVENT_KEY: eventKey,
    INNGEST_SIGNING_KEY: signingKey,
  });
  const endpoint = { url: functionsUrl(listener), signingKey };
  try {
    await prepareWakeUps(options.databaseUrl);
    functions = await register(endpoint, db);
  } catch (error) {
    await listener.close();
    throw error;
  }
  const executor: Executor = {
    db,
    clock,
    log,
    functions,
    endpoint,
    backoffMs: options.backoffMs ?? defaultBackoffMs,
    slots: new ConcurrencySlots(),
    inFlight: new Map(),
    claims: new Set(),
  };
  const session = superviseSessions(executor, {
    databaseUrl: options.databaseUrl,
    concurrency: options.concurrency ?? 8,
  });
  return {
    send,
    sendWithin,
    tick: (functionId, cron, at) => db.transaction((tx) => startCronRun(tx, functions, functionId, cron, at)),
    idle: session.idle,
    stop: async (graceMs) => {
      await session.stop(graceMs);
      await listener.close();
    },
  };
}
