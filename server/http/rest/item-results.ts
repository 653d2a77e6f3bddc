import { z } from "zod";
import { type RejectEntity, recordRejects } from "@/server/domain/rejects";
import type { Context } from "@/server/kernel/context";
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

/** Keeps the items of a bulk call that were refused in the list of rejected inputs, as they were sent. */
export async function keepRejects(
  ctx: Context,
  call: { entity: RejectEntity; origin: string },
  items: readonly unknown[],
  results: readonly { outcome: ObjectResult["outcome"]; problems: ObjectResult["problems"] }[],
): Promise<void> {
  const rejected = results.flatMap(({ outcome, problems }, i) =>
    outcome === "rejected"
      ? [
          {
            ...call,
            door: "rest" as const,
            reason: problems.map((problem) => problem.message).join(" "),
            code: problems[0]?.code,
            path: [`items[${i}]`, problems[0]?.path].filter(Boolean).join("."),
            payload: (items[i] ?? {}) as object,
          },
        ]
      : [],
  );
  await recordRejects(ctx.db, rejected, ctx.clock.now());
}
