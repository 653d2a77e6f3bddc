import { describe, expect, it } from "vitest";
import { mergeStream } from "./stream";

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 12, 0, second));
const event = (id: string, second: number) => ({
  id,
  sourceId: 1,
  type: "track",
  occurredAt: at(second),
  receivedAt: at(second),
  payload: "{}",
  joined: null,
});
const refusal = (id: number, second: number, eventId: string | null = null) => ({
  key: `r${id}`,
  at: at(second),
  door: "tracking",
  sourceId: 1,
  reason: "must be text",
  path: "event",
  payload: null,
  eventId,
  entity: "event",
  state: "open" as const,
  origin: null,
  firstPayload: null,
  tries: 0,
  triedAt: null,
  settledBy: null,
});
const keys = (...args: Parameters<typeof mergeStream>) => mergeStream(...args).map((item) => item.key);

describe("mergeStream", () => {
  it("puts both in one order, newest first", () => {
    expect(keys([event("b", 3), event("a", 1)], [refusal(7, 2)], 10)).toEqual(["b", "r7", "a"]);
  });
  it("shows an event that failed later once, with its problem", () => {
    const [first, ...rest] = mergeStream([event("a", 1)], [refusal(7, 5, "a")], 10);
    expect(rest).toEqual([]);
    expect(first).toMatchObject({ kind: "event", problem: { key: "r7" } });
  });
  it("ends both at the same moment", () => {
    expect(keys([event("c", 9), event("b", 8)], [refusal(1, 2), refusal(2, 8)], 2)).toEqual(["c", "b"]);
    expect(keys([event("c", 9)], [refusal(1, 2)], 2)).toEqual(["c", "r1"]);
  });
});
