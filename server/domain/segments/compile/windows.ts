import { type SQL, sql } from "drizzle-orm";
import { instantParam } from "@/server/db/client";
import { AppError } from "@/server/platform/errors";
import type { Window } from "../conditions/window";
import { before, startOfDay } from "../moments";
import type { ParticipantScope, RuleScope } from "./plan";

export function participantOf(scope: RuleScope): ParticipantScope {
  if (scope.participant) return scope.participant;
  throw new AppError(
    "invalid",
    "A condition about the chain itself (since entry, a message's fate) only works inside a chain.",
  );
}

/** The window as conditions on a time column. */
export function within(at: SQL, window: Window, scope: RuleScope): SQL {
  switch (window.kind) {
    case "ever":
      return sql`true`;
    case "last":
      return sql`(${at} > ${instantParam(before(scope.now, window.amount, window.unit))} and ${at} <= ${instantParam(scope.now)})`;
    case "before_last":
      return sql`(${at} <= ${instantParam(before(scope.now, window.amount, window.unit))})`;
    case "between":
      return sql`(${at} >= ${instantParam(startOfDay(window.from, scope.zone))} and ${at} < ${instantParam(startOfDay(window.to, scope.zone, 1))})`;
    case "since": {
      const person = participantOf(scope);
      const point = {
        trigger: person.triggerAt,
        entry: person.enteredAt,
        previous_node: person.previousNodeAt,
      }[window.point];
      return sql`(${at} >= ${point})`;
    }
  }
}
