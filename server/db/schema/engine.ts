import {
  bigint,
  boolean,
  index,
  integer,
  json,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

/**
 * The embedded executor's own state: what a real Inngest keeps for itself. Losing it loses nothing.
 * States and transitions: server/engine/index.ts. Payloads are json, not jsonb: kept as they came (jsonb refuses \u0000).
 */
export const engineFunctions = pgTable("engine_functions", {
  id: text().primaryKey(),
  config: json().notNull(),
  registeredAt: createdAt(),
});

export const engineEvents = pgTable(
  "engine_events",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    /** The sender's id, for dedupe. */
    eventId: text().notNull(),
    name: text().notNull(),
    data: json().notNull(),
    ts: bigint({ mode: "number" }).notNull(),
    receivedAt: createdAt(),
    /** In the future when the event's own time is. */
    deliverAt: instant().notNull().defaultNow(),
    deliveredAt: instant(),
  },
  (t) => [uniqueIndex("engine_events_event").on(t.eventId), index("engine_events_received").on(t.receivedAt)],
);

export const engineRuns = pgTable(
  "engine_runs",
  {
    id: uuidKey(),
    functionId: text().notNull(),
    event: json().notNull(),
    /** queued | running | waiting | completed | failed | cancelled */
    state: text().notNull().default("queued"),
    attempt: integer().notNull().default(0),
    /** Queued, but not before. */
    wakeAt: instant(),
    /** Which call may write the outcome; anyone else's answer comes too late. */
    claim: uuid(),
    /** A step ended while a call was in flight: call once more. */
    again: boolean().notNull().default(false),
    output: json(),
    error: json(),
    idempotencyKey: text(),
    createdAt: createdAt(),
    startedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
  },
  (t) => [
    index("engine_runs_state").on(t.state, t.wakeAt),
    index("engine_runs_function").on(t.functionId, t.state),
    index("engine_runs_created").on(t.createdAt),
    uniqueIndex("engine_runs_idempotency").on(t.functionId, t.idempotencyKey),
  ],
);

export const engineSteps = pgTable(
  "engine_steps",
  {
    runId: uuid()
      .notNull()
      .references(() => engineRuns.id, { onDelete: "cascade" }),
    /** The SDK's hash of the step. */
    stepId: text().notNull(),
    /** Order in which the run's steps ended; none while pending. */
    position: integer(),
    name: text().notNull(),
    /** run | sleep | wait */
    op: text().notNull(),
    /** pending | done | failed */
    state: text().notNull(),
    /** Found together with others: the function is called again when all of them have ended. */
    isGrouped: boolean().notNull().default(false),
    attempt: integer().notNull().default(0),
    claim: uuid(),
    data: json(),
    error: json(),
    /** End of the sleep, timeout of the wait, or not to be tried before. */
    dueAt: instant(),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.stepId] }), index("engine_steps_state").on(t.state, t.dueAt)],
);

/** Steps that wait for an event. */
export const engineWaits = pgTable(
  "engine_waits",
  {
    runId: uuid()
      .notNull()
      .references(() => engineRuns.id, { onDelete: "cascade" }),
    stepId: text().notNull(),
    eventName: text().notNull(),
    /** The SDK's match expression. */
    expression: text(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.stepId] }), index("engine_waits_event").on(t.eventName)],
);
