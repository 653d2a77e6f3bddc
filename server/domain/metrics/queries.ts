import { z } from "zod";
import {
  type MeasuredAs,
  type MetricDefinition,
  measuredAs,
  metricDefinition,
} from "@/server/domain/segments/conditions/metric";
import { query } from "@/server/kernel/command";
import { countUsages, usagesOf } from "@/server/kernel/usages";
import { notFound } from "@/server/platform/errors";
import { findOwn, listOwn, type OwnMetricRecord } from "./own-store";
import { metricId } from "./schema";

/** A metric that people defined. Rules name it `own.<code>`. */
export interface OwnMetric extends MeasuredAs {
  id: string;
  code: string;
  name: string;
  description: string;
  definition: MetricDefinition;
  version: number;
  createdAt: Date;
  updatedAt: Date;
}

export function viewOf(row: OwnMetricRecord): OwnMetric {
  const definition = metricDefinition.parse(row.definition);
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    description: row.description,
    definition,
    ...measuredAs(definition),
    version: row.version,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** Own metrics by name, all of them. Standard ones are a table of the code: `standard-metrics.ts` of segments. */
export const listMetrics = query({
  name: "metrics.list",
  permission: "segments:read",
  input: z.strictObject({}),
  async run(ctx): Promise<(OwnMetric & { places: number })[]> {
    const places = await countUsages(ctx.db, "metric");
    return (await listOwn(ctx.db)).map((row) => ({ ...viewOf(row), places: places.get(row.code) ?? 0 }));
  },
});

export const getMetric = query({
  name: "metrics.get",
  permission: "segments:read",
  input: metricId,
  async run(ctx, { id }): Promise<OwnMetric & { usedBy: { kind: string; id: string; label: string }[] }> {
    const row = await findOwn(ctx.db, id);
    if (!row) throw notFound("metric", id);
    const usages = await usagesOf(ctx.db, [{ kind: "metric", id: row.code }]);
    return { ...viewOf(row), usedBy: usages.map(({ kind, id: user, label }) => ({ kind, id: user, label })) };
  },
});
