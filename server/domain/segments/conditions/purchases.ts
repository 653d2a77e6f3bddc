import { z } from "zod";
import {
  countComparison,
  dateComparison,
  maxListValues,
  maxTextLength,
  numberComparison,
} from "../comparisons";
import { ever, window } from "./window";

const code = z.string().min(1).max(maxTextLength);
const codes = z.array(code).min(1).max(maxListValues);

/** Goods, by any of what is given; each list is "any of". Categories mean their whole subtree. */
export const goods = z.strictObject({
  products: codes.optional(),
  categories: codes.optional(),
  brands: codes.optional(),
});
export type Goods = z.output<typeof goods>;

/** Lines of one and the same purchase: all of it must hold of one line. */
const lines = z.strictObject({
  ...goods.shape,
  /** Price of one, in whole money. */
  price: countComparison.optional(),
  quantity: countComparison.optional(),
  total: countComparison.optional(),
});
export type PurchaseLines = z.output<typeof lines>;

/** What must hold of the purchase itself. */
const about = z.strictObject({
  stores: codes.optional(),
  /** By the store it was made in; a region means its whole subtree. */
  regions: codes.optional(),
  channels: codes.optional(),
  /** Whole money. */
  total: countComparison.optional(),
  discount: countComparison.optional(),
  /** 1 Monday … 7 Sunday, in the project's zone. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
  /** Hours of the day in the project's zone; from 22 to 5 goes over midnight. */
  hours: z
    .strictObject({ from: z.number().int().min(0).max(23), to: z.number().int().min(0).max(23) })
    .optional(),
});
export type PurchaseFilter = z.output<typeof about>;

const shape = {
  kind: z.literal("purchases"),
  /**
   * all: completed receipts, and orders not cancelled that no receipt pays for. returns: receipts that came back.
   */
  of: z.enum(["all", "orders", "receipts", "returns"]).default("all"),
  where: about.optional(),
  /** Only purchases with such a line. */
  lines: lines.optional(),
  window: window.default(ever),
};

/** Never empty: without purchases they are 0. */
export const countMeasures = ["count", "sum", "visits", "items", "lines_sum"] as const;
/** Empty without purchases. Money in whole currency; days of the project's zone, up to today. */
export const numberMeasures = [
  "average",
  "smallest",
  "largest",
  "days_since_first",
  "days_since_last",
  "days_between",
] as const;
export const dateMeasures = ["first_on", "last_on"] as const;
export const purchaseMeasures = [...countMeasures, ...numberMeasures, ...dateMeasures] as const;
export type PurchaseMeasure = (typeof purchaseMeasures)[number];

export const purchases = z.discriminatedUnion("measure", [
  z.strictObject({ ...shape, measure: z.enum(countMeasures), test: countComparison }),
  z.strictObject({ ...shape, measure: z.enum(numberMeasures), test: numberComparison }),
  z.strictObject({ ...shape, measure: z.enum(dateMeasures), test: dateComparison }),
]);
export type PurchasesCondition = z.output<typeof purchases>;

/** The same without its comparison: a value of every customer. */
export const purchasesMeasure = z.strictObject({ ...shape, measure: z.enum(purchaseMeasures) });
export type PurchasesMeasure = z.output<typeof purchasesMeasure>;
