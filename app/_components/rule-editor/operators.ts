/** A comparison as the editor holds it: an operator with the operands that operator takes. */
export interface Test {
  operator: string;
  value?: string | number;
  values?: string[];
  from?: string | number;
  to?: string | number;
  days?: number;
}
export type TestType = "text" | "number" | "count" | "date" | "boolean" | "list";

type Shape = "value" | "list" | "range" | "days" | "none";
const emptiness = { is_empty: "none", is_not_empty: "none" } as const;
const numeric = {
  equals: "value",
  not_equals: "value",
  greater: "value",
  at_least: "value",
  less: "value",
  at_most: "value",
  between: "range",
} as const;

/** Operators by type in menu order, and what operands each takes. Mirrors the comparisons the rules are checked by. */
const shapes: Record<TestType, Record<string, Shape>> = {
  text: {
    equals: "value",
    not_equals: "value",
    contains: "value",
    not_contains: "value",
    starts_with: "value",
    in: "list",
    not_in: "list",
    ...emptiness,
  },
  number: { ...numeric, ...emptiness },
  count: numeric,
  date: {
    in_last_days: "days",
    more_than_days_ago: "days",
    in_next_days: "days",
    on: "value",
    before: "value",
    on_or_before: "value",
    after: "value",
    on_or_after: "value",
    between: "range",
    ...emptiness,
  },
  boolean: { is_true: "none", is_false: "none", ...emptiness },
  list: { has_any: "list", has_all: "list", has_none: "list", ...emptiness },
};

export const operatorsOf = (type: TestType): string[] => Object.keys(shapes[type]);

/** The same comparison with another operator: the typed value stays where the new operator takes one of its kind. */
export function withOperator(type: TestType, test: Test, operator: string): Test {
  const single = test.value ?? test.values?.[0] ?? test.from;
  const start = type === "text" || type === "date" ? "" : 0;
  switch (shapes[type][operator]) {
    case "value":
      return { operator, value: single ?? start };
    case "list":
      return { operator, values: test.values ?? [String(single ?? "")] };
    case "range":
      return { operator, from: test.from ?? single ?? start, to: test.to ?? single ?? start };
    case "days":
      return { operator, days: test.days ?? 30 };
    default:
      return { operator };
  }
}
