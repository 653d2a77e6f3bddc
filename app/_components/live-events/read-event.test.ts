import { expect, test } from "vitest";
import { readEvent } from "./read-event";

test.each([
  ["track", { event: "Order Completed", userId: 7 }, "Order Completed", "7", false],
  ["page", { anonymousId: "a1", context: { page: { path: "/shoes" } } }, "/shoes", "a1", true],
  ["page", { name: "Home", properties: { path: "/" } }, "Home", undefined, true],
  ["identify", { userId: "u", traits: { email: "x@y.z", name: "X" } }, "email, name", "u", false],
  ["identify", { userId: "u", traits: [] }, undefined, "u", false],
  ["group", { groupId: "g", userId: "" }, "g", undefined, true],
])("%s %j", (type, event, what, who, isAnonymous) => {
  expect(readEvent(type, JSON.stringify(event))).toEqual({ what, who, isAnonymous, json: event });
});

test("keeps what is not an event", () => {
  expect(readEvent("track", "{oops").json).toBe("{oops");
  expect(readEvent("track", "null")).toMatchObject({ what: undefined, json: null });
});
