import { describe, expect, it } from "vitest";
import { stateAfter } from "../model";
import { getNodeKind } from "./registry";
import { waitOfSeconds } from "./wait/node";

const enteredAt = new Date("2026-03-28T22:00:00Z");
const msLater = (ms: number) => new Date(enteredAt.getTime() + ms);
const decide = (kind: string, settings: unknown, now = enteredAt) =>
  getNodeKind(kind).decide(settings, { enteredAt, now });

describe("what a cohort does on a node", () => {
  it.each([
    [{ amount: 30, unit: "seconds" }, 30_000],
    [{ amount: 5, unit: "minutes" }, 300_000],
    [{ amount: 2, unit: "hours" }, 7_200_000],
    // Over the night the clocks change: a day stays 24 hours.
    [{ amount: 1, unit: "days" }, 86_400_000],
  ])("waits %o from its arrival, neither less nor more", (settings, ms) => {
    expect(decide("wait", settings)).toEqual({ do: "wait", until: msLater(ms) });
    expect(decide("wait", settings, msLater(ms - 1))).toEqual({ do: "wait", until: msLater(ms) });
    expect(decide("wait", settings, msLater(ms))).toEqual({ do: "go", port: "next" });
    expect(decide("wait", settings, msLater(10 * ms))).toEqual({ do: "go", port: "next" });
  });

  it("sends with what the node says, and its category or none", () => {
    expect(decide("send-email", { template: "hello" })).toEqual({
      do: "send",
      channel: "email",
      template: "hello",
      category: "",
      lifetimeMs: 72 * 3_600_000,
      whenNotSent: "continue",
      onError: "drop",
    });
  });

  it("leaves at an exit", () => {
    expect(decide("exit", {})).toEqual({ do: "leave" });
  });

  it("never decides by settings that publishing would refuse", () => {
    expect(() => decide("wait", {})).toThrow();
  });

  it.each([
    [86_400, { amount: 1, unit: "days" }],
    [5400, { amount: 90, unit: "minutes" }],
    [7200, { amount: 2, unit: "hours" }],
    [4, { amount: 4, unit: "seconds" }],
  ])("reads %d seconds in the largest whole unit", (seconds, expected) => {
    expect(waitOfSeconds(seconds)).toEqual(expected);
  });
});

describe("the life of a campaign", () => {
  it.each([
    ["draft", "active", undefined, undefined, undefined],
    ["active", undefined, "paused", undefined, "stopped"],
    ["paused", undefined, undefined, "active", "stopped"],
    ["stopped", "active", undefined, undefined, undefined],
  ] as const)("from %s: activate %s, pause %s, resume %s, stop %s", (state, activate, pause, resume, stop) => {
    expect(["activate", "pause", "resume", "stop"].map((verb) => stateAfter(state, verb as "stop"))).toEqual([
      activate,
      pause,
      resume,
      stop,
    ]);
  });
});
