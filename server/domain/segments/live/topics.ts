import type { RuleScope } from "../compile/plan";
import type { MetricCondition } from "../conditions/metric";
import type { Condition, Rule } from "../rule";
import { conditionsOf } from "../rule";
import { dependenciesOf, isStandardMetric, ownMetricCode } from "../standard-metrics";

/**
 * What a live segment depends on. Pure.
 *
 * A topic is a kind of change that the triggers of the database mark by the same word (drizzle/0024). `person`, of which
 * every segment is: somebody is new, gone, merged or back. `seen` is her last visit alone. Topics of nobody in particular
 * (`catalogue`, `stores`, `regions`, `sources`) make everybody be judged anew.
 */
export function topicsOf(definition: Rule, others: Others): Set<string> {
  const topics = new Set(["person"]);
  for (const condition of everyCondition(definition, others))
    for (const topic of topicsOfCondition(condition, others)) topics.add(topic);
  return topics;
}

/** What a rule names that has a definition of its own. */
export type Others = Pick<RuleScope, "segments" | "metrics">;

/** The conditions of a rule and of every dynamic segment it is made of; an own metric as what it is made of. */
export function* everyCondition(definition: Rule, others: Others): Generator<Condition> {
  for (const condition of conditionsOf(definition)) {
    const other = condition.kind === "segment" ? others.segments?.get(condition.id) : undefined;
    if (other?.kind === "rule") yield* everyCondition(other.rule, others);
    else if (condition.kind === "metric") yield spelledOut(condition, others);
    else yield condition;
  }
}

function spelledOut(condition: MetricCondition, { metrics }: Others): Condition {
  const own = metrics?.get(ownMetricCode(condition.metric) ?? "");
  return own ? ({ ...own, test: condition.test } as Condition) : condition;
}

function topicsOfCondition(condition: Condition, { segments }: Others): string[] {
  switch (condition.kind) {
    case "attribute":
      return [condition.field === "last_seen_at" ? "seen" : "profile"];
    case "purchases": {
      const { where, lines, measure } = condition;
      const topics = ["purchases"];
      if (lines || measure === "items" || measure === "lines_sum") topics.push("lines");
      if (lines?.categories || lines?.brands) topics.push("catalogue");
      if (where?.stores || where?.regions) topics.push("stores");
      if (where?.regions) topics.push("regions");
      return topics;
    }
    case "event":
      return [`event:${condition.type}:${condition.name}`, ...(condition.sources ? ["sources"] : [])];
    case "cart":
      return ["carts", ...(condition.goods?.categories || condition.goods?.brands ? ["catalogue"] : [])];
    case "viewed":
      return ["views"];
    case "reachable":
      return ["profile", "consent"];
    case "contact":
      return ["profile"];
    case "subscription":
      return ["consent"];
    case "tag":
      return ["tags"];
    case "region":
      return ["profile", "regions"];
    case "communication":
      return ["messages"];
    case "participation":
      return ["participation"];
    case "rfm":
      return ["rfm"];
    case "rfm_moved":
      return [
        "rfm_moves",
        ...(condition.window.kind === "last_run" ? ["rfm_runs"] : []),
        ...(condition.model === null ? ["rfm_models"] : []),
      ];
    case "metric":
      return isStandardMetric(condition.metric) ? [...dependenciesOf(condition.metric).topics] : [];
    case "segment":
      return segments?.get(condition.id)?.kind === "list" ? [`list:${condition.id}`] : [];
    case "message":
      // Only inside a chain, which no segment is.
      return [];
  }
}
