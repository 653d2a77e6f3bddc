import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, minorUnits, uuidKey } from "../columns";

/** A way to score customers: one for all by default, others for a base of their own. */
export const rfmModels = pgTable(
  "rfm_models",
  {
    id: uuidKey(),
    name: text().notNull(),
    isDefault: boolean().notNull().default(false),
    /** groups, period, bounds, base: as the domain's schema says. */
    scoring: jsonb().notNull(),
    /** Names the project gave the named segments, by their code. */
    segmentNames: jsonb().notNull().default({}).$type<Record<string, string>>(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [uniqueIndex("rfm_models_default").on(t.isDefault).where(sql`is_default`)],
);

/** A computation: how it was scored, and what came of it. */
export const rfmRuns = pgTable(
  "rfm_runs",
  {
    id: bigId().primaryKey().generatedAlwaysAsIdentity(),
    modelId: uuid()
      .notNull()
      .references(() => rfmModels.id, { onDelete: "cascade" }),
    asOf: date({ mode: "string" }).notNull(),
    scoring: jsonb().notNull(),
    startedAt: instant().notNull(),
    finishedAt: instant().notNull(),
    customers: integer().notNull(),
    /** Customers whose cell changed, who came in or fell out. */
    moved: integer().notNull(),
    /** Per axis and score: the lowest and highest value that has it. */
    bounds: jsonb().notNull(),
    /** Size and sum of every cell: r, f, m, customers, monetary_minor. */
    cells: jsonb().notNull(),
  },
  (t) => [index("rfm_runs_model").on(t.modelId, t.asOf)],
);

/** Where a customer is now. No row: no purchase in the period. */
export const rfmScores = pgTable(
  "rfm_scores",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    modelId: uuid().notNull(),
    lastOn: date({ mode: "string" }).notNull(),
    frequency: integer().notNull(),
    monetaryMinor: minorUnits().notNull(),
    r: smallint().notNull(),
    f: smallint().notNull(),
    m: smallint().notNull(),
    /** Code of the named segment that R and F mean. */
    segment: text().notNull(),
    /** The `as_of` that brought her into this cell. */
    since: date({ mode: "string" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.modelId] }),
    index("rfm_scores_cell").on(t.modelId, t.r, t.f, t.m),
    index("rfm_scores_segment").on(t.modelId, t.segment),
  ],
);

/** Every change of a cell: null before for who came in, null after for who fell out. */
export const rfmMoves = pgTable(
  "rfm_moves",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    modelId: uuid().notNull(),
    runId: bigint({ mode: "number" }).notNull(),
    movedOn: date({ mode: "string" }).notNull(),
    fromR: smallint(),
    fromF: smallint(),
    fromM: smallint(),
    toR: smallint(),
    toF: smallint(),
    toM: smallint(),
    /** The named segments of both ends, as that run's groups meant them. */
    fromSegment: text(),
    toSegment: text(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.modelId, t.runId] }),
    index("rfm_moves_run").on(t.modelId, t.runId),
    index("rfm_moves_day").on(t.modelId, t.movedOn),
  ],
);
