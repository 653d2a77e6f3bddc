import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgSequence,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

/** Never repeats, also not after a rollback: what a process remembers under a version is what that version holds. */
export const fieldVersions = pgSequence("field_versions");

/** One row: the version of everything that says how custom fields are read. Each change of it takes a new number. */
export const fieldRegistry = pgTable("field_registry", {
  id: integer().primaryKey().default(1),
  version: bigint({ mode: "number" }).notNull(),
});

export const fieldGroups = pgTable(
  "field_groups",
  {
    id: uuidKey(),
    /** customer | order | order_line | receipt | receipt_line | product | category | store */
    object: text().notNull(),
    code: text().notNull(),
    /** Empty for a group of the system: the interface names it. */
    name: text().notNull().default(""),
    position: integer().notNull().default(0),
    isSystem: boolean().notNull().default(false),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("field_groups_code").on(t.object, t.code)],
);

/** Custom fields; and of system fields, which the code declares, only where they stand and whether they are shown. */
export const fields = pgTable(
  "fields",
  {
    id: uuidKey(),
    object: text().notNull(),
    code: text().notNull(),
    /** system | custom */
    scope: text().notNull().default("custom"),
    name: text().notNull().default(""),
    description: text().notNull().default(""),
    /** string | text | integer | decimal | money | boolean | date | datetime | dictionary | multiselect | url | phone | email | json */
    type: text().notNull(),
    groupCode: text(),
    position: integer().notNull().default(0),
    isHidden: boolean().notNull().default(false),
    dictionaryCode: text(),
    rules: jsonb().notNull().default({}).$type<Record<string, unknown>>(),
    /** active | converting | deleting */
    state: text().notNull().default("active"),
    /** Of the work in the background: `{cursor, done, total, converted, left}`. */
    progress: jsonb().$type<Record<string, unknown>>(),
    createdBy: text(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("fields_code").on(t.object, sql`lower(${t.code})`),
    index("fields_working").on(t.state).where(sql`${t.state} <> 'active'`),
  ],
);

/** Names that sources used in `attributes` and nobody has described yet; one row when a name is first met. */
export const seenAttributes = pgTable(
  "seen_attributes",
  {
    object: text().notNull(),
    code: text().notNull(),
    sample: jsonb(),
    firstSeenAt: instant().notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.object, t.code] })],
);

/** Values that did not fit the type given to their field later: out of the record, but not lost. */
export const fieldLeftovers = pgTable(
  "field_leftovers",
  {
    object: text().notNull(),
    code: text().notNull(),
    /** Key of the record: `1042`, or `1042.7.1` for a line. */
    recordKey: text().notNull(),
    /** Whose record it is, for objects that belong to a person. */
    customerId: bigint({ mode: "number" }),
    value: jsonb().notNull(),
    problem: text().notNull(),
    at: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.object, t.code, t.recordKey] }),
    index("field_leftovers_customer").on(t.customerId),
  ],
);

export const dictionaries = pgTable(
  "dictionaries",
  {
    id: uuidKey(),
    code: text().notNull(),
    name: text().notNull(),
    description: text().notNull().default(""),
    isSystem: boolean().notNull().default(false),
    /** Its items' own fields: `[{code, name, type}]`. */
    itemFields: jsonb().notNull().default([]).$type<{ code: string; name: string; type: string }[]>(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("dictionaries_code").on(t.code)],
);

export const dictionaryItems = pgTable(
  "dictionary_items",
  {
    id: uuidKey(),
    dictionaryId: uuid()
      .notNull()
      .references(() => dictionaries.id, { onDelete: "cascade" }),
    /** What records hold: never changes. */
    code: text().notNull(),
    name: text().notNull(),
    position: integer().notNull().default(0),
    isActive: boolean().notNull().default(true),
    attributes: jsonb().notNull().default({}).$type<Record<string, unknown>>(),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("dictionary_items_code").on(t.dictionaryId, t.code)],
);

export const regions = pgTable(
  "regions",
  {
    id: bigId().primaryKey().generatedByDefaultAsIdentity(),
    externalId: text().notNull(),
    name: text().notNull(),
    parentId: bigint({ mode: "number" }).references((): AnyPgColumn => regions.id),
    /** ISO 4217; empty: the parent's, and at the root the project's. */
    currency: text(),
    /** Other ways sources write it. */
    aliases: text().array().notNull().default([]),
    /** Ids from the root down to and including this one: a subtree is `path @> array[root]`. */
    path: bigint({ mode: "number" }).array().notNull().default([]),
    position: integer().notNull().default(0),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("regions_external").on(t.externalId), index("regions_path").using("gin", t.path)],
);

/** Every way of writing a region, in lower case, and which it means; null when it could mean two. Rebuilt, never edited. */
export const regionNames = pgTable("region_names", {
  name: text().primaryKey(),
  regionId: bigint({ mode: "number" }),
});

/** The regions' own change counter, and up to which change people and stores are matched. One row. */
export const regionMatching = pgTable("region_matching", {
  id: integer().primaryKey().default(1),
  wanted: bigint({ mode: "number" }).notNull().default(0),
  done: bigint({ mode: "number" }).notNull().default(0),
  /** The transaction of the last change: older ones may still write with the names of before. */
  changedIn: bigint({ mode: "number" }).notNull().default(0),
});
