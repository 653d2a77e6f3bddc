import { expect, test } from "vitest";
import {
  booleanComparison,
  countComparison,
  dateComparison,
  listComparison,
  numberComparison,
  textComparison,
} from "@/server/domain/segments/comparisons";
import { operatorsOf, type Test, type TestType, withOperator } from "./operators";

const schemas = {
  text: textComparison,
  number: numberComparison,
  count: countComparison,
  date: dateComparison,
  boolean: booleanComparison,
  list: listComparison,
} as const;
const typed: Record<TestType, Test> = {
  text: { operator: "equals", value: "a" },
  number: { operator: "equals", value: 1 },
  count: { operator: "equals", value: 1 },
  date: { operator: "on", value: "2026-01-31" },
  boolean: { operator: "is_true" },
  list: { operator: "has_any", values: ["a"] },
};

test.each(
  Object.keys(schemas) as TestType[],
)("every operator the editor offers for %s makes a comparison that the rules accept, whichever came before", (type) => {
  for (const before of operatorsOf(type))
    for (const operator of operatorsOf(type)) {
      const made = withOperator(
        type,
        { ...typed[type], ...withOperator(type, typed[type], before) },
        operator,
      );
      expect(schemas[type].safeParse(made).error?.message, `${before} → ${operator}`).toBeUndefined();
    }
});

test("and it offers every operator there is", () => {
  for (const type of Object.keys(schemas) as TestType[])
    for (const operator of ["equals", "in", "between", "is_empty", "is_true", "in_last_days", "on"]) {
      const made = withOperator(type, typed[type], operator);
      expect(operatorsOf(type).includes(operator)).toBe(schemas[type].safeParse(made).success);
    }
});
