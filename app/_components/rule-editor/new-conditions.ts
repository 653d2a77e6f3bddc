import { customerFields, isCustomerField } from "@/server/domain/segments/fields";
import type { Condition, Group, Rule } from "@/server/domain/segments/rule";

export const conditionKinds = ["purchases", "cart", "event", "attribute", "message", "reachable"] as const;
export type ConditionKind = (typeof conditionKinds)[number];

/** What a kind starts as: something sensible that already holds to its schema. */
export function newCondition(
  kind: ConditionKind,
  context: { isInChain: boolean; firstLetter: string | undefined },
): Condition {
  switch (kind) {
    case "purchases":
      return {
        kind: "purchases",
        measure: "count",
        of: "all",
        test: { operator: "equals", value: 0 },
        window: context.isInChain
          ? { kind: "since", point: "entry" }
          : { kind: "last", amount: 30, unit: "days" },
      };
    case "cart":
      return { kind: "cart", container: "cart", status: context.isInChain ? "untouched" : "has_items" };
    case "event":
      return {
        kind: "event",
        type: "track",
        measure: "count",
        name: "Product Viewed",
        where: [],
        test: { operator: "at_least", value: 1 },
        window: { kind: "last", amount: 7, unit: "days" },
      };
    case "attribute":
      return { kind: "attribute", field: "city", type: "text", test: { operator: "equals", value: "" } };
    case "message":
      return { kind: "message", node_id: context.firstLetter ?? "", status: "opened" };
    case "reachable":
      return { kind: "reachable", channel: "email", category: "" };
  }
}

export const newGroup = (): Group => ({ kind: "all", rules: [] });

/** The operator a comparison of this type starts with. */
export function attributeOf(field: string): Extract<Condition, { kind: "attribute" }> {
  const type = isCustomerField(field) ? customerFields[field] : "text";
  if (type === "date")
    return { kind: "attribute", field, type, test: { operator: "in_last_days", days: 30 } };
  return { kind: "attribute", field, type: "text", test: { operator: "equals", value: "" } };
}

export const replaceAt = (rules: readonly Rule[], index: number, next: Rule | undefined): Rule[] =>
  rules.flatMap((rule, i) => (i === index ? (next === undefined ? [] : [next]) : [rule]));
