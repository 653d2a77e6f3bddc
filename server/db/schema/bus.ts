import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, uuidKey } from "../columns";

/** Queues of a message bus that are read all the time. */
export const busConnections = pgTable("bus_connections", {
  id: uuidKey(),
  name: text().notNull(),
  /** The address without its password, for people. */
  address: text().notNull(),
  /** Sealed URL; null: the environment's AMQP_URL. */
  url: text(),
  isFromEnv: boolean().notNull().default(false),
  queue: text().notNull(),
  prefetch: integer().notNull().default(500),
  /** What messages of other makers mean: `[{type, meaning, fields}]`. */
  rules: jsonb().notNull().default([]),
  isActive: boolean().notNull().default(true),
  /** waiting | connecting | reading | failing */
  state: text().notNull().default("waiting"),
  stateAt: instant(),
  lastError: text(),
  lastMessageAt: instant(),
  messages: bigint({ mode: "number" }).notNull().default(0),
  rejected: bigint({ mode: "number" }).notNull().default(0),
  createdBy: text(),
  createdAt: createdAt(),
  updatedAt: instant().notNull().defaultNow(),
});

/** Messages whose effect is in this database: written with it. Kept 90 days. */
export const busMessages = pgTable(
  "bus_messages",
  {
    connectionId: uuid()
      .notNull()
      .references(() => busConnections.id, { onDelete: "cascade" }),
    messageId: text().notNull(),
    at: instant().notNull().defaultNow(),
    /** begun (delivered again, its outcome is not known) | done | rejected */
    state: text().notNull(),
    /** Deliveries that ended in nobody knows what. */
    tries: smallint().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.connectionId, t.messageId] }), index("bus_messages_at").on(t.at)],
);
