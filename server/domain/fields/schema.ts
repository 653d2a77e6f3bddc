import { z } from "zod";
import { codeShape, fieldObjects, fieldTypes } from "./model";

const day = z.iso.date();
const number = z.number().finite().min(-1e15).max(1e15);
/** What a value must keep to; see `FieldRules`. */
export const fieldRules = z
  .strictObject({
    isRequired: z.boolean().optional(),
    min: number.optional(),
    max: number.optional(),
    earliest: day.optional(),
    latest: day.optional(),
    maxLength: z.number().int().min(1).max(8192).optional(),
    digits: z.number().int().min(0).max(6).optional(),
  })
  .refine((rules) => rules.min === undefined || rules.max === undefined || rules.min <= rules.max, {
    path: ["max"],
    message: "The most allowed must not be below the least.",
  })
  .refine(
    (rules) => rules.earliest === undefined || rules.latest === undefined || rules.earliest <= rules.latest,
    { path: ["latest"], message: "The latest day must not be before the earliest." },
  );

export const fieldObject = z.enum(fieldObjects);
const name = z.string().trim().min(1, "Give it a name.").max(120);
const description = z.string().trim().max(500);
const code = z
  .string()
  .regex(codeShape, "A code is 1 to 63 Latin letters, digits and underscores, beginning with a letter.");
const groupCode = z.string().max(63).nullable();
const dictionaryCode = z.string().max(63).nullable();
const fieldKey = { object: fieldObject, code: z.string().min(1).max(100) };

export const createField = z.strictObject({
  object: fieldObject,
  /** Made from the name when absent. */
  code: code.optional(),
  name,
  type: z.enum(fieldTypes),
  description: description.default(""),
  group: groupCode.default(null),
  dictionaryCode: dictionaryCode.default(null),
  rules: fieldRules.default({}),
  isHidden: z.boolean().default(false),
});
export const updateField = z.strictObject({
  ...fieldKey,
  name: name.optional(),
  description: description.optional(),
  type: z.enum(fieldTypes).optional(),
  group: groupCode.optional(),
  dictionaryCode: dictionaryCode.optional(),
  rules: fieldRules.optional(),
  isHidden: z.boolean().optional(),
});
export const fieldRef = z.strictObject(fieldKey);
/** All fields of an object in their new order, each by its path, with the group it now stands in. */
export const arrangeFields = z.strictObject({
  object: fieldObject,
  fields: z
    .array(z.strictObject({ path: z.string().max(120), group: groupCode }))
    .min(1)
    .max(600),
});

export const createGroup = z.strictObject({ object: fieldObject, code: code.optional(), name });
export const renameGroup = z.strictObject({ ...fieldKey, name });
export const arrangeGroups = z.strictObject({
  object: fieldObject,
  codes: z.array(z.string().max(63)).min(1).max(60),
});
export const objectOnly = z.strictObject({ object: fieldObject });
export const proposeField = z.strictObject({ object: fieldObject, code: z.string().min(1).max(100) });
export const listLeftovers = z.strictObject({
  ...fieldKey,
  limit: z.number().int().min(1).max(200).default(50),
});
