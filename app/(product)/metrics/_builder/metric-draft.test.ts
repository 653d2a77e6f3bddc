import { expect, test } from "vitest";
import { newMeasure } from "@/app/_components/rule-editor/measure";
import { codeOf, definitionOf, emptyDraft, isReady } from "./metric-draft";

test.each([
  ["Dairy in 90 days", "dairy_in_90_days"],
  ["Молочное за 90 дней", "molochnoe_za_90_dney"],
  ["Café — crème", "cafe_creme"],
  ["90 days", "days"],
  ["数", ""],
  ["Объём", "obem"],
])("a code is made of the name %s", (name, code) => {
  expect(codeOf(name)).toBe(code);
});

test("a draft is ready when it has a name, a code and something to count", () => {
  const draft = { ...emptyDraft(), name: "Spent", code: "spent" };
  expect(isReady(draft)).toBe(true);
  expect(definitionOf(draft)).not.toHaveProperty("test");
  expect(isReady({ ...draft, code: "Spent!" })).toBe(false);
  expect(isReady({ ...draft, measure: newMeasure("event") })).toBe(false);
});
