import { type SQL, sql } from "drizzle-orm";
import type { CountComparison, DateComparison, NumberComparison } from "../comparisons";
import { localDay } from "../moments";
import { compileCount, compileDate, compileNumber } from "./comparisons";
import type { Plan, Rows } from "./plan";

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
  { isRequired = false, isCount = false, param = whole } = {},
): SQL {
  if (isCount) {
    const [operator, value] = [test.operator, "value" in test ? test.value : undefined];
    if ((operator === "at_least" && value === 1) || (operator === "greater" && value === 0))
      return plan.has(rows);
    if ((operator === "equals" && value === 0) || (operator === "less" && value === 1))
      return sql`(not ${plan.has(rows)})`;
  }
  const total = plan.value(rows, aggregate);
  return compileCount(isRequired && !passesZero(test) ? total : sql`coalesce(${total}, 0)`, test, param);
}

/** A number that is empty without rows. */
export const compareNumber = (
  number: SQL,
  test: NumberComparison,
  param: (value: number) => SQL = whole,
): SQL => compileNumber(number, test, param);

const dayOf = (plan: Plan, at: SQL): SQL => sql`((${at} at time zone ${plan.scope.zone}::text)::date)`;

/** The project's day of a moment, compared. */
export const compareDay = (plan: Plan, at: SQL, test: DateComparison): SQL =>
  compileDate({ date: () => dayOf(plan, at), dayParam: (day) => sql`${day}::date` }, test, plan.scope);

/** Days of the project's zone from a moment to today. */
export const daysSince = (plan: Plan, at: SQL): SQL =>
  sql`(${localDay(plan.scope.now, plan.scope.zone)}::date - ${dayOf(plan, at)})`;
