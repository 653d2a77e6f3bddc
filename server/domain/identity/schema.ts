import { z } from "zod";
import { ruleCodes } from "./model";

const customer = z.number().int().positive();

const mergeShape = z.object({
  /** Who is merged: two or more. */
  ids: z.array(customer).min(2).max(50),
  /** Who stays; without it the stronger, then the older. */
  keepId: customer.optional(),
  /** Whose value a field takes, by its code: `{"city": 1042}`. The later value where nothing is said. */
  choices: z.record(z.string().max(120), customer).optional(),
});
export const mergeInput = mergeShape.superRefine(({ ids, keepId, choices }, context) => {
  if (keepId !== undefined && !ids.includes(keepId))
    context.addIssue({ code: "custom", path: ["keepId"], message: "Is none of those who are merged." });
  for (const [code, id] of Object.entries(choices ?? {}))
    if (!ids.includes(id))
      context.addIssue({
        code: "custom",
        path: ["choices", code],
        message: "Is none of those who are merged.",
      });
});
export const mergeRef = z.object({ mergeId: z.number().int().positive() });
export const previewInput = mergeInput;

export const pairRef = z.object({ customerId: customer, otherId: customer });
export const duplicatesInput = z.object({
  /** Only pairs with this evidence. */
  kind: z.string().max(40).optional(),
  /** Only pairs that answer to this rule. */
  rule: z.string().max(40).optional(),
  minScore: z.number().int().min(0).max(100).default(0),
  state: z.enum(["open", "different"]).default("open"),
  cursor: z.string().max(200).optional(),
  limit: z.number().int().min(1).max(100).default(30),
});
export const mergeAllInput = z.object({
  rule: z.string().max(40),
  /** How many pairs the person was shown: another number by now is told instead of merged. */
  count: z.number().int().min(1),
});

export const kindCodeSchema = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/, "Use 2 to 40 small Latin letters, digits and _, beginning with a letter.");
export const identityKindInput = z.object({
  code: kindCodeSchema,
  name: z.string().trim().max(60).default(""),
  priority: z.number().int().min(1).max(999),
  maxPerPerson: z.number().int().min(1).max(100),
  mayDecide: z.boolean(),
  mayMerge: z.boolean(),
  blockAfter: z.number().int().min(1).max(1000).nullable(),
});
export const identityKindRef = z.object({ code: kindCodeSchema });
export const refusalInput = z.object({
  /** '' = of any kind. */
  kind: z.union([kindCodeSchema, z.literal("")]).default(""),
  value: z.string().trim().min(1, "Write the value to refuse.").max(300),
});
export const ruleInput = z.object({
  code: z.enum(ruleCodes as [string, ...string[]]),
  isAutomatic: z.boolean(),
});
export const refusalsInput = z.object({
  search: z.string().trim().max(200).optional(),
  limit: z.number().int().min(1).max(200).default(100),
});
