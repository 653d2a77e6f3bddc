import { type FieldType, isDated, isNumeric } from "@/server/domain/fields/model";
import type { MeasuredAs, MetricCondition } from "@/server/domain/segments/conditions/metric";
import { customerFields, isCustomerField } from "@/server/domain/segments/fields";
import { type Condition, type Group, isGroup, type Rule, rule } from "@/server/domain/segments/rule";

/** Kinds in menu order, under the headings people look for them by. */
export const conditionMenu = [
  { id: "person", kinds: ["attribute", "region", "tag", "contact", "subscription", "reachable"] },
  { id: "bought", kinds: ["purchases", "cart", "rfm", "rfm_moved"] },
  { id: "amounts", kinds: ["metric"] },
  { id: "did", kinds: ["event", "viewed"] },
  { id: "heard", kinds: ["communication", "participation", "message"] },
  { id: "belongs", kinds: ["segment"] },
] as const;
export type ConditionKind = (typeof conditionMenu)[number]["kinds"][number];

const month = { kind: "last", amount: 30, unit: "days" } as const;
const once = { operator: "at_least", value: 1 } as const;

/** What a kind starts as: something sensible; what has to be chosen is empty, and the condition unfinished until then. */
export function newCondition(
  kind: ConditionKind,
  context: { isInChain: boolean; firstLetter: string | undefined },
): Condition {
  const window = context.isInChain ? ({ kind: "since", point: "entry" } as const) : month;
  switch (kind) {
    case "purchases":
      return {
        kind,
        measure: "count",
        of: "all",
        test: context.isInChain ? { operator: "equals", value: 0 } : once,
        window,
      };
    case "cart":
      return { kind, container: "cart", status: context.isInChain ? "untouched" : "has_items" };
    case "event":
      return {
        kind,
        type: "track",
        measure: "count",
        name: "",
        where: [],
        test: once,
        window: { kind: "last", amount: 7, unit: "days" },
      };
    case "viewed":
      return { kind, of: "categories", items: [], test: once };
    case "attribute":
      return { kind, field: "city", type: "text", test: { operator: "equals", value: "" } };
    case "region":
      return { kind, match: "any", regions: [] };
    case "tag":
      return { kind, match: "any", tags: [] };
    case "contact":
      return { kind, channel: "email", state: "usable" };
    case "subscription":
      return { kind, channel: "email", category: "", state: "subscribed" };
    case "message":
      return { kind, node_id: context.firstLetter ?? "", status: "opened" };
    case "communication":
      return { kind, measure: "count", reaction: "opened", test: once, window };
    case "participation":
      return { kind, campaigns: [], state: "entered", test: once, window: { kind: "ever" } };
    case "rfm":
      return { kind, model: null, segments: ["champions"] };
    case "rfm_moved":
      return { kind, model: null, to: { segments: ["at_risk"] }, window: month };
    case "metric":
      return newMetricCondition("purchases_365d", { type: "number", unit: "count", isTotal: true });
    case "segment":
      return { kind, id: "", is: "member" };
    case "reachable":
      return { kind, channel: "email", category: "" };
  }
}

/** A metric compared with something that fits it. */
export function newMetricCondition(metric: string, { type, unit }: MeasuredAs): MetricCondition {
  if (type === "date") return { kind: "metric", metric, type, test: { operator: "in_last_days", days: 30 } };
  if (type === "text")
    return {
      kind: "metric",
      metric,
      type,
      test: unit === "brand" ? { operator: "equals", value: "" } : { operator: "in", values: [] },
    };
  return { kind: "metric", metric, type, test: { operator: "at_least", value: unit === "share" ? 0.5 : 1 } };
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

/** Holds to its schema, and compares with something: an empty text would silently match nobody. */
export function isFinished(condition: Condition): boolean {
  if (!rule.safeParse(condition).success) return false;
  const tests: object[] =
    condition.kind === "attribute" || condition.kind === "metric" ? [condition.test] : [];
  if (condition.kind === "event") tests.push(...condition.where.map((property) => property.test));
  if (condition.kind === "rfm" && !condition.r && !condition.f && !condition.m && !condition.segments)
    return false;
  if (condition.kind === "rfm_moved" && !condition.from && !condition.to && !condition.went) return false;
  return tests.every(
    (test) =>
      !("value" in test && test.value === "") &&
      !("values" in test && Array.isArray(test.values) && test.values.every((value) => value === "")),
  );
}

/** The rule without what is not finished yet, and how much that was. */
export function finishedPart(group: Group): { rule: Group; left: number } {
  let left = 0;
  const keep = (node: Rule): Rule[] => {
    if (isGroup(node)) {
      const rules = node.rules.flatMap(keep);
      // A group of nothing but unfinished conditions says nothing yet.
      return rules.length === 0 ? [] : [{ ...node, rules }];
    }
    if (isFinished(node)) return [node];
    left += 1;
    return [];
  };
  return { rule: { ...group, rules: group.rules.flatMap(keep) }, left };
}
