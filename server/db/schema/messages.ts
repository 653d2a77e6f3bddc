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
import { createdAt, instant } from "../columns";

/**
 * The ledger: one row per (source, recipient, node or mailing, channel). `id` is made from those parts alone, and
 * `plannedAt` (the month it lies in) is fixed by the source, so planning twice meets the same primary key.
 */
export const messages = pgTable(
  "messages",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    plannedAt: instant().notNull(),
    id: uuid().notNull(),
    channel: text().notNull(),
    /** campaign | mailing | test */
    sourceKind: text().notNull(),
    sourceId: text().notNull(),
    sourceVersion: integer(),
    nodeId: text(),
    /** Participant entry the message belongs to. */
    participantId: bigint({ mode: "number" }),
    category: text().notNull().default(""),
    /** Service messages: beyond category opt-outs and contact policy, never marketing. */
    isTransactional: boolean().notNull().default(false),
    templateId: uuid(),
    templateVersion: integer(),
    /** What the source knew when it planned: the trigger's object (cart, order, event), for the template. */
    context: jsonb().notNull().default({}),
    /** The canonical address it goes to, as it was when planned. */
    address: text(),
    /** planned | claimed | accepted | delivered | failed | uncertain | skipped */
    state: text().notNull(),
    reason: text(),
    /** Human detail of the reason: provider answer, render error, deferred until. */
    detail: text(),
    /** Not to be sent before (quiet hours, rate limits, provider's Retry-After). */
    notBefore: instant().notNull(),
    expiresAt: instant(),
    attempts: smallint().notNull().default(0),
    /** Fencing token: only the claim that holds it may record an outcome. */
    claimToken: uuid(),
    claimedAt: instant(),
    leaseUntil: instant(),
    firstAttemptAt: instant(),
    /** Set while an attempt was begun whose outcome is not known; cleared by any definite answer. */
    attemptOpenSince: instant(),
    provider: text(),
    providerMessageId: text(),
    subject: text(),
    acceptedAt: instant(),
    deliveredAt: instant(),
    failedAt: instant(),
    /** Opens and clicks by people. */
    firstOpenedAt: instant(),
    firstClickedAt: instant(),
    lastClickedAt: instant(),
    /** Opens and clicks by scanners and image proxies. */
    machineOpenedAt: instant(),
    machineClickedAt: instant(),
    unsubscribedAt: instant(),
    complainedAt: instant(),
    bouncedAt: instant(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.plannedAt, t.id] }),
    index("messages_source").on(t.sourceKind, t.sourceId, t.nodeId, t.state),
    index("messages_due").on(t.state, t.notBefore),
    index("messages_id").on(t.id),
    index("messages_created").on(t.createdAt),
  ],
);

/** What was rendered, fixed before the first attempt so that a retry is byte-identical. */
export const messageContents = pgTable(
  "message_contents",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    plannedAt: instant().notNull(),
    messageId: uuid().notNull(),
    subject: text().notNull(),
    html: text().notNull(),
    text: text().notNull(),
    headers: jsonb().notNull().default({}),
    fromName: text().notNull().default(""),
    fromAddress: text().notNull(),
    replyTo: text(),
    toName: text().notNull().default(""),
    /** Target of each tracked link, by its number in the click token. */
    links: jsonb().notNull().default([]).$type<string[]>(),
    renderedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.plannedAt, t.messageId] })],
);

/** Everything that happened to a message: attempts, deliveries, opens, clicks, bounces, complaints, unsubscribes. */
export const messageEvents = pgTable(
  "message_events",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    at: instant().notNull(),
    id: uuid().notNull(),
    messageId: uuid().notNull(),
    plannedAt: instant().notNull(),
    /** planned | skipped | rendered | attempt | accepted | delivered | deferred | failed | bounced | uncertain | opened | clicked | unsubscribed | complained */
    kind: text().notNull(),
    /** Opens and clicks made by scanners and image proxies, with the evidence in `data`. */
    isMachine: boolean().notNull().default(false),
    linkNo: integer(),
    url: text(),
    data: jsonb().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.at, t.id] }),
    index("message_events_message").on(t.messageId),
    // Rows come in the order of their time: a summary of each stretch finds those of a moment, at next to no cost.
    index("message_events_at").using("brin", t.at),
  ],
);

/** Provider callbacks already handled: an event id counts once. */
export const providerEvents = pgTable(
  "provider_events",
  {
    provider: text().notNull(),
    eventId: text().notNull(),
    receivedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.provider, t.eventId] })],
);

/** Which purchase a message earned: one row per purchase, the last engagement wins. */
export const orderAttributions = pgTable(
  "order_attributions",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    /** order | receipt */
    purchaseKind: text().notNull(),
    purchaseId: bigint({ mode: "number" }).notNull(),
    messageId: uuid().notNull(),
    sourceKind: text().notNull(),
    sourceId: text().notNull(),
    sourceVersion: integer(),
    nodeId: text(),
    /** click | open | delivery */
    engagement: text().notNull(),
    engagedAt: instant().notNull(),
    purchasedAt: instant().notNull(),
    amountMinor: bigint({ mode: "number" }).notNull(),
    attributedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.purchaseKind, t.purchaseId] }),
    index("order_attributions_source").on(t.sourceKind, t.sourceId, t.purchasedAt),
  ],
);
