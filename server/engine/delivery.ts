/** Events: stored once by their id, then, when their time has come, turned into runs, ends of waits, and cancellations. */
import { sql } from "drizzle-orm";
import { arrayParam, type Queryable, type Tx } from "@/server/db/client";
import { keyOf, matches } from "./expression";
import type { FunctionSpec } from "./function-config";
import { endStep } from "./outcome";
import type { EventPayload } from "./protocol";
import { wakeForDelivery, wakeRuns } from "./wake-ups";

type Functions = ReadonlyMap<string, FunctionSpec>;

/**
 * In the caller's transaction. An id seen in the last 24 hours is dropped. An event whose own time lies ahead is kept
 * until then; how far ahead is measured by the sender's clock (ours), and counted from the database's.
 */
export async function deliver(
  tx: Tx,
  functions: Functions,
  now: Date,
  events: readonly EventPayload[],
): Promise<void> {
  if (events.length === 0) return;
  const delays = events.map((event) => Math.max(0, event.ts - now.getTime()));
  const stored = await tx.execute<{ eventId: string; isDue: boolean }>(sql`
    insert into engine_events (event_id, name, data, ts, deliver_at, delivered_at)
    select id, name, data::json, ts, clock_timestamp() + delay * interval '1 millisecond', case when delay = 0 then now() end
    from unnest(
      ${arrayParam(column(events, "id"), "text")}, ${arrayParam(column(events, "name"), "text")},
      ${arrayParam(
        events.map((event) => JSON.stringify(event.data ?? null)),
        "text",
      )},
      ${arrayParam(
        events.map((event) => event.ts),
        "bigint",
      )}, ${arrayParam(delays, "bigint")}
    ) as given(id, name, data, ts, delay)
    on conflict (event_id) do nothing
    returning event_id as "eventId", delivered_at is not null as "isDue"`);
  const due = new Set(stored.filter((row) => row.isDue).map((row) => row.eventId));
  const later = stored.filter((row) => !row.isDue);
  await wakeForDelivery(tx, column(later, "eventId"));
  // A batch that carries one id twice is stored, and told, once.
  await react(
    tx,
    functions,
    events.filter((event) => due.delete(event.id)),
  );
}

const column = <Name extends string>(rows: readonly Record<Name, string>[], name: Name) =>
  rows.map((row) => row[name]);

/** The wake-up of an event from the future. */
export async function deliverStored(tx: Tx, functions: Functions, eventId: string): Promise<void> {
  const rows = await tx.execute<EventPayload>(sql`
    update engine_events set delivered_at = now() where event_id = ${eventId} and delivered_at is null
    returning event_id as id, name, data, ts`);
  await react(tx, functions, rows);
}

async function react(tx: Tx, functions: Functions, events: readonly EventPayload[]): Promise<void> {
  if (events.length === 0) return;
  const runs = events.flatMap((event) =>
    [...functions.values()]
      .filter((spec) =>
        spec.events.some((trigger) => trigger.event === event.name && matches(trigger.condition, { event })),
      )
      .map((spec) => ({
        spec,
        event,
        key: spec.idempotency ? `key:${keyOf(spec.idempotency, { event })}` : `event:${event.id}`,
      })),
  );
  await startRuns(tx, runs);
  await endWaits(tx, events);
  await cancelRuns(tx, functions, events);
}

export interface NewRun {
  spec: FunctionSpec;
  event: EventPayload;
  /** A second run of the function with the same key does not start. */
  key: string;
}

export async function startRuns(tx: Tx, runs: readonly NewRun[]): Promise<void> {
  if (runs.length === 0) return;
  const started = await tx.execute<{ id: string }>(sql`
    insert into engine_runs (function_id, event, idempotency_key)
    select function_id, event::json, key
    from unnest(
      ${arrayParam(
        runs.map((run) => run.spec.id),
        "text",
      )}, ${arrayParam(
        runs.map((run) => JSON.stringify(run.event)),
        "text",
      )},
      ${arrayParam(column(runs, "key"), "text")}
    ) as given(function_id, event, key)
    on conflict (function_id, idempotency_key) do nothing returning id`);
  await wakeRuns(tx, column(started, "id"));
}

/** One run per function and minute, however often the tick is told. */
export async function startCronRun(
  tx: Tx,
  functions: Functions,
  functionId: string,
  cron: string,
  at: Date,
): Promise<void> {
  const spec = functions.get(functionId);
  if (!spec?.crons.includes(cron)) return;
  const key = `cron:${cron}:${at.toISOString()}`;
  const event = {
    id: `${functionId}:${key}`,
    name: "inngest/scheduled.timer",
    data: { cron },
    ts: at.getTime(),
  };
  await startRuns(tx, [{ spec, event, key }]);
}

type WaitRow = {
  runId: string;
  stepId: string;
  eventName: string;
  expression: string | null;
  event: EventPayload;
};

async function endWaits(tx: Tx, events: readonly EventPayload[]): Promise<void> {
  const names = [...new Set(events.map((event) => event.name))];
  const waits = await tx.execute<WaitRow>(sql`
    select w.run_id as "runId", w.step_id as "stepId", w.event_name as "eventName", w.expression, r.event
    from engine_waits w join engine_runs r on r.id = w.run_id
    where w.event_name = any(${arrayParam(names, "text")}) order by w.created_at`);
  const woken: string[] = [];
  for (const wait of waits) {
    const event = events.find(
      (one) => one.name === wait.eventName && matches(wait.expression, { event: wait.event, async: one }),
    );
    if (!event) continue;
    const locked = await tx.execute<{ state: string }>(
      sql`select state from engine_runs where id = ${wait.runId} for update`,
    );
    const state = locked[0]?.state;
    if (state && (await endStep(tx, wait, { data: event }, state))) woken.push(wait.runId);
  }
  await wakeRuns(tx, woken);
}

async function cancelRuns(tx: Tx, functions: Functions, events: readonly EventPayload[]): Promise<void> {
  for (const spec of functions.values()) {
    for (const trigger of spec.cancelOn) {
      const arrived = events.filter((event) => event.name === trigger.event);
      if (arrived.length === 0) continue;
      const open = await tx.execute<{ id: string; event: EventPayload }>(sql`
        select id, event from engine_runs where function_id = ${spec.id} and state in ('queued', 'running', 'waiting')`);
      const hit = open.filter((run) =>
        arrived.some((event) => matches(trigger.condition, { event: run.event, async: event })),
      );
      await markCancelled(
        tx,
        hit.map((run) => run.id),
      );
    }
  }
}

/** A call in flight goes on to its end, but what it answers is not taken. */
export async function markCancelled(tx: Queryable, runIds: readonly string[]): Promise<void> {
  if (runIds.length === 0) return;
  const ids = arrayParam(runIds, "uuid");
  await tx.execute(sql`update engine_runs set state = 'cancelled', claim = null, wake_at = null, finished_at = now(), updated_at = now()
    where id = any(${ids}) and state in ('queued', 'running', 'waiting')`);
  await tx.execute(sql`delete from engine_waits where run_id = any(${ids})`);
}
