import { type SQL, sql } from "drizzle-orm";
import type { CountComparison, DateComparison, NumberComparison, TextComparison } from "../comparisons";
import { localDay } from "../moments";
import { compileCount, compileDate, compileNumber, compileText } from "./comparisons";
import type { Plan, Rows, RuleScope } from "./plan";

/** A value of every customer, before it is compared with anything. Money is in minor units. */
export type Measured =
  /** A count or a sum: 0 without rows, never empty. */
  | {
      type: "total";
      rows: Rows;
      aggregate: SQL;
      isCount?: boolean;
      isMoney?: boolean;
      /** Rows that exist just when `rows` do, cheaper to find; there may be more of them. */
      signs?: Rows;
    }
  | { type: "number"; value: SQL; isMoney?: boolean }
  | { type: "date"; day: SQL }
  | { type: "text"; value: SQL };

export function measuredValue(plan: Plan, measured: Measured): SQL {
  switch (measured.type) {
    case "total":
      return sql`coalesce(${plan.value(measured.rows, measured.aggregate)}, 0)`;
    case "date":
      return measured.day;
    case "number":
    case "text":
      return measured.value;
  }
}

/** `test` is of the measure's own type; doors see to it. */
export function compareMeasured(
  plan: Plan,
  measured: Measured,
  test: { operator: string },
  isRequired: boolean,
): SQL {
  switch (measured.type) {
    case "total": {
      const { rows, aggregate, isCount = false, isMoney = false, signs } = measured;
      // Somebody compared it when it could be empty.
      if (test.operator === "is_empty") return sql`false`;
      if (test.operator === "is_not_empty") return sql`true`;
      const param = isMoney ? moneyParam(plan.scope) : whole;
      return compareTotal(plan, rows, aggregate, test as CountComparison, {
        isRequired,
        isCount,
        param,
        signs,
      });
    }
    case "number":
      return compileNumber(
        measured.value,
        test as NumberComparison,
        measured.isMoney ? moneyParam(plan.scope) : whole,
      );
    case "date":
      return compileDate(
        { date: () => measured.day, dayParam: (day) => sql`${day}::date` },
        test as DateComparison,
        plan.scope,
      );
    case "text":
      return compileText(measured.value, test as TextComparison);
  }
}

/** Whether a number that is 0 for people without rows would pass. */
function passesZero(test: CountComparison): boolean {
  switch (test.operator) {
    case "equals":
      return test.value === 0;
    case "not_equals":
      return test.value !== 0;
    case "greater":
      return 0 > test.value;
    case "at_least":
      return 0 >= test.value;
    case "less":
      return 0 < test.value;
    case "at_most":
      return 0 <= test.value;
    case "between":
      return test.from <= 0 && 0 <= test.to;
  }
}

const whole = (value: number) => sql`${String(value)}::numeric`;

/**
 * A count or sum, 0 without rows, compared. "Any" and "none at all" ask for no number. `isRequired`: who fails it is out
 * whatever else holds, so an unknown is as good as a no, and PostgreSQL may begin from the people who have rows.
 */
export function compareTotal(
  plan: Plan,
  rows: Rows,
  aggregate: SQL,
  test: CountComparison,
  {
    isRequired = false,
    isCount = false,
    param = whole,
    signs = rows,
  }: {
    isRequired?: boolean;
    isCount?: boolean;
    param?: (value: number) => SQL;
    signs?: Rows | undefined;
  } = {},
): SQL {
  if (isCount) {
    const [operator, value] = [test.operator, "value" in test ? test.value : undefined];
    if ((operator === "at_least" && value === 1) || (operator === "greater" && value === 0))
      return plan.has(signs);
    if ((operator === "equals" && value === 0) || (operator === "less" && value === 1))
      return sql`(not ${plan.has(signs)})`;
  }
  const total = plan.value(rows, aggregate);
  return compileCount(isRequired && !passesZero(test) ? total : sql`coalesce(${total}, 0)`, test, param);
}

export const moneyParam =
  (scope: RuleScope) =>
  (value: number): SQL =>
    sql`round(${String(value)}::numeric * ${scope.minorPerMajor}::int)`;

/** The project's day of a moment. */
export const dayOf = (plan: Plan, at: SQL): SQL => sql`((${at} at time zone ${plan.scope.zone}::text)::date)`;

/** Days of the project's zone from a moment to today. */
export const daysSince = (plan: Plan, at: SQL): SQL =>
  sql`(${localDay(plan.scope.now, plan.scope.zone)}::date - ${dayOf(plan, at)})`;
