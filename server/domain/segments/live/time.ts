import type { Window } from "../conditions/window";
import { unitMs } from "../moments";
import type { Condition, Rule } from "../rule";
import { dependenciesOf, isStandardMetric } from "../standard-metrics";
import { everyCondition, type Others } from "./topics";

/**
 * When time alone changes an answer. Pure.
 *
 * Conditions about days (`days since`, `in the last n days` of a date) change at the project's midnight and at no other
 * moment. A window of hours or days over things that happened moves with the clock: each thing enters or leaves it at
 * its own moment plus the window's length, and tags end at their own moment.
 */
export interface TimeDependence {
  changesAtMidnight: boolean;
  moving: Moving[];
}

/** Things whose passing changes the answer, each `offsetMs` after its own moment. */
export type Moving =
  | { of: "receipts" | "orders" | "tags" | "participation"; offsetMs: number }
  | { of: "event"; type: string; name: string; offsetMs: number }
  | { of: "message"; kinds: readonly string[]; offsetMs: number };

export function timeOf(definition: Rule, others: Others): TimeDependence {
  const found: TimeDependence = { changesAtMidnight: false, moving: [] };
  const known = new Set<string>();
  for (const condition of everyCondition(definition, others)) {
    found.changesAtMidnight ||= isAboutDays(condition);
    for (const one of movingOf(condition)) {
      const key = JSON.stringify(one);
      if (known.has(key)) continue;
      known.add(key);
      found.moving.push(one);
    }
  }
  return found;
}

const relativeDays = new Set(["in_last_days", "more_than_days_ago", "in_next_days"]);
const isRelative = (test: unknown): boolean =>
  typeof test === "object" && test !== null && "operator" in test && relativeDays.has(String(test.operator));

function isAboutDays(condition: Condition): boolean {
  // Moves are of days.
  if (condition.kind === "rfm_moved") return condition.window.kind === "last";
  if ("test" in condition && isRelative(condition.test)) return true;
  if (condition.kind === "metric")
    return isStandardMetric(condition.metric) && dependenciesOf(condition.metric).isDaily;
  if ("measure" in condition && String(condition.measure).startsWith("days_since")) return true;
  return condition.kind === "event" && condition.where.some((property) => isRelative(property.test));
}

/** The moments of a window: 0 for what lies ahead and comes in, its length for what leaves it or comes in by age. */
function offsetsOf(window: Window): number[] {
  if (window.kind === "last") return [0, window.amount * unitMs[window.unit]];
  return window.kind === "before_last" ? [window.amount * unitMs[window.unit]] : [];
}

/** Kinds of message events that make a reaction; a click proves an opening. */
const kindsOf: Record<string, readonly string[]> = {
  planned: ["planned", "skipped"],
  sent: ["accepted"],
  opened: ["opened", "clicked"],
};

function movingOf(condition: Condition): Moving[] {
  switch (condition.kind) {
    case "purchases": {
      const tables =
        condition.of === "orders"
          ? (["orders"] as const)
          : condition.of === "all"
            ? (["receipts", "orders"] as const)
            : (["receipts"] as const);
      return offsetsOf(condition.window).flatMap((offsetMs) => tables.map((of) => ({ of, offsetMs })));
    }
    case "event": {
      const { type, name } = condition;
      return offsetsOf(condition.window).map((offsetMs) => ({ of: "event", type, name, offsetMs }));
    }
    case "communication": {
      const kinds = kindsOf[condition.reaction] ?? [condition.reaction];
      return offsetsOf(condition.window).map((offsetMs) => ({ of: "message", kinds, offsetMs }));
    }
    case "participation":
      return offsetsOf(condition.window).map((offsetMs) => ({ of: "participation", offsetMs }));
    case "tag":
      return [{ of: "tags", offsetMs: 0 }];
    default:
      return [];
  }
}
