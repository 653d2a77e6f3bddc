import { sql } from "drizzle-orm";
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
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { cartEventNames } from "@/server/domain/tracking/event-names";
import { bigId, createdAt, instant, minorUnits } from "../columns";

/** A place events come from: a site, an app. Its write key may only append. */
export const sources = pgTable(
  "sources",
  {
    id: smallint().primaryKey().generatedByDefaultAsIdentity(),
    name: text().notNull(),
    code: text().notNull(),
    /** Public by nature: it stands in the page's source. */
    writeKey: text().notNull(),
    domain: text(),
    /** Events a second taken from this key; null = the installation's default. */
    eventsPerSecond: integer(),
    isActive: boolean().notNull().default(true),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("sources_code").on(t.code), uniqueIndex("sources_write_key").on(t.writeKey)],
);

/** Every event id ever accepted: dedupe for good, whatever the partition, the delay or the shard. */
export const eventKeys = pgTable("event_keys", { id: uuid().primaryKey() });

/** The log as accepted, in commit order for readers: (txid, seq) against the snapshot's oldest running transaction. */
export const eventLog = pgTable(
  "event_log",
  {
    receivedAt: instant().notNull(),
    /** Place among the events of its transaction. */
    seq: bigId().notNull(),
    /** pg_current_xact_id() of the inserting transaction; below 2^53 for longer than anyone will run this. */
    txid: bigint({ mode: "number" }).notNull(),
    id: uuid().notNull(),
    sourceId: smallint().notNull(),
    type: text().notNull(),
    occurredAt: instant().notNull(),
    /**
     * The event as sent, checked to be JSON. Text and not jsonb: the log is written once, read once and never
     * searched inside, and building jsonb costs more than all the rest of the insert.
     */
    payload: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.txid, t.seq, t.receivedAt] })],
);

export const logCursors = pgTable("log_cursors", {
  name: text().primaryKey(),
  txid: bigint({ mode: "number" }).notNull().default(0),
  seq: bigint({ mode: "number" }).notNull().default(0),
  /** receivedAt of the last event read, for the lag shown to people. */
  receivedAt: instant(),
  movedAt: instant().notNull().defaultNow(),
});

/** Events read per source and minute: what Home and the Sources page show, without counting the log. */
export const sourceActivity = pgTable(
  "source_activity",
  {
    sourceId: smallint().notNull(),
    minute: instant().notNull(),
    events: integer().notNull(),
    lastReceivedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.minute] })],
);

/** Names seen, for pickers. Bounded: a flood of made-up names costs nothing but its own events. */
export const eventNames = pgTable(
  "event_names",
  {
    type: text().notNull(),
    name: text().notNull(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    events: bigint({ mode: "number" }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.type, t.name] })],
);

/** Input that was refused, by any door, with its reason. */
export const rejectedInputs = pgTable(
  "rejected_inputs",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    /** tracking | consumer | rest | import */
    door: text().notNull(),
    sourceId: smallint(),
    reason: text().notNull(),
    path: text(),
    /** The event's id in the log, when it got that far. */
    eventId: uuid(),
    payload: text(),
  },
  (t) => [index("rejected_inputs_at").on(t.at)],
);

/** A browser or device that may or may not be known yet. Shares its numbering with customers. */
export const visitors = pgTable(
  "visitors",
  {
    id: bigId().primaryKey(),
    anonymousId: text().notNull(),
    customerId: bigint({ mode: "number" }),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
    /** When (by the event's clock) and by which event the visitor became known: the earliest one decides. */
    joinedAt: instant(),
    joinedBy: uuid(),
  },
  (t) => [uniqueIndex("visitors_anonymous").on(t.anonymousId), index("visitors_customer").on(t.customerId)],
);

/**
 * What happened, by subject. `customerId` is the customer, or the visitor's own number until the visitor is known;
 * `originId` is the number it had at first, which undoing a join goes back to.
 */
export const customerEvents = pgTable(
  "customer_events",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    occurredAt: timestamp({ withTimezone: true, mode: "date" }).notNull(),
    id: uuid().notNull(),
    originId: bigint({ mode: "number" }).notNull(),
    /** The visitor number of the browser or device, signed in or not; null for what a server reports. */
    deviceId: bigint({ mode: "number" }),
    sourceId: smallint().notNull(),
    /** track | page | screen | group | identify | alias */
    type: text().notNull(),
    /** Event name, or page/screen name. */
    name: text().notNull(),
    properties: jsonb().notNull().default({}),
    /** page url, title, referrer, campaign, user agent, ip: what the timeline shows. */
    context: jsonb().notNull().default({}),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.occurredAt, t.id] }),
    index("customer_events_name").on(t.name, t.occurredAt),
    // Moving a visitor's events to another customer finds them by where they began.
    index("customer_events_origin").on(t.originId).where(sql`customer_id <> origin_id`),
    // The cart of a subject is folded from these alone.
    index("customer_events_commerce")
      .on(t.customerId, t.occurredAt)
      .where(
        sql`type = 'track' and name in (${sql.raw(cartEventNames.map((name) => `'${name}'`).join(", "))})`,
      ),
  ],
);

/** A visit: ends after 30 idle minutes. */
export const visits = pgTable(
  "visits",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    startedAt: instant().notNull(),
    originId: bigint({ mode: "number" }).notNull(),
    lastEventAt: instant().notNull(),
    sourceId: smallint().notNull(),
    events: integer().notNull().default(0),
    pages: integer().notNull().default(0),
    landingUrl: text(),
    referrer: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.startedAt, t.originId] }),
    index("visits_last").on(t.lastEventAt),
  ],
);

/** Goods a subject holds in a container (cart, wishlist), derived from its events. */
export const carts = pgTable(
  "carts",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    container: text().notNull().default("cart"),
    /** open | emptied | ordered */
    state: text().notNull(),
    /** First add since the container was last empty or ordered. */
    startedAt: instant().notNull(),
    lastActionAt: instant().notNull(),
    /** Lines: productId (external), name, quantity, priceMinor, url, imageUrl, variant, category. */
    items: jsonb().notNull().$type<unknown[]>(),
    itemsCount: integer().notNull().default(0),
    totalMinor: minorUnits().notNull().default(0),
    currency: text(),
    cartUrl: text(),
    sourceId: smallint().notNull(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.container] }),
    index("carts_open").on(t.state, t.lastActionAt),
  ],
);
