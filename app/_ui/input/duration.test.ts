import { describe, expect, it } from "vitest";
import { joinDuration, splitDuration } from "./duration";

describe("a duration as people write it", () => {
  it.each([
    [0, 0, "minute"],
    [4, 4, "second"],
    [90, 90, "second"],
    [3600, 1, "hour"],
    [86_400, 1, "day"],
    [36 * 3600, 36, "hour"],
    [14 * 86_400, 2, "week"],
  ] as const)("%i s is %i %s", (total, amount, unit) => {
    expect(splitDuration(total)).toEqual({ amount, unit });
    expect(joinDuration(amount, unit)).toBe(total);
  });

  it("stays within the units it is allowed", () => {
    expect(splitDuration(14 * 86_400, ["hour", "day"])).toEqual({ amount: 14, unit: "day" });
  });
});
