import { z } from "zod";
import type { ItemResult } from "@/server/domain/orders";
import { type NumberedNoun, publicId } from "@/server/platform/ids";

/** What an upsert tells of one item. */
export const itemResult = z
  .object({
    id: z.string().nullable(),
    customer_id: z.string().nullable().optional(),
    outcome: z.enum(["created", "updated", "unchanged", "rejected"]),
    changed: z.array(z.string()),
    problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: "ItemResult" });

export const writtenResult = (noun: NumberedNoun, result: ItemResult): z.input<typeof itemResult> => ({
  id: result.id === null ? null : publicId(noun, result.id),
  ...(result.customerId === undefined
    ? {}
    : { customer_id: result.customerId === null ? null : publicId("customer", result.customerId) }),
  outcome: result.outcome,
  changed: result.changed,
  problems: result.problems,
});
