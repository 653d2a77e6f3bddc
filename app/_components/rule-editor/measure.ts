import {
  type MetricDefinition,
  measuredAs,
  metricDefinition,
} from "@/server/domain/segments/conditions/metric";
import type { Condition } from "@/server/domain/segments/rule";
import { newCondition } from "./new-conditions";

export const measureKinds = ["purchases", "event", "communication"] as const;
export type MeasureKind = (typeof measureKinds)[number];
export type MeasureCondition = Extract<Condition, { kind: MeasureKind }>;

/** A measure as the condition it lacks a comparison to be: forms and sentences of conditions serve both. */
export function asCondition(definition: MetricDefinition): MeasureCondition {
  const { type } = measuredAs(definition);
  const test = type === "date" ? { operator: "is_not_empty" } : { operator: "at_least", value: 1 };
  return { ...definition, test } as MeasureCondition;
}

/** The definition, once it holds to its schema; undefined before. */
export function asDefinition({ test: _, ...measure }: MeasureCondition): MetricDefinition | undefined {
  const parsed = metricDefinition.safeParse(measure);
  return parsed.success ? (parsed.data as MetricDefinition) : undefined;
}

/** What a new measure starts as: a sum says more of purchases than their number. */
export function newMeasure(kind: MeasureKind): MeasureCondition {
  const start = newCondition(kind, { isInChain: false, firstLetter: undefined }) as MeasureCondition;
  return start.kind === "purchases"
    ? {
        ...start,
        measure: "sum",
        test: { operator: "at_least", value: 1 },
        window: { kind: "last", amount: 90, unit: "days" },
      }
    : start;
}
