import { type SQL, sql } from "drizzle-orm";
import { instantParam } from "@/server/db/client";
import { invalid } from "@/server/platform/errors";
import type { MetricCondition, MetricDefinition } from "../conditions/metric";
import { localDay, startOfDay } from "../moments";
import {
  isStandardMetric,
  metricSources,
  ownMetricCode,
  type StandardMetric,
  standardMetrics,
} from "../standard-metrics";
import { compareMeasured, dayOf, type Measured, measuredValue } from "./aggregates";
import { measureEvents } from "./behaviour";
import { overEverybody, type Plan, type Rows, type RuleScope } from "./plan";
import { measurePurchases } from "./purchases";
import { measureCommunication } from "./relations";

export const compileMetric = (condition: MetricCondition, plan: Plan, isRequired: boolean): SQL => {
  const measured = measureMetric(condition.metric, plan);
  if (measured.type === "total" ? condition.type !== "number" : measured.type !== condition.type)
    throw invalid(
      `The metric ${condition.metric} is of type ${measured.type === "total" ? "number" : measured.type} now.`,
    );
  return compareMeasured(plan, measured, condition.test, isRequired);
};

/** A metric's value, standard or own. */
export function measureMetric(metric: string, plan: Plan): Measured {
  if (isStandardMetric(metric)) return measureStandard(standardMetrics[metric], plan);
  const code = ownMetricCode(metric);
  const definition = code === undefined ? undefined : plan.scope.metrics?.get(code);
  if (!definition)
    throw invalid(`There is no metric ${metric} (any more). Remove the condition, or choose another metric.`);
  return measureDefinition(definition, plan);
}

export function measureDefinition(definition: MetricDefinition, plan: Plan): Measured {
  switch (definition.kind) {
    case "purchases":
      return measurePurchases(definition, plan);
    case "event":
      return measureEvents(definition, plan);
    case "communication":
      return measureCommunication(definition, plan);
  }
}

/**
 * Values of metrics, by their codes or by what defines them, for the whole base: `select …values from customers
 * ${joins}`. `only`: customer numbers as one array; others may get wrong values.
 */
export function measureForAll(
  wanted: readonly (string | MetricDefinition)[],
  scope: RuleScope,
  only?: SQL,
): { joins: SQL; values: SQL[] } {
  const plan = overEverybody(scope, only);
  const values = wanted.map((one) =>
    measuredValue(plan, typeof one === "string" ? measureMetric(one, plan) : measureDefinition(one, plan)),
  );
  return { joins: plan.joins(), values };
}

function measureStandard(metric: StandardMetric, plan: Plan): Measured {
  const source = metricSources[metric.source];
  const expression = written(metric.value, plan.scope);
  const isMoney = metric.unit === "money";
  const rows: Rows = {
    from: sql.raw(source.from),
    customerId: sql.raw(source.customerId),
    where: written(source.where, plan.scope),
    isSingle: source.isSingle,
  };
  if (metric.isTotal) return { type: "total", rows, aggregate: expression, isMoney };
  // What is on the customer's own row needs no other table.
  const value = source.from === "" ? expression : plan.value(rows, expression);
  switch (metric.type) {
    case "number":
      return { type: "number", value, isMoney };
    case "date":
      return { type: "date", day: metric.isMoment ? dayOf(plan, value) : value };
    case "text":
      return { type: "text", value };
  }
}

const marks = /:today|:zone|:since\((\d+)\)/g;

/** The catalogue's own text, with what it leaves open as parameters. */
function written(text: string, { now, zone }: RuleScope): SQL {
  const today = localDay(now, zone);
  const parts: SQL[] = [];
  let from = 0;
  for (const mark of text.matchAll(marks)) {
    parts.push(sql.raw(text.slice(from, mark.index)));
    from = mark.index + mark[0].length;
    if (mark[0] === ":today") parts.push(sql`${today}::date`);
    else if (mark[0] === ":zone") parts.push(sql`${zone}::text`);
    else parts.push(instantParam(startOfDay(today, zone, 1 - Number(mark[1]))));
  }
  parts.push(sql.raw(text.slice(from)));
  return sql.join(parts);
}
