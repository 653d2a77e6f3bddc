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
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant } from "../columns";

/** Kinds of identifiers and what each may do. The built-in ones are rows too: their settings are the user's. */
export const identityKindRows = pgTable("identity_kinds", {
  code: text().primaryKey(),
  /** Empty for a built-in kind: the interface names it. */
  name: text().notNull().default(""),
  /** The smaller, the stronger. */
  priority: integer().notNull(),
  /** Values of this kind a person has at most; one: another value means another person. */
  maxPerPerson: integer().notNull(),
  /** Whether a value may say whom a row is about. Otherwise it is only kept. */
  mayDecide: boolean().notNull().default(true),
  /** Whether a value that two people claim may merge them by itself, where a caller asks for merging. */
  mayMerge: boolean().notNull().default(false),
  /** A value brought by more people than this is refused from then on; null: never. */
  blockAfter: integer(),
  isBuiltIn: boolean().notNull().default(false),
  createdAt: createdAt(),
});

/** Values that name nobody: listed by hand, or found out. Beside them stands the built-in list of the code. */
export const identityRefusals = pgTable(
  "identity_refusals",
  {
    /** '' = of any kind. */
    kind: text().notNull().default(""),
    value: text().notNull(),
    /** listed | too_many */
    reason: text().notNull(),
    /** How many people had brought it. */
    people: integer(),
    addedBy: text().notNull(),
    addedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.kind, t.value] })],
);

/** Who else brought a value that is somebody's: evidence of a duplicate, and the count that blocks a shared value. */
export const identityContests = pgTable(
  "identity_contests",
  {
    kind: text().notNull(),
    value: text().notNull(),
    /** The strongest identifier of the row that brought it, so that nobody counts twice. */
    contender: text().notNull(),
    /** Whom the row became, when it was accepted without the value. */
    customerId: bigint({ mode: "number" }),
    at: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.value, t.contender] }),
    index("identity_contests_customer").on(t.customerId).where(sql`customer_id is not null`),
  ],
);

/** What each merge moved, table by table: what undoing gives back. Kept while an undo is possible. */
export const customerMergeRows = pgTable(
  "customer_merge_rows",
  {
    mergeId: bigint({ mode: "number" }).notNull(),
    id: bigId().generatedAlwaysAsIdentity(),
    tableName: text().notNull(),
    /** moved: keys of rows that went over · lost: whole rows that gave way to another of the same key */
    what: text().notNull(),
    rows: jsonb().notNull().$type<Record<string, unknown>[]>(),
  },
  (t) => [primaryKey({ columns: [t.mergeId, t.id] })],
);

/** Rules of merging: which are on, and whether they merge by themselves. Their conditions are code. */
export const mergeRules = pgTable("merge_rules", {
  code: text().primaryKey(),
  isAutomatic: boolean().notNull().default(false),
  updatedAt: instant().notNull().defaultNow(),
});

/** Under which keys a person is looked for among duplicates: those who share a key are compared, nobody else. */
export const customerMatchKeys = pgTable(
  "customer_match_keys",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    kind: text().notNull(),
    key: text().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.key, t.customerId] }),
    index("customer_match_keys_customer").on(t.customerId),
  ],
);

/** Two people who may be one. The smaller number stands first, so a pair stands once. */
export const duplicateSuggestions = pgTable(
  "duplicate_suggestions",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    otherId: bigint({ mode: "number" }).notNull(),
    /** 0-100. */
    score: smallint().notNull(),
    /** The strongest evidence: what "merge all of this kind" goes by. */
    kind: text().notNull(),
    /** `[{kind, points}]` */
    evidence: jsonb().notNull().$type<{ kind: string; points: number }[]>(),
    /** open | different (a person said so; remembered) | merged */
    state: text().notNull().default("open"),
    decidedBy: text(),
    decidedAt: instant(),
    foundAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.otherId] }),
    index("duplicate_suggestions_state").on(t.state, t.score, t.customerId, t.otherId),
    index("duplicate_suggestions_other").on(t.otherId),
  ],
);

/** Erasing of a person: the order, its course, and afterwards the proof. Holds a number and counts, nothing of hers. */
export const erasures = pgTable(
  "erasures",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    customerId: bigint({ mode: "number" }).notNull(),
    /** Her own number and those of everybody merged into her. */
    subjectIds: bigint({ mode: "number" }).array().notNull(),
    /** asked_by_person | consent_withdrawn | purpose_reached | unlawful */
    ground: text().notNull(),
    /** queued | running | done | failed */
    state: text().notNull().default("queued"),
    requestedBy: text().notNull(),
    requestedAt: instant().notNull().defaultNow(),
    finishedAt: instant(),
    /** Rows per table: deleted, and kept without anything of hers. */
    counts: jsonb().notNull().default({}).$type<Record<string, number>>(),
    /** Whether her identifiers are refused from now on. */
    isSuppressed: boolean().notNull().default(true),
    problem: text(),
  },
  (t) => [index("erasures_requested").on(t.requestedAt), index("erasures_customer").on(t.customerId)],
);

/** Salted hashes of identifiers of erased people: they are refused, and nobody can read from here what they were. */
export const suppressions = pgTable("suppressions", {
  hash: text().primaryKey(),
  addedAt: createdAt(),
});
