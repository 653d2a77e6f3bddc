import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

/** The embedded executor's own state: what a real Inngest keeps for itself. Losing it loses nothing. */
export const engineFunctions = pgTable("engine_functions", {
  id: text().primaryKey(),
  config: jsonb().notNull(),
  registeredAt: createdAt(),
});

export const engineEvents = pgTable(
  "engine_events",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    /** The sender's id, for dedupe. */
    eventId: text().notNull(),
    name: text().notNull(),
    data: jsonb().notNull(),
    ts: bigint({ mode: "number" }).notNull(),
    receivedAt: createdAt(),
  },
  (t) => [uniqueIndex("engine_events_event").on(t.eventId), index("engine_events_received").on(t.receivedAt)],
);

export const engineRuns = pgTable(
  "engine_runs",
  {
    id: uuidKey(),
    functionId: text().notNull(),
    event: jsonb().notNull(),
    /** queued | running | sleeping | waiting | completed | failed | cancelled */
    state: text().notNull().default("queued"),
    attempt: integer().notNull().default(0),
    wakeAt: instant(),
    output: jsonb(),
    error: jsonb(),
    idempotencyKey: text(),
    concurrencyKey: text(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
  },
  (t) => [
    index("engine_runs_state").on(t.state, t.wakeAt),
    index("engine_runs_function").on(t.functionId, t.state),
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
    position: integer().notNull(),
    name: text().notNull(),
    op: text().notNull(),
    /** pending | done | failed */
    state: text().notNull(),
    attempt: integer().notNull().default(0),
    data: jsonb(),
    error: jsonb(),
    dueAt: instant(),
    createdAt: createdAt(),
    finishedAt: instant(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.stepId] })],
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
    timeoutAt: instant().notNull(),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.runId, t.stepId] }), index("engine_waits_event").on(t.eventName)],
);
