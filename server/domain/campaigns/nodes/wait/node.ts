import { z } from "zod";
import { defineNode } from "../kind";

const unitMs = { seconds: 1000, minutes: 60_000, hours: 3_600_000, days: 86_400_000 } as const;
const longestMs = 365 * unitMs.days;

/** Holds people for so long, counted from their arrival. Days are of 24 hours. */
export const waitSettings = z
  .strictObject({ amount: z.number().int().min(1), unit: z.enum(["seconds", "minutes", "hours", "days"]) })
  .refine(({ amount, unit }) => amount * unitMs[unit] <= longestMs, {
    path: ["amount"],
    message: "A wait may last 365 days at most.",
  });
export type WaitSettings = z.output<typeof waitSettings>;

/** The same span in the largest unit that holds it whole: 86,400 seconds are one day. */
export function waitOfSeconds(seconds: number): WaitSettings {
  const units = ["days", "hours", "minutes"] as const;
  const unit = units.find((candidate) => (seconds * 1000) % unitMs[candidate] === 0);
  return unit ? { amount: (seconds * 1000) / unitMs[unit], unit } : { amount: seconds, unit: "seconds" };
}

export const wait = defineNode({
  kind: "wait",
  role: "action",
  icon: "hourglass",
  settings: waitSettings,
  initial: { amount: 1, unit: "days" },
  takesTime: true,
  ports: () => [{ id: "next", mustConnect: true }],
  summary: ({ amount, unit }) => ({
    key: `campaigns.nodes.wait.summary_${unit}`,
    params: { amount },
    children: [],
  }),
  decide: ({ amount, unit }, { enteredAt, now }) => {
    const until = new Date(enteredAt.getTime() + amount * unitMs[unit]);
    return until <= now ? { do: "go", port: "next" } : { do: "wait", until };
  },
});
