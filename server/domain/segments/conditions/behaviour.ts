import { z } from "zod";
import {
  booleanComparison,
  countComparison,
  dateComparison,
  maxTextLength,
  numberComparison,
  textComparison,
  type ValueType,
} from "../comparisons";
import { goods } from "./purchases";
import { ever, window } from "./window";

const propertyOf = <Type extends ValueType, Test extends z.ZodType>(type: Type, test: Test) =>
  z.strictObject({ path: z.array(z.string().min(1).max(100)).min(1).max(8), type: z.literal(type), test });
const eventProperty = z.discriminatedUnion("type", [
  propertyOf("text", textComparison),
  propertyOf("number", numberComparison),
  propertyOf("date", dateComparison),
  propertyOf("boolean", booleanComparison),
]);
export type EventProperty = z.output<typeof eventProperty>;

const eventShape = {
  kind: z.literal("event"),
  type: z.enum(["track", "page", "screen"]).default("track"),
  name: z.string().min(1).max(maxTextLength),
  /** Codes of the sites and apps it came from; all of them when absent. */
  sources: z.array(z.string().min(1).max(100)).min(1).max(100).optional(),
  where: z.array(eventProperty).max(20).default([]),
  window: window.default(ever),
};
export const event = z.discriminatedUnion("measure", [
  z.strictObject({
    ...eventShape,
    measure: z.literal("count").default("count"),
    test: countComparison.default({ operator: "at_least", value: 1 }),
  }),
  z.strictObject({
    ...eventShape,
    measure: z.enum(["days_since_first", "days_since_last"]),
    test: numberComparison,
  }),
  z.strictObject({ ...eventShape, measure: z.enum(["first_on", "last_on"]), test: dateComparison }),
]);
export type EventCondition = z.output<typeof event>;

export const eventMeasures = ["count", "days_since_first", "days_since_last", "first_on", "last_on"] as const;
/** The same without its comparison: a value of every customer. */
export const eventMeasure = z.strictObject({
  ...eventShape,
  measure: z.enum(eventMeasures).default("count"),
});
export type EventMeasure = z.output<typeof eventMeasure>;

/** `untouched`: goods are in it, and nothing was done with it since the trigger fired. */
export const cart = z.strictObject({
  kind: z.literal("cart"),
  container: z.string().min(1).max(100).default("cart"),
  status: z.enum(["has_items", "is_empty", "untouched"]),
  /** Only with such goods in it. */
  goods: goods.optional(),
  /** Its value in whole money. */
  total: countComparison.optional(),
});
export type CartCondition = z.output<typeof cart>;

/** Products and categories looked at on the site, folded per person: quick where events would be read one by one. */
export const viewed = z.strictObject({
  kind: z.literal("viewed"),
  of: z.enum(["products", "categories"]),
  /** External ids. */
  items: z.array(z.string().min(1).max(maxTextLength)).min(1).max(1000),
  test: countComparison.default({ operator: "at_least", value: 1 }),
});
export type ViewedCondition = z.output<typeof viewed>;
