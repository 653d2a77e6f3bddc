import { describe, expect, it } from "vitest";
import { parseDueTime, parseRetryAfter } from "./due-time";

describe("due times", () => {
  it.each([
    ["1s", 1000],
    ["1d2h30m10s", 95_410_000],
    ["2w", 1_209_600_000],
    ["", 0],
  ])("%s is %d ms away", (text, afterMs) => expect(parseDueTime(text)).toEqual({ afterMs }));

  it("an instant is an instant", () => {
    expect(parseDueTime("2026-03-01T10:00:00.000Z")).toEqual({ at: new Date("2026-03-01T10:00:00Z") });
  });
  it.each(["tomorrow", "5", "1x", "2026-99-01"])("%s is refused", (text) =>
    expect(() => parseDueTime(text)).toThrow());

  it("reads Retry-After", () => {
    expect(parseRetryAfter("120")).toEqual({ afterMs: 120_000 });
    expect(parseRetryAfter("2026-03-01T10:00:00.000Z")).toEqual({ at: new Date("2026-03-01T10:00:00Z") });
    expect(parseRetryAfter(undefined)).toBeUndefined();
  });
});
