import { sql } from "drizzle-orm";
import {
  bigint,
  date,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, minorUnits, uuidKey } from "../columns";

/** One sequence numbers customers and anonymous visitors alike, so that an event's subject is one column. */
export const subjectIds = pgSequence("subject_ids", { startWith: 1000 });

export const customers = pgTable(
  "customers",
  {
    id: bigId().primaryKey().default(sql`nextval('subject_ids')`),
    externalId: text(),
    email: text(),
    /** E.164. */
    phone: text(),
    firstName: text(),
    middleName: text(),
    lastName: text(),
    /** male | female */
    gender: text(),
    birthOn: date({ mode: "string" }),
    country: text(),
    city: text(),
    region: text(),
    /** The node of the tree that the text means, when it is known. */
    regionId: bigint({ mode: "number" }),
    zip: text(),
    locale: text(),
    timeZone: text(),
    registeredAt: instant(),
    /** Custom fields by code. */
    attributes: jsonb().notNull().default({}).$type<Record<string, unknown>>(),
    /** When each field was last set, by the source's clock: the later write wins whatever the order of arrival. */
    fieldTimes: jsonb().notNull().default({}).$type<Record<string, string>>(),
    /** Contact codes of the data-quality rules: 0 good, 1-29 soft, 30+ hard. */
    emailCode: smallint().notNull().default(0),
    phoneCode: smallint().notNull().default(0),
    /** active | merged | erased */
    state: text().notNull().default("active"),
    mergedInto: bigint({ mode: "number" }),
    createdVia: text().notNull().default("api"),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
    lastSeenAt: instant(),
  },
  (t) => [
    // Everybody whom a segment may mean, read without the table.
    index("customers_active").on(t.id).where(sql`state = 'active'`),
    index("customers_created").on(t.createdAt, t.id),
    index("customers_seen").on(t.lastSeenAt, t.id),
    index("customers_merged_into").on(t.mergedInto).where(sql`merged_into is not null`),
    index("customers_last_name").on(t.lastName, t.id),
    // Quick search by the beginnings of names, in any collation: surname and name in one walk.
    index("customers_last_first").on(
      sql`lower(${t.lastName}) text_pattern_ops`,
      sql`lower(${t.firstName}) text_pattern_ops`,
    ),
    index("customers_first_middle").on(
      sql`lower(${t.firstName}) text_pattern_ops`,
      sql`lower(${t.middleName}) text_pattern_ops`,
    ),
    // Filters of the list that few people match: found by these instead of by walking along the sorting.
    index("customers_attributes").using("gin", sql`${t.attributes} jsonb_path_ops`),
    index("customers_email_trouble").on(t.emailCode, t.id).where(sql`email_code > 0`),
    index("customers_phone_trouble").on(t.phoneCode, t.id).where(sql`phone_code > 0`),
    index("customers_birthday").on(t.birthOn, t.id).where(sql`birth_on is not null`),
    index("customers_city").on(t.city, t.id),
    index("customers_region").on(t.regionId, t.id),
  ],
);

/** Who an identifier belongs to. The key is the identifier, so one identifier never belongs to two. */
export const customerIdentities = pgTable(
  "customer_identities",
  {
    /** external_id | email | phone | anonymous_id | card | push_token */
    kind: text().notNull(),
    value: text().notNull(),
    customerId: bigint({ mode: "number" }).notNull(),
    addedVia: text().notNull(),
    addedAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.value] }),
    index("customer_identities_customer").on(t.customerId),
    // Quick search by the beginning of any identifier.
    index("customer_identities_prefix").on(sql`lower(${t.value}) text_pattern_ops`),
  ],
);

/** What joining or merging did, with all that undoing needs. */
export const customerMerges = pgTable(
  "customer_merges",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().generatedAlwaysAsIdentity(),
    /** The visitor or customer whose data moved. */
    donorId: bigint({ mode: "number" }).notNull(),
    /** visitor | customer */
    donorKind: text().notNull(),
    rule: text().notNull(),
    at: instant().notNull().defaultNow(),
    actorLabel: text().notNull(),
    details: jsonb().notNull().default({}),
    /** When what writers under way had still brought to the donor was fetched too. */
    settledAt: instant(),
    undoneAt: instant(),
    undoneBy: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index("customer_merges_donor").on(t.donorId),
    index("customer_merges_id").on(t.id),
    index("customer_merges_unsettled").on(t.at).where(sql`settled_at is null`),
  ],
);

/** Kept current on each purchase; exact after a recompute. */
export const customerMetrics = pgTable(
  "customer_metrics",
  {
    customerId: bigint({ mode: "number" }).primaryKey(),
    purchases: integer().notNull().default(0),
    revenueMinor: minorUnits().notNull().default(0),
    firstPurchaseAt: instant(),
    lastPurchaseAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("customer_metrics_last").on(t.lastPurchaseAt, t.customerId),
    index("customer_metrics_revenue").on(t.revenueMinor, t.customerId),
    index("customer_metrics_purchases").on(t.purchases, t.customerId),
  ],
);

/** Current consent. Category '' is the whole channel; channel off beats category on. */
export const subscriptions = pgTable(
  "subscriptions",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    channel: text().notNull(),
    category: text().notNull().default(""),
    /** subscribed | unsubscribed | pending */
    state: text().notNull(),
    source: text().notNull(),
    reason: text(),
    changedAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.channel, t.category] })],
);

/** Append-only proof. */
export const consentLog = pgTable(
  "consent_log",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().generatedAlwaysAsIdentity(),
    at: instant().notNull().defaultNow(),
    channel: text().notNull(),
    category: text().notNull().default(""),
    state: text().notNull(),
    source: text().notNull(),
    reason: text(),
    wording: text(),
    messageId: text(),
    userAgent: text(),
    network: text(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.id] })],
);

export const mailingCategories = pgTable(
  "mailing_categories",
  {
    id: uuidKey(),
    code: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(""),
    /** Service messages: no opt-out by category, no policy, never marketing. */
    isTransactional: text().notNull().default("no"),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("mailing_categories_code").on(t.code)],
);
