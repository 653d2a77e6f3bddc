import { expect, test } from "vitest";
import { metricDefinition } from "./conditions/metric";
import { describeMeasure, describeRule } from "./phrase";
import { rule } from "./rule";

test("a metric is compared in the words fields are", () => {
  const one = rule.parse({
    kind: "metric",
    metric: "churn_risk",
    type: "number",
    test: { operator: "between", from: 0.5, to: 0.9 },
  });
  expect(describeRule(one)).toEqual({
    key: "rules.attribute.number.between",
    params: { metric: "churn_risk", from: 0.5, to: 0.9 },
    children: [],
  });
});

test("an own metric reads as its measure, what it is narrowed to, and when", () => {
  const said = describeMeasure(
    metricDefinition.parse({
      kind: "purchases",
      of: "receipts",
      measure: "lines_sum",
      where: { stores: ["s1"] },
      lines: { categories: ["dairy"] },
      window: { kind: "last", amount: 90, unit: "days" },
    }),
  );
  expect(said).toMatchObject({ key: "rules.measured.purchases.lines_sum", params: { of: "receipts" } });
  expect(said.children.map((child) => child.key)).toEqual([
    "rules.about.stores",
    "rules.about.categories",
    "rules.window.last_days",
  ]);
  expect(
    describeMeasure(metricDefinition.parse({ kind: "communication", reaction: "opened" })),
  ).toMatchObject({
    key: "rules.measured.communication.count",
    params: { reaction: "opened" },
  });
});
