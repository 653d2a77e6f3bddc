import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, uuidKey } from "../columns";

/** A set of customers under a name. */
export const segments = pgTable(
  "segments",
  {
    id: uuidKey(),
    name: text().notNull(),
    description: text().notNull().default(""),
    /** dynamic: whoever fulfils the rule; list: chosen people; sample: a stable share of those who fulfil the rule. */
    kind: text().notNull(),
    /** The rule as a document; null for a list. */
    definition: jsonb(),
    /** Of a sample: {percent} or {count}, and the salt that makes it stable. */
    sample: jsonb(),
    version: integer().notNull().default(1),
    /** Its members are kept current and their moves noted; otherwise it costs nothing and is counted on demand. */
    isLive: boolean().notNull().default(false),
    /** Of a live one: everybody is to be judged anew, as the definition or what it refers to has changed. */
    isStale: boolean().notNull().default(false),
    /** Why the last attempt to judge everybody failed; null: it did not. */
    problem: text(),
    size: integer(),
    sizeAt: instant(),
    /** Up to which moment members are right as far as time alone goes; then `nextChangeAt`. */
    evaluatedAt: instant(),
    nextChangeAt: instant(),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
    archivedAt: instant(),
  },
  (t) => [
    index("segments_name").on(t.name, t.id),
    index("segments_next_change").on(t.nextChangeAt).where(sql`is_live and archived_at is null`),
  ],
);

/** What a definition was before each change. */
export const segmentVersions = pgTable(
  "segment_versions",
  {
    segmentId: uuid()
      .notNull()
      .references(() => segments.id, { onDelete: "cascade" }),
    version: integer().notNull(),
    definition: jsonb(),
    actorLabel: text().notNull().default(""),
    savedAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.segmentId, t.version] })],
);

/** Members of lists, and of live segments. */
export const segmentMembers = pgTable(
  "segment_members",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    segmentId: uuid().notNull(),
    enteredAt: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.segmentId] }),
    index("segment_members_segment").on(t.segmentId, t.customerId),
  ],
);

/** Who entered and left, and when. */
export const segmentMoves = pgTable(
  "segment_moves",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().notNull().generatedAlwaysAsIdentity(),
    segmentId: uuid().notNull(),
    /** entered | left */
    kind: text().notNull(),
    /** change: of her data; time: alone; edit: of the definition; hand: of a list. */
    cause: text().notNull().default("change"),
    at: instant().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index("segment_moves_segment").on(t.segmentId, t.at),
    // Who writes moves of a segment holds its row, so they commit in the order of their ids: readers keep a position.
    index("segment_moves_order").on(t.segmentId, t.id),
  ],
);

/**
 * Whom live segments have to look at again, written by triggers in the transaction of the change. Only ever appended
 * to, so that no writer waits for the reader; what was judged is deleted.
 */
export const segmentMarks = pgTable(
  "segment_marks",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().notNull().generatedAlwaysAsIdentity(),
    topic: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.customerId, t.id] }), index("segment_marks_order").on(t.id)],
);

/** Which kinds of change make which live segment look again: `purchases`, `event:track:Product Viewed`, `list:<id>`. */
export const segmentDependencies = pgTable(
  "segment_dependencies",
  {
    topic: text().notNull(),
    segmentId: uuid()
      .notNull()
      .references(() => segments.id, { onDelete: "cascade" }),
  },
  (t) => [
    primaryKey({ columns: [t.topic, t.segmentId] }),
    index("segment_dependencies_segment").on(t.segmentId),
  ],
);

/** Size of live segments by day, and how it came about. */
export const segmentDays = pgTable(
  "segment_days",
  {
    segmentId: uuid()
      .notNull()
      .references(() => segments.id, { onDelete: "cascade" }),
    /** Day of the project's zone. */
    day: text().notNull(),
    size: integer().notNull(),
    entered: integer().notNull().default(0),
    left: integer().notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.segmentId, t.day] })],
);
