import { describe, expect, it } from "vitest";
import { rule } from "@/server/domain/segments/rule";
import { combinations, combine } from "./combine";

const ids = [1, 2, 3].map((no) => `00000000-0000-4000-8000-00000000000${no}`);

describe("combine", () => {
  it("makes definitions that every door takes", () => {
    for (const how of combinations) expect(rule.safeParse(combine(how, ids)).success).toBe(true);
  });
  it("takes the others away from the first", () => {
    expect(combine("first_only", ids)).toEqual({
      kind: "all",
      rules: [
        { kind: "segment", id: ids[0], is: "member" },
        { kind: "none", rules: ids.slice(1).map((id) => ({ kind: "segment", id, is: "member" })) },
      ],
    });
  });
});
