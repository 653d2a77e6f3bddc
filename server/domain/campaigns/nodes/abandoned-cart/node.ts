import { z } from "zod";
import { defineNode } from "../kind";

const secondsPerDay = 86_400;

/**
 * Lets a customer in once her cart has lain untouched for `idle_seconds`: goods are in it and no order was placed
 * since the first of them. Any action resets the clock; emptying cancels. Key: container and last action.
 */
export const abandonedCartSettings = z.strictObject({
  container: z.string().min(1).max(100).default("cart"),
  idle_seconds: z
    .number()
    .int()
    .min(1)
    .max(30 * secondsPerDay)
    .default(3600),
  /** In whole currency; null = any sum. */
  min_total: z.number().min(0).max(1e12).nullable().default(null),
  /** An older cart is no longer a reason to write. */
  lifetime_days: z.number().int().min(1).max(365).default(30),
  /** Code of the only source whose carts count; null = all. */
  source: z.string().max(100).nullable().default(null),
});
export type AbandonedCartSettings = z.output<typeof abandonedCartSettings>;

export const abandonedCart = defineNode({
  kind: "abandoned-cart",
  role: "trigger",
  icon: "shopping-cart",
  settings: abandonedCartSettings,
  initial: {},
  takesTime: false,
  ports: () => [{ id: "next", mustConnect: true }],
  summary: (settings) => ({
    key:
      settings.min_total === null
        ? "campaigns.nodes.abandoned-cart.summary"
        : "campaigns.nodes.abandoned-cart.summaryMin",
    params: { container: settings.container, seconds: settings.idle_seconds, min: settings.min_total ?? 0 },
    children: [],
  }),
  check: (settings) =>
    settings.idle_seconds >= settings.lifetime_days * secondsPerDay
      ? [{ code: "idle_beyond_lifetime", field: "idle_seconds", params: { days: settings.lifetime_days } }]
      : [],
});
