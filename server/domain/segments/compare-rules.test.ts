import { describe, expect, it } from "vitest";
import { compareRules } from "./compare-rules";
import type { Rule } from "./rule";

const city = (value: string): Rule => ({
  kind: "attribute",
  field: "city",
  type: "text",
  test: { operator: "equals", value },
});
const all = (...rules: Rule[]): Rule => ({ kind: "all", rules });

describe("compareRules", () => {
  it("names what came and what went, and leaves out what stayed, in whatever order it stands", () => {
    expect(compareRules(all(city("A"), city("B")), all(city("C"), city("A")))).toEqual({
      added: [city("C")],
      removed: [city("B")],
    });
  });
  it("counts equal parts", () => {
    expect(compareRules(all(city("A")), all(city("A"), city("A")))).toEqual({
      added: [city("A")],
      removed: [],
    });
  });
  it("does not take another order of keys for a difference", () => {
    const turned = {
      test: { value: "A", operator: "equals" },
      type: "text",
      field: "city",
      kind: "attribute",
    } as Rule;
    expect(compareRules(all(city("A")), all(turned))).toEqual({ added: [], removed: [] });
  });
  it("shows all of it when all became any", () => {
    const any: Rule = { kind: "any", rules: [city("A")] };
    expect(compareRules(all(city("A")), any)).toEqual({ added: [any], removed: [all(city("A"))] });
  });
});
