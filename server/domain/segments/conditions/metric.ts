import { z } from "zod";
import { countComparison, dateComparison, numberComparison, textComparison } from "../comparisons";
import {
  isStandardMetric,
  type MetricType,
  type MetricUnit,
  ownMetricCode,
  standardMetrics,
} from "../standard-metrics";
import { type EventMeasure, eventMeasure } from "./behaviour";
import { countMeasures, type PurchasesMeasure, purchasesMeasure } from "./purchases";
import { type CommunicationMeasure, communicationMeasure } from "./relations";

/** What a metric of one's own is: a condition without its comparison. It names no other metric, so nothing goes in circles. */
export const metricDefinition = z
  .discriminatedUnion("kind", [purchasesMeasure, eventMeasure, communicationMeasure])
  .superRefine(({ window }, context) => {
    if (window.kind === "since")
      context.addIssue({
        code: "custom",
        path: ["window"],
        message: "Looks back to a moment of a chain; a metric is of a customer at any time.",
      });
  });
export type MetricDefinition = PurchasesMeasure | EventMeasure | CommunicationMeasure;

export interface MeasuredAs {
  type: MetricType;
  unit: MetricUnit;
  /** 0 for somebody without; otherwise empty. */
  isTotal: boolean;
}
const inMoney: readonly string[] = ["sum", "lines_sum", "average", "smallest", "largest"];
const totals: readonly string[] = countMeasures;

/** What values a definition gives. */
export function measuredAs({ measure }: MetricDefinition): MeasuredAs {
  if (measure.endsWith("_on")) return { type: "date", unit: "date", isTotal: false };
  const unit = inMoney.includes(measure) ? "money" : measure.startsWith("days_") ? "days" : "count";
  return { type: "number", unit, isTotal: totals.includes(measure) };
}

const problemOf = (metric: string, type: MetricType, test: { operator: string }) => {
  if (!isStandardMetric(metric)) {
    if (ownMetricCode(metric) !== undefined) return undefined;
    return {
      path: "metric",
      message: `There is no metric ${JSON.stringify(metric)}; use a standard one or own.<code>.`,
    };
  }
  const known = standardMetrics[metric];
  if (known.type !== type)
    return { path: "metric", message: `The metric ${metric} is of type ${known.type}.` };
  if (known.isTotal && !countComparison.safeParse(test).success)
    return { path: "test", message: `The metric ${metric} is never empty: without any it is 0.` };
  return undefined;
};
const metricOf = <Type extends MetricType, Test extends z.ZodType<{ operator: string }>>(
  type: Type,
  test: Test,
) =>
  z
    .strictObject({
      kind: z.literal("metric"),
      metric: z.string().min(1).max(100),
      type: z.literal(type),
      test,
    })
    .superRefine((own, context) => {
      const { metric, test: compared } = own as { metric: string; test: { operator: string } };
      const found = problemOf(metric, type, compared);
      if (found) context.addIssue({ code: "custom", path: [found.path], message: found.message });
    });

/** A metric compared: a standard one by its code, `own.<code>` one that people defined. */
export const metric = z.discriminatedUnion("type", [
  metricOf("number", numberComparison),
  metricOf("date", dateComparison),
  metricOf("text", textComparison),
]);
export type MetricCondition = z.output<typeof metric>;
