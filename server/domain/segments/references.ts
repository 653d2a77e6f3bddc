import { inArray } from "drizzle-orm";
import type { Queryable } from "@/server/db/client";
import { customMetrics, segments } from "@/server/db/schema";
import type { ObjectRef } from "@/server/kernel/usages";
import { invalid } from "@/server/platform/errors";
import type { OtherSegment, RuleScope } from "./compile/plan";
import { type MetricDefinition, metricDefinition } from "./conditions/metric";
import { customFieldCode } from "./fields";
import { conditionsOf, maxRuleNodes, type Rule, rule } from "./rule";
import { ownMetricCode } from "./standard-metrics";

/** Ids of the segments a rule names. */
export const segmentsNamed = (definition: Rule): string[] => [
  ...new Set([...conditionsOf(definition)].flatMap((one) => (one.kind === "segment" ? [one.id] : []))),
];

/** What a rule refers to, for "used by". */
export function referencesOf(definition: Rule): ObjectRef[] {
  return [...conditionsOf(definition)].flatMap((one): ObjectRef[] => {
    switch (one.kind) {
      case "segment":
        return [{ kind: "segment", id: one.id }];
      case "attribute": {
        const code = customFieldCode(one.field);
        return code === undefined ? [] : [{ kind: "field", id: `customer.${code}` }];
      }
      case "region":
        return one.regions.map((id) => ({ kind: "region", id: String(id) }));
      case "tag":
        return one.tags.map((id) => ({ kind: "tag", id }));
      case "metric": {
        const code = ownMetricCode(one.metric);
        return code === undefined ? [] : [{ kind: "metric", id: code }];
      }
      case "rfm":
      case "rfm_moved":
        return one.model === null ? [] : [{ kind: "rfm_model", id: one.model }];
      case "participation":
        return one.campaigns.map((id) => ({ kind: "campaign", id }));
      default:
        return [];
    }
  });
}

const maxLevels = 20;

/**
 * The segments a rule names, those these name, and so on, a level a query. Refuses what does not exist, what would
 * contain itself (`self`: the segment being saved), and trees that are too large when put together.
 */
export async function loadNamed(
  db: Queryable,
  definition: Rule,
  self?: string,
): Promise<Map<string, OtherSegment>> {
  const found = new Map<string, OtherSegment>();
  let wanted = segmentsNamed(definition);
  let nodes = [...conditionsOf(definition)].length;
  for (let level = 0; wanted.length > 0; level++) {
    if (self !== undefined && wanted.includes(self))
      throw refused("A segment cannot be made of itself, not even by way of another one.");
    if (level >= maxLevels) throw refused(`Segments may be made of segments at most ${maxLevels} deep.`);
    const rows = await db
      .select({ id: segments.id, kind: segments.kind, definition: segments.definition })
      .from(segments)
      .where(inArray(segments.id, wanted));
    const next: string[] = [];
    for (const id of wanted) {
      const row = rows.find((one) => one.id === id);
      if (!row) throw refused(`There is no segment ${id} (any more). Choose another one.`);
      if (row.kind === "list") {
        found.set(id, { kind: "list" });
        continue;
      }
      const parsed = rule.parse(row.definition);
      nodes += [...conditionsOf(parsed)].length;
      if (nodes > maxRuleNodes)
        throw refused(`With the segments it is made of it has more than ${maxRuleNodes} conditions.`);
      found.set(id, { kind: "rule", rule: parsed });
      next.push(...segmentsNamed(parsed));
    }
    wanted = [...new Set(next)].filter((id) => !found.has(id));
    if (self !== undefined && next.includes(self)) wanted = [self];
  }
  return found;
}

/** Own metrics that any of these rules names, as they are defined now. Refuses what does not exist. */
async function loadMetrics(
  db: Queryable,
  rules: readonly Rule[],
): Promise<ReadonlyMap<string, MetricDefinition>> {
  const wanted = new Set<string>();
  for (const one of rules)
    for (const condition of conditionsOf(one))
      if (condition.kind === "metric") {
        const code = ownMetricCode(condition.metric);
        if (code !== undefined) wanted.add(code);
      }
  if (wanted.size === 0) return new Map();
  const rows = await db
    .select({ code: customMetrics.code, definition: customMetrics.definition })
    .from(customMetrics)
    .where(inArray(customMetrics.code, [...wanted]));
  const found = new Map(rows.map((row) => [row.code, metricDefinition.parse(row.definition)]));
  for (const code of wanted)
    if (!found.has(code)) throw refused(`There is no metric own.${code} (any more). Choose another one.`);
  return found;
}

/** Everything a rule names that has a definition of its own: segments with those they are made of, and metrics. */
export async function loadOthers(
  db: Queryable,
  definition: Rule,
  self?: string,
): Promise<Required<Pick<RuleScope, "segments" | "metrics">>> {
  const named = await loadNamed(db, definition, self);
  const rules = [...named.values()].flatMap((other) => (other.kind === "rule" ? [other.rule] : []));
  return { segments: named, metrics: await loadMetrics(db, [definition, ...rules]) };
}

const refused = (message: string) => invalid(`definition: ${message}`, [{ path: "definition", message }]);
