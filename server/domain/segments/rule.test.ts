import { describe, expect, it } from "vitest";
import { describeRule } from "./phrase";
import { conditionsOf, maxRuleDepth, maxRuleNodes, needsParticipant, rule } from "./rule";

const bought = { kind: "purchases", measure: "count", test: { operator: "equals", value: 0 } };
const nested = (depth: number): unknown =>
  depth === 1 ? bought : { kind: "all", rules: [nested(depth - 1)] };
const messageOf = (raw: unknown) =>
  rule.safeParse(raw).error?.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);

describe("a rule document", () => {
  it("fills in what may be left out", () => {
    expect(rule.parse(bought)).toEqual({ ...bought, of: "all", window: { kind: "ever" } });
    expect(rule.parse({ kind: "event", name: "Product Viewed" })).toMatchObject({
      type: "track",
      where: [],
      test: { operator: "at_least", value: 1 },
    });
  });

  it.each([
    [
      "a field that does not exist",
      { kind: "attribute", field: "shoe", type: "text", test: { operator: "is_empty" } },
      /field: There is no/,
    ],
    [
      "a field of another type",
      { kind: "attribute", field: "city", type: "number", test: { operator: "is_empty" } },
      /is of type text/,
    ],
    [
      "a field code that is SQL",
      { kind: "attribute", field: "attributes.a' or 1=1", type: "text", test: { operator: "is_empty" } },
      /There is no/,
    ],
    [
      "an inherited property as a field",
      { kind: "attribute", field: "constructor", type: "text", test: { operator: "is_empty" } },
      /There is no/,
    ],
    [
      "an operator of another type",
      { kind: "attribute", field: "city", type: "text", test: { operator: "greater", value: 1 } },
      /test.operator/,
    ],
    ["an unknown key", { ...bought, sql: "1=1" }, /Unrecognized/],
    [
      "a day that does not exist",
      { kind: "attribute", field: "birth_on", type: "date", test: { operator: "on", value: "2026-02-30" } },
      /test.value/,
    ],
    [
      "NUL in a text",
      { kind: "attribute", field: "city", type: "text", test: { operator: "equals", value: "\u0000" } },
      /cannot be stored/,
    ],
    ["no rule at all", null, /./],
  ])("refuses %s", (_, raw, pattern) => {
    expect(messageOf(raw)?.join("\n")).toMatch(pattern);
  });

  it("refuses what is too deep or too large before parsing it", () => {
    expect(rule.safeParse(nested(maxRuleDepth)).success).toBe(true);
    expect(messageOf(nested(maxRuleDepth + 1))?.[0]).toMatch(/nested/);
    expect(messageOf(nested(5000))).toHaveLength(1);
    const wide = (size: number) => ({ kind: "any", rules: Array.from({ length: size - 1 }, () => bought) });
    expect(rule.safeParse(wide(maxRuleNodes)).success).toBe(true);
    expect(messageOf(wide(maxRuleNodes + 1))).toHaveLength(1);
  });

  it("knows which conditions need a person inside a chain", () => {
    const since = { ...bought, window: { kind: "since", point: "entry" } };
    expect(needsParticipant(rule.parse({ kind: "none", rules: [bought, since] }))).toBe(true);
    expect(needsParticipant(rule.parse({ kind: "none", rules: [bought] }))).toBe(false);
    expect([...conditionsOf(rule.parse({ kind: "none", rules: [bought, since] }))]).toHaveLength(2);
  });

  it("reads as words, with what was typed as parameters", () => {
    const phrase = describeRule(
      rule.parse({ kind: "all", rules: [{ ...bought, window: { kind: "since", point: "trigger" } }] }),
    );
    expect(phrase.key).toBe("rules.all");
    expect(phrase.children[0]).toMatchObject({
      key: "rules.purchases.count.none",
      children: [{ key: "rules.window.since_trigger" }],
    });
  });
});
