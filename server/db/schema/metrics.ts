import {
  bigint,
  boolean,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { createdAt, instant, minorUnits, uuidKey } from "../columns";

const share = () => numeric({ precision: 7, scale: 4, mode: "number" });

/** What a customer's purchases add up to; only who bought has a row. Derived: exact after each refresh of hers. */
export const purchaseMetrics = pgTable(
  "purchase_metrics",
  {
    customerId: bigint({ mode: "number" }).primaryKey(),
    purchases: integer().notNull(),
    revenueMinor: minorUnits().notNull(),
    purchases30d: integer("purchases_30d").notNull(),
    revenue30dMinor: minorUnits().notNull(),
    purchases90d: integer("purchases_90d").notNull(),
    revenue90dMinor: minorUnits().notNull(),
    purchases365d: integer("purchases_365d").notNull(),
    revenue365dMinor: minorUnits().notNull(),
    firstOn: date({ mode: "string" }).notNull(),
    lastOn: date({ mode: "string" }).notNull(),
    averageMinor: minorUnits().notNull(),
    medianMinor: minorUnits().notNull(),
    largestMinor: minorUnits().notNull(),
    itemsPerPurchase: numeric({ precision: 14, scale: 3, mode: "number" }),
    averageItemMinor: minorUnits(),
    discountShare: share(),
    bonusShare: share(),
    returns: integer().notNull(),
    returnShare: share(),
    /** Days with a purchase. */
    visits: integer().notNull(),
    averageGapDays: numeric({ precision: 10, scale: 2, mode: "number" }),
    medianGapDays: numeric({ precision: 10, scale: 2, mode: "number" }),
    /** Last visit and the median gap. */
    expectedNextOn: date({ mode: "string" }),
    favouriteStoreId: bigint({ mode: "number" }),
    /** 1 Monday … 7 Sunday. */
    favouriteWeekday: smallint(),
    favouriteHour: smallint(),
    favouriteCategoryId: bigint({ mode: "number" }),
    favouriteBrand: text(),
    favouriteProductId: bigint({ mode: "number" }),
    categories: integer().notNull(),
    onlineShare: share(),
    channels: smallint().notNull(),
    /** The project's day it was computed for. */
    asOf: date({ mode: "string" }).notNull(),
    /** The next day on which time alone changes it; null: never. */
    nextChangeOn: date({ mode: "string" }),
  },
  (t) => [
    index("purchase_metrics_next_change").on(t.nextChangeOn),
    index("purchase_metrics_last").on(t.lastOn, t.customerId),
  ],
);

/** Metrics that people define for themselves: an aggregate over purchases, events or messages, worked out when asked. */
export const customMetrics = pgTable(
  "custom_metrics",
  {
    id: uuidKey(),
    /** Name in rules, templates and REST. */
    code: text().notNull().unique(),
    name: text().notNull(),
    description: text().notNull().default(""),
    /** A measure of the condition language, without its comparison. */
    definition: jsonb().notNull(),
    version: integer().notNull().default(1),
    createdBy: uuid(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [index("custom_metrics_name").on(t.name, t.id)],
);

/** What the models expect of a customer. */
export const predictions = pgTable("predictions", {
  customerId: bigint({ mode: "number" }).primaryKey(),
  /** Probability that she still is a customer. */
  probabilityActive: doublePrecision().notNull(),
  /** Of at least one purchase within 30 days. */
  purchaseProbability30d: doublePrecision("purchase_probability_30d").notNull(),
  /** Visits expected in the next 12 months. */
  expectedPurchases12m: doublePrecision("expected_purchases_12m").notNull(),
  expectedCheckMinor: minorUnits().notNull(),
  cltv12mMinor: minorUnits().notNull(),
  asOf: date({ mode: "string" }).notNull(),
});

/** The models as fitted last: their parameters and how well they fit. */
export const predictionModels = pgTable("prediction_models", {
  /** bg_nbd | gamma_gamma */
  name: text().primaryKey(),
  parameters: jsonb().notNull(),
  customers: integer().notNull(),
  logLikelihood: doublePrecision().notNull(),
  hasConverged: boolean().notNull(),
  asOf: date({ mode: "string" }).notNull(),
  fittedAt: instant().notNull(),
});
