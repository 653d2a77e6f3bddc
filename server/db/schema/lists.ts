import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { cyrillicLetters, latinLetters } from "@/server/domain/customers/list/name-key";
import { createdAt, instant, uuidKey } from "../columns";

/** A word people put on people: "buys only promo goods". */
export const tags = pgTable(
  "tags",
  {
    id: uuidKey(),
    name: text().notNull(),
    /** One of `tagColors`. */
    color: text().notNull().default("gray"),
    description: text().notNull().default(""),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("tags_name").on(sql`lower(${t.name})`)],
);

/** Who carries which tag. A row past its `expiresAt` counts as gone already; a job removes it at that moment. */
export const customerTags = pgTable(
  "customer_tags",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    tagId: uuid()
      .notNull()
      .references(() => tags.id, { onDelete: "cascade" }),
    addedAt: createdAt(),
    /** page | api | bulk | import | campaign */
    addedVia: text().notNull(),
    addedBy: text().notNull().default(""),
    /** Null: for good. */
    expiresAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.tagId] }),
    index("customer_tags_tag").on(t.tagId, t.customerId),
    index("customer_tags_expiry").on(t.expiresAt).where(sql`expires_at is not null`),
  ],
);

/** A list's filters, sorting and columns under a name; a tab over the list. */
export const tableViews = pgTable(
  "table_views",
  {
    id: uuidKey(),
    /** customers | orders | receipts | products */
    list: text().notNull(),
    name: text().notNull(),
    /** user | role | all */
    audience: text().notNull(),
    /** The user's id, or the role; '' for all. */
    audienceId: text().notNull().default(""),
    /** What stands in the address, and the arrangement of columns. */
    state: jsonb().notNull(),
    isDefault: boolean().notNull().default(false),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("table_views_audience").on(t.list, t.audience, t.audienceId),
    uniqueIndex("table_views_default").on(t.list, t.audience, t.audienceId).where(sql`is_default`),
  ],
);

/** One action on many people. */
export const bulkJobs = pgTable(
  "bulk_jobs",
  {
    id: uuidKey(),
    action: text().notNull(),
    params: jsonb().notNull(),
    /** {ids} or {filter}: what was chosen. */
    selection: jsonb().notNull(),
    /** queued | running | succeeded | cancelled | failed */
    status: text().notNull().default("queued"),
    /** Null until the people are gathered. */
    total: integer(),
    done: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    /** Left as they were because a rule forbids it, such as consent. */
    refused: integer().notNull().default(0),
    cursor: bigint({ mode: "number" }).notNull().default(0),
    problem: text(),
    actorKind: text().notNull(),
    actorId: text(),
    actorLabel: text().notNull(),
    /** The job this one takes back. */
    undoOf: uuid(),
    undoneBy: uuid(),
    createdAt: createdAt(),
    startedAt: instant(),
    finishedAt: instant(),
    cancelRequestedAt: instant(),
    movedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    index("bulk_jobs_created").on(t.createdAt),
    index("bulk_jobs_live").on(t.movedAt).where(sql`status in ('queued', 'running')`),
  ],
);

/** Whom a job is about, fixed when it begins, and what it changed of each: that is what undoing needs. */
export const bulkJobPeople = pgTable(
  "bulk_job_people",
  {
    jobId: uuid()
      .notNull()
      .references(() => bulkJobs.id, { onDelete: "cascade" }),
    customerId: bigint({ mode: "number" }).notNull(),
    /** What was there before; null: nothing was changed. */
    before: jsonb(),
  },
  (t) => [
    primaryKey({ columns: [t.jobId, t.customerId] }),
    index("bulk_job_people_customer").on(t.customerId),
  ],
);

/**
 * Every word of people's names once: typing errors are looked for here, not among a million people. Likeness is that of
 * the words in Latin letters: so it neither depends on the database's locale, nor on the alphabet somebody types in.
 */
export const nameWords = pgTable("name_words", { word: text().primaryKey() }, (t) => [
  index("name_words_alike").using(
    "gin",
    sql`translate(${t.word}, '${sql.raw(cyrillicLetters)}', '${sql.raw(latinLetters)}') gin_trgm_ops`,
  ),
]);

/** Words met lately that `name_words` does not have yet; without a key, so that loads never wait for one another. */
export const newNameWords = pgTable("new_name_words", { word: text().notNull() });
