import { describe, expect, it } from "vitest";
import { matchPreset, presetRange } from "./date-range";

describe("ready spans of days", () => {
  it("count the last day in", () => {
    expect(presetRange("today", "2026-03-01")).toEqual({ from: "2026-03-01", to: "2026-03-01" });
    expect(presetRange("last7", "2026-03-01")).toEqual({ from: "2026-02-23", to: "2026-03-01" });
  });
  it("are recognised again, also with an open end", () => {
    expect(matchPreset({ from: "2026-02-23", to: "2026-03-01" }, "2026-03-01")).toBe("last7");
    expect(matchPreset({ from: "2026-02-23", to: undefined }, "2026-03-01")).toBe("last7");
    expect(matchPreset({ from: "2026-02-20", to: "2026-03-01" }, "2026-03-01")).toBeUndefined();
  });
});
