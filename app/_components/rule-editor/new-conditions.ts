import { type FieldType, isDated, isNumeric } from "@/server/domain/fields/model";
import { customerFields, isCustomerField } from "@/server/domain/segments/fields";
import type { Condition, Group, Rule } from "@/server/domain/segments/rule";

export const conditionKinds = [
  "purchases",
  "cart",
  "event",
  "attribute",
  "region",
  "message",
  "reachable",
] as const;
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
    case "region":
      return { kind: "region", match: "any", regions: [] };
    case "message":
      return { kind: "message", node_id: context.firstLetter ?? "", status: "opened" };
    case "reachable":
      return { kind: "reachable", channel: "email", category: "" };
  }
}

export const newGroup = (): Group => ({ kind: "all", rules: [] });

type Attribute = Extract<Condition, { kind: "attribute" }>;
/** How values of a custom field are compared. */
export function comparedAs(type: FieldType): Attribute["type"] {
  if (isNumeric(type)) return "number";
  if (isDated(type)) return "date";
  if (type === "boolean") return "boolean";
  return type === "multiselect" ? "list" : "text";
}

/** The operator a comparison of this type starts with. `custom`: the field's type, when it is described. */
export function attributeOf(field: string, custom?: FieldType): Attribute {
  const type = isCustomerField(field) ? customerFields[field] : custom ? comparedAs(custom) : "text";
  switch (type) {
    case "date":
      return { kind: "attribute", field, type, test: { operator: "in_last_days", days: 30 } };
    case "number":
      return { kind: "attribute", field, type, test: { operator: "at_least", value: 1 } };
    case "boolean":
      return { kind: "attribute", field, type, test: { operator: "is_true" } };
    case "list":
      return { kind: "attribute", field, type, test: { operator: "is_not_empty" } };
    case "text":
      return { kind: "attribute", field, type, test: { operator: "equals", value: "" } };
  }
}

export const replaceAt = (rules: readonly Rule[], index: number, next: Rule | undefined): Rule[] =>
  rules.flatMap((rule, i) => (i === index ? (next === undefined ? [] : [next]) : [rule]));
