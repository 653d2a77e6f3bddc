import { z } from "zod";
import { type NumberedNoun, publicId } from "@/server/platform/ids";

const outcomes = ["created", "updated", "unchanged", "rejected"] as const;

/** What a domain's upsert tells of one item. */
export interface ObjectResult {
  id: number | null;
  outcome: (typeof outcomes)[number];
  changed: string[];
  problems: { path: string; code: string; message: string }[];
  /** Of what belongs to a customer. */
  customerId?: number | null;
}

/** The same as this door writes it. */
export const itemResult = z
  .object({
    id: z.string().nullable().meta({ description: "null when it was rejected." }),
    customer_id: z.string().nullable().optional().meta({ description: "Whom it belongs to." }),
    outcome: z.enum(outcomes),
    changed: z.array(z.string()).meta({ description: "Fields whose value is another now." }),
    problems: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: "ItemResult" });

export const writtenResult = (noun: NumberedNoun, result: ObjectResult): z.input<typeof itemResult> => ({
  id: result.id === null ? null : publicId(noun, result.id),
  ...(result.customerId === undefined
    ? {}
    : { customer_id: result.customerId === null ? null : publicId("customer", result.customerId) }),
  outcome: result.outcome,
  changed: result.changed,
  problems: result.problems,
});

const count = z.number().int();
/** How many items ended how. */
export const summary = z
  .object({ created: count, updated: count, unchanged: count, rejected: count })
  .meta({ id: "BulkSummary" });

export function sumOf(results: readonly { outcome: ObjectResult["outcome"] }[]): z.input<typeof summary> {
  const sum = { created: 0, updated: 0, unchanged: 0, rejected: 0 };
  for (const { outcome } of results) sum[outcome]++;
  return sum;
}
