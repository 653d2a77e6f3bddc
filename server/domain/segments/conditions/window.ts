import { z } from "zod";

/** Which stretch of time counts. `since` looks back to a moment of the chain the person is in. */
export const window = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ever") }),
  z.strictObject({
    kind: z.literal("last"),
    amount: z.number().int().min(1).max(100_000),
    unit: z.enum(["minutes", "hours", "days"]),
  }),
  /** Longer ago than that: the counterpart of `last`. */
  z.strictObject({
    kind: z.literal("before_last"),
    amount: z.number().int().min(1).max(100_000),
    unit: z.enum(["minutes", "hours", "days"]),
  }),
  z.strictObject({ kind: z.literal("between"), from: z.iso.date(), to: z.iso.date() }),
  z.strictObject({ kind: z.literal("since"), point: z.enum(["trigger", "entry", "previous_node"]) }),
]);
export type Window = z.infer<typeof window>;

export const ever = { kind: "ever" } as const;
