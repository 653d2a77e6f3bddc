import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  doublePrecision,
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
    /** The retailer's own sites: letters' links to them may say who clicked, and visitors keep their id between them. */
    ownDomains: text().array().notNull().default([]),
    /** Pages that may send with this key; empty = any. Servers and apps send no Origin and are not asked. */
    allowedOrigins: text().array().notNull().default([]),
    /** Events a second taken from this key; null = the installation's default. */
    eventsPerSecond: integer(),
    /** Different names of properties remembered for this source; null = the installation's default. */
    maxPropertyNames: integer(),
    /** The key before the last replacement, and until when it still works. */
    oldWriteKey: text(),
    oldKeyUntil: instant(),
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

/**
 * What events look like: for each event of a source one row with property '', and one a property. `kinds` counts the
 * JSON types seen. Bounded per source (sources.max_property_names): what comes beyond is counted as an issue.
 */
export const eventShapes = pgTable(
  "event_shapes",
  {
    sourceId: smallint().notNull(),
    type: text().notNull(),
    name: text().notNull(),
    property: text().notNull(),
    events: bigint({ mode: "number" }).notNull().default(0),
    kinds: jsonb().notNull().default({}),
    example: text(),
    firstSeenAt: instant().notNull(),
    lastSeenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.type, t.name, t.property] })],
);

/** What is wrong with a source's events though they are stored: one row a kind of problem, counted by day. */
export const eventIssues = pgTable(
  "event_issues",
  {
    sourceId: smallint().notNull(),
    /** missing_product_id | unknown_product | missing_price | clock_skew | too_many_properties … */
    code: text().notNull(),
    /** Name of the event it was seen in. */
    name: text().notNull(),
    day: instant().notNull(),
    events: bigint({ mode: "number" }).notNull().default(0),
    /** Of the latest one: what to show and where to look. */
    example: text(),
    eventId: uuid(),
    lastSeenAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sourceId, t.day, t.code, t.name] })],
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
    /** sign-in | link (a letter's link): any sign-in outweighs a link. */
    joinedHow: text(),
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
    // Also carries (drizzle cannot say it) customer_id and type, so that who did it is found without the table.
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
    /** Campaign parameters it began with: source, medium, name, term, content. */
    campaign: jsonb(),
    /** desktop | phone | tablet | app, by the first event. */
    device: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.startedAt, t.originId] }),
    index("visits_last").on(t.lastEventAt),
  ],
);

/**
 * Which goods and categories a subject looked at, per device it did so on (as visits: joining moves the rows).
 * `weight` is the sum of w · 2^((t − 2020)/30 days): a score that halves in 30 days without ever being touched.
 */
export const productViews = pgTable(
  "product_views",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    originId: bigint({ mode: "number" }).notNull(),
    /** product | category */
    kind: text().notNull(),
    /** External id of the product or category. */
    itemId: text().notNull(),
    views: integer().notNull().default(0),
    /** Put into a container: cart, wishlist, own ones. */
    additions: integer().notNull().default(0),
    weight: doublePrecision().notNull().default(0),
    firstAt: instant().notNull(),
    lastAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.kind, t.itemId, t.originId] }),
    index("product_views_item").on(t.kind, t.itemId, t.lastAt),
    index("product_views_origin").on(t.originId).where(sql`customer_id <> origin_id`),
  ],
);

/** What was given back of an order, event by event: whether all of it was is told by their sum, whatever their order. */
export const orderRefunds = pgTable(
  "order_refunds",
  {
    orderId: bigint({ mode: "number" }).notNull(),
    eventId: uuid().notNull(),
    /** null = everything. */
    amountMinor: minorUnits(),
    at: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.orderId, t.eventId] })],
);

/** What happened without anybody: a feed was loaded, a shop opened. Said by servers only. */
export const systemEvents = pgTable(
  "system_events",
  {
    occurredAt: instant().notNull(),
    id: uuid().notNull(),
    sourceId: smallint().notNull(),
    name: text().notNull(),
    properties: jsonb().notNull().default({}),
    context: jsonb().notNull().default({}),
    receivedAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.occurredAt, t.id] }),
    index("system_events_name").on(t.name, t.occurredAt),
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
