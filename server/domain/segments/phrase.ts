import { type Condition, isGroup, type Rule, type Window } from "./rule";

/**
 * A rule in plain words, as message keys with parameters: the UI holds the texts in its languages (`rules.*`) and
 * joins the children with the group's own word. Parameters are what the marketer typed; they are never markup.
 */
export interface Phrase {
  key: string;
  params: Record<string, string | number>;
  children: Phrase[];
}

export function describeRule(rule: Rule): Phrase {
  if (isGroup(rule)) return { key: `rules.${rule.kind}`, params: {}, children: rule.rules.map(describeRule) };
  return describeCondition(rule);
}

function describeCondition(condition: Condition): Phrase {
  switch (condition.kind) {
    case "attribute":
      return phrase(`rules.attribute.${condition.type}.${condition.test.operator}`, {
        field: condition.field,
        ...operands(condition.test),
      });
    case "purchases":
      return phrase(
        `rules.purchases.${condition.measure}.${countKey(condition.test)}`,
        { of: condition.of, ...operands(condition.test) },
        [describeWindow(condition.window)],
      );
    case "event":
      return phrase(
        `rules.event.${countKey(condition.test)}`,
        { name: condition.name, ...operands(condition.test) },
        [
          ...condition.where.map((property) =>
            phrase(`rules.property.${property.type}.${property.test.operator}`, {
              field: property.path.join("."),
              ...operands(property.test),
            }),
          ),
          describeWindow(condition.window),
        ],
      );
    case "cart":
      return phrase(`rules.cart.${condition.status}`, { container: condition.container });
    case "reachable":
      return phrase(`rules.reachable.${condition.channel}`, { category: condition.category });
    case "message":
      return phrase(`rules.message.${condition.status}`, { node: condition.node_id });
  }
}

const phrase = (key: string, params: Phrase["params"] = {}, children: Phrase[] = []): Phrase => ({
  key,
  params,
  children,
});

/** "Never" and "at all" read better than "exactly 0" and "at least 1". */
function countKey(test: { operator: string; value?: number }): string {
  if (test.value === 0 && test.operator === "equals") return "none";
  if (test.value === 1 && test.operator === "less") return "none";
  if (test.value === 1 && test.operator === "at_least") return "any";
  return test.operator;
}

function operands(test: object): Phrase["params"] {
  const { operator: _, ...rest } = test as Record<string, unknown>;
  return Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.join(", ") : (value as string | number),
    ]),
  );
}

function describeWindow(window: Window): Phrase {
  switch (window.kind) {
    case "ever":
      return phrase("rules.window.ever");
    case "last":
      return phrase(`rules.window.last_${window.unit}`, { amount: window.amount });
    case "between":
      return phrase("rules.window.between", { from: window.from, to: window.to });
    case "since":
      return phrase(`rules.window.since_${window.point}`);
  }
}
