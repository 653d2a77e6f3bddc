import { describe, expect, it } from "vitest";
import { mappingOf, pick } from "./picks";

const columns = ["id", "when", "sum"];
const suggested = { id: "external_id", when: "occurred_at" };

describe("mappingOf", () => {
  it("is the suggestion until somebody chooses", () => {
    expect(mappingOf(columns, suggested, {})).toEqual(suggested);
  });
  it("leaves out what is not to be imported", () => {
    expect(mappingOf(columns, suggested, pick({}, "when", null))).toEqual({ id: "external_id" });
  });
  it("moves a field from the column it was suggested for", () => {
    expect(mappingOf(columns, suggested, pick({}, "sum", "occurred_at"))).toEqual({
      id: "external_id",
      sum: "occurred_at",
    });
  });
  it("forgets choices about columns that are gone", () => {
    const picks = pick({}, "column_9", "external_id");
    expect(mappingOf(columns, suggested, picks)).toEqual(suggested);
  });
});

describe("pick", () => {
  it("gives a field to one column only", () => {
    const picks = pick(pick({}, "id", "total"), "sum", "total");
    expect(mappingOf(columns, {}, picks)).toEqual({ sum: "total" });
  });
  it("lets several columns be left out", () => {
    expect(pick(pick({}, "id", null), "sum", null)).toEqual({ id: null, sum: null });
  });
});
