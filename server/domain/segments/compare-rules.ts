import { type Group, isGroup, type Rule } from "./rule";

export interface RuleChanges {
  added: Rule[];
  removed: Rule[];
}

/**
 * What the later definition says that the earlier did not, and the other way round, part by part of the whole. A change
 * inside a part shows as that part going and coming. Where "all" became "any" or "none", every part means something else.
 */
export function compareRules(before: Rule, after: Rule): RuleChanges {
  const [one, other] = [asParts(before), asParts(after)];
  if (one.kind !== other.kind && one.rules.length + other.rules.length > 0)
    return { added: [after], removed: [before] };
  return { added: without(other.rules, one.rules), removed: without(one.rules, other.rules) };
}

const asParts = (rule: Rule): Group => (isGroup(rule) ? rule : { kind: "all", rules: [rule] });

/** Those of the first that the second lacks; of equal ones, as many as it has fewer. */
function without(rules: readonly Rule[], others: readonly Rule[]): Rule[] {
  const left = new Map<string, number>();
  for (const one of others) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + 1);
  return rules.filter((one) => {
    const count = left.get(keyOf(one)) ?? 0;
    if (count > 0) left.set(keyOf(one), count - 1);
    return count === 0;
  });
}

/** The order of keys is no difference. */
const keyOf = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
