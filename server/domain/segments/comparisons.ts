import { z } from "zod";

/**
 * How one value is compared, by its type. The one table of operators: the editor builds its menus from it, zod checks
 * by it, and the compiler is exhaustive over it.
 */
export const maxListValues = 1000;
export const maxTextLength = 1000;

const word = z
  .string()
  .max(maxTextLength)
  .refine((text) => text.isWellFormed() && !text.includes("\u0000"), "This text cannot be stored.");
const words = z.array(word).min(1).max(maxListValues);
const finite = z.number().min(-1e15).max(1e15);
const day = z.iso.date();
const days = z.number().int().min(0).max(36_500);
const emptiness = z.strictObject({ operator: z.enum(["is_empty", "is_not_empty"]) });

export const textComparison = z.discriminatedUnion("operator", [
  z.strictObject({
    operator: z.enum(["equals", "not_equals", "contains", "not_contains", "starts_with"]),
    value: word,
  }),
  z.strictObject({ operator: z.enum(["in", "not_in"]), values: words }),
  emptiness,
]);
const numberTests = [
  z.strictObject({
    operator: z.enum(["equals", "not_equals", "greater", "at_least", "less", "at_most"]),
    value: finite,
  }),
  z.strictObject({ operator: z.literal("between"), from: finite, to: finite }),
] as const;
/** For counts and sums, which are never empty. */
export const countComparison = z.discriminatedUnion("operator", numberTests);
export const numberComparison = z.discriminatedUnion("operator", [...numberTests, emptiness]);
/** Calendar days of the project's zone. */
export const dateComparison = z.discriminatedUnion("operator", [
  z.strictObject({ operator: z.enum(["on", "before", "on_or_before", "after", "on_or_after"]), value: day }),
  z.strictObject({ operator: z.literal("between"), from: day, to: day }),
  z.strictObject({ operator: z.enum(["in_last_days", "more_than_days_ago", "in_next_days"]), days }),
  emptiness,
]);
export const booleanComparison = z.discriminatedUnion("operator", [
  z.strictObject({ operator: z.enum(["is_true", "is_false"]) }),
  emptiness,
]);

/** Several values at once, such as the items of a dictionary: compared with a list of them. */
export const listComparison = z.discriminatedUnion("operator", [
  z.strictObject({ operator: z.enum(["has_any", "has_all", "has_none"]), values: words }),
  emptiness,
]);

export type TextComparison = z.infer<typeof textComparison>;
export type NumberComparison = z.infer<typeof numberComparison>;
export type CountComparison = z.infer<typeof countComparison>;
export type DateComparison = z.infer<typeof dateComparison>;
export type BooleanComparison = z.infer<typeof booleanComparison>;
export type ListComparison = z.infer<typeof listComparison>;

/** A type together with a comparison of that type. */
export const typedComparison = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), test: textComparison }),
  z.strictObject({ type: z.literal("number"), test: numberComparison }),
  z.strictObject({ type: z.literal("date"), test: dateComparison }),
  z.strictObject({ type: z.literal("boolean"), test: booleanComparison }),
]);
export type TypedComparison = z.infer<typeof typedComparison>;
export const valueTypes = ["text", "number", "date", "boolean"] as const;
export type ValueType = (typeof valueTypes)[number];
