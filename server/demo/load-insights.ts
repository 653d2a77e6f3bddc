import type { Db } from "@/server/db/client";
import { createMetric, listMetrics, predictEverybody, refreshEverybody } from "@/server/domain/metrics";
import { ensureDefaultModel, listModels, runRfm } from "@/server/domain/rfm";
import { createSegment, listSegments } from "@/server/domain/segments";
import type { Context } from "@/server/kernel/context";
import { logger } from "@/server/platform/logger";
import { loadSegmentHistory } from "./load-segment-history";

const day = 86_400_000;
const last = (days: number) => ({ kind: "last", amount: days, unit: "days" }) as const;
const purchases = (operator: string, value: number, days: number) => ({
  kind: "purchases",
  measure: "count",
  test: { operator, value },
  window: last(days),
});

const segments = [
  {
    name: "Regulars of the last quarter",
    description: "Came six times or more in 90 days",
    definition: purchases("at_least", 6, 90),
  },
  {
    name: "Can be won back",
    description: "Bought within a year, but not in the last 90 days, and can get e-mail",
    definition: {
      kind: "all",
      rules: [
        purchases("at_least", 3, 365),
        purchases("equals", 0, 90),
        { kind: "reachable", channel: "email" },
      ],
    },
  },
  {
    name: "Big baskets",
    description: "An average purchase of 4,000 or more in the last year",
    definition: {
      kind: "purchases",
      measure: "average",
      test: { operator: "at_least", value: 4000 },
      window: last(365),
    },
  },
  {
    name: "Looked, did not buy",
    description: "Looked at goods in the last 14 days without a purchase since",
    definition: {
      kind: "all",
      rules: [{ kind: "event", name: "Product Viewed", window: last(14) }, purchases("equals", 0, 14)],
    },
  },
];

const metrics: Parameters<typeof createMetric>[1][] = [
  {
    code: "dairy_90d",
    name: "Dairy in 90 days",
    description: "What the dairy club's levels are drawn by.",
    definition: {
      kind: "purchases",
      measure: "lines_sum",
      lines: { categories: ["dairy"] },
      window: last(90),
    },
  },
  {
    code: "days_since_browsing",
    name: "Days since a product was looked at",
    definition: { kind: "event", name: "Product Viewed", measure: "days_since_last" },
  },
];

/** Metrics, predictions, RFM of three days a month apart, and a few segments: what a shop has after some weeks of use. */
export async function loadInsights(db: Db, now: Date): Promise<number> {
  const ctx: Context & { db: Db } = {
    actor: { kind: "system", label: "Demo" },
    door: "script",
    clock: { now: () => now },
    db,
    log: logger,
  };
  await refreshEverybody(ctx);
  await predictEverybody(ctx);
  await ensureDefaultModel(db);
  const [model] = await listModels(ctx, {});
  for (const ago of [61, 31, 1])
    if (model) await runRfm(ctx, model.id, new Date(now.getTime() - ago * day).toISOString().slice(0, 10));
  const known = new Set((await listSegments(ctx, {})).items.map((one) => one.name));
  const made: string[] = [];
  for (const segment of segments.filter((one) => !known.has(one.name)))
    made.push((await createSegment(ctx, { ...segment, isLive: true })).id);
  await loadSegmentHistory(ctx, made);
  const coded = new Set((await listMetrics(ctx, {})).map((one) => one.code));
  for (const metric of metrics.filter((one) => !coded.has(one.code))) await createMetric(ctx, metric);
  return segments.length;
}
