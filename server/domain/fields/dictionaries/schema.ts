import { z } from "zod";
import { codeShape, limits } from "../model";

const name = z.string().trim().min(1, "Give it a name.").max(120);
const code = z
  .string()
  .regex(codeShape, "A code is 1 to 63 Latin letters, digits and underscores, beginning with a letter.");
/** Types that an item's own fields may have: a dictionary does not refer to another one. */
export const itemFieldTypes = ["string", "text", "integer", "decimal", "boolean", "date", "url"] as const;
export const itemFields = z
  .array(z.strictObject({ code, name, type: z.enum(itemFieldTypes) }))
  .max(limits.itemFields)
  .refine(
    (fields) => new Set(fields.map((field) => field.code)).size === fields.length,
    "Two fields have one code.",
  );
export type ItemField = z.output<typeof itemFields>[number];

/** What records hold: an identifier of another system, or one made from the name. */
const itemCode = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{C}\s][^\p{C}]*$/u, "A code is printable text.");
export const itemInput = z.strictObject({
  /** Made from the name when absent. */
  code: itemCode.optional(),
  name: z.string().trim().min(1, "Give the item a name.").max(200),
  isActive: z.boolean().optional(),
  attributes: z.record(z.string().max(63), z.json()).optional(),
});

export const dictionaryRef = z.strictObject({ code: z.string().min(1).max(63) });
export const createDictionary = z.strictObject({
  code: code.optional(),
  name,
  description: z.string().trim().max(500).default(""),
  itemFields: itemFields.default([]),
  items: z.array(itemInput).max(1000).default([]),
});
export const updateDictionary = dictionaryRef.extend({
  name: name.optional(),
  description: z.string().trim().max(500).optional(),
  itemFields: itemFields.optional(),
});
/** Items by code; those not named stay as they are. */
export const saveItems = dictionaryRef.extend({ items: z.array(itemInput).min(1).max(1000) });
export const updateItem = dictionaryRef.extend({
  item: z.string().min(1).max(100),
  name: z.string().trim().min(1, "Give the item a name.").max(200).optional(),
  isActive: z.boolean().optional(),
  attributes: z.record(z.string().max(63), z.json()).optional(),
});
export const itemRef = dictionaryRef.extend({ item: z.string().min(1).max(100) });
export const arrangeItems = dictionaryRef.extend({
  items: z.array(z.string().max(100)).min(1).max(limits.itemsPerDictionary),
});
export const listDictionaries = z.strictObject({ search: z.string().trim().max(120).optional() });
export const listItems = dictionaryRef.extend({
  search: z.string().trim().max(200).optional(),
  limit: z.number().int().min(1).max(limits.itemsPerDictionary).default(1000),
});
