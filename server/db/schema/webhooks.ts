import { sql } from "drizzle-orm";
import {
  bigint,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

/** Addresses outside that are told what happens here. */
export const webhookEndpoints = pgTable("webhook_endpoints", {
  id: uuidKey(),
  url: text().notNull(),
  description: text().notNull().default(""),
  /** Event types it is told of. The triggers of the feed read this. */
  types: text().array().notNull(),
  /** active | paused (by a person) | disabled (by us, after days of failure) */
  state: text().notNull().default("active"),
  /** Sealed `whsec_…`. */
  secret: text().notNull(),
  /** The one before, still signed with until its end. */
  previousSecret: text(),
  previousSecretUntil: instant(),
  /** First failure since the last success; null while it answers. */
  failingSince: instant(),
  failuresInRow: integer().notNull().default(0),
  /** Nothing is sent before: it asked for a pause, or fails again and again. */
  restsUntil: instant(),
  lastSuccessAt: instant(),
  lastAttemptAt: instant(),
  lastError: text(),
  disabledAt: instant(),
  disabledReason: text(),
  createdBy: text(),
  createdAt: createdAt(),
  updatedAt: instant().notNull().defaultNow(),
});

/** What outsiders are told: written by the triggers of the feed in the transaction of the change, kept 30 days. */
export const webhookEvents = pgTable(
  "webhook_events",
  {
    /** `webhook-id` without its prefix; the same over all retries. */
    id: uuidKey(),
    type: text().notNull(),
    /** Whom it tells of, so that it goes when she is erased; null when it must outlive her. */
    customerId: bigint({ mode: "number" }),
    occurredAt: instant().notNull(),
    data: jsonb().notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    index("webhook_events_created").on(t.createdAt),
    index("webhook_events_customer").on(t.customerId).where(sql`${t.customerId} is not null`),
  ],
);

export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    endpointId: uuid()
      .notNull()
      .references(() => webhookEndpoints.id, { onDelete: "cascade" }),
    eventId: uuid()
      .notNull()
      .references(() => webhookEvents.id, { onDelete: "cascade" }),
    type: text().notNull(),
    /** pending | delivered | failed (the schedule is over) */
    state: text().notNull().default("pending"),
    attempts: smallint().notNull().default(0),
    nextAttemptAt: instant().notNull().defaultNow(),
    /** While a process is at it. */
    leaseUntil: instant(),
    lastStatus: smallint(),
    lastError: text(),
    deliveredAt: instant(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.eventId] }),
    index("webhook_deliveries_due").on(t.endpointId, t.nextAttemptAt).where(sql`${t.state} = 'pending'`),
    index("webhook_deliveries_list").on(t.endpointId, t.createdAt, t.eventId),
    index("webhook_deliveries_event").on(t.eventId),
  ],
);

export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    endpointId: uuid().notNull(),
    eventId: uuid().notNull(),
    id: bigId().generatedAlwaysAsIdentity(),
    at: instant().notNull(),
    durationMs: integer().notNull(),
    /** null: there was no answer. */
    status: smallint(),
    error: text(),
    /** The first kilobyte of the answer. */
    answer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.endpointId, t.eventId, t.id] }),
    // What a receiver answered may hold what it was told of: it goes with the event.
    foreignKey({
      columns: [t.endpointId, t.eventId],
      foreignColumns: [webhookDeliveries.endpointId, webhookDeliveries.eventId],
    }).onDelete("cascade"),
    index("webhook_attempts_at").on(t.at),
  ],
);
