import { expect, test } from "vitest";
import { storyOf } from "./story-moments";

const at = (seconds: number) => new Date(1_700_000_000_000 + seconds * 1000);
const event = (kind: "planned" | "accepted" | "clicked" | "deferred", seconds: number, data = {}) => ({
  kind,
  at: at(seconds),
  isMachine: false,
  url: null,
  data,
});

test("entry, letter and purchases make one story in time", () => {
  const story = storyOf({
    entry: { enteredAt: at(0) },
    events: [event("planned", 5), event("accepted", 6), event("clicked", 9)],
    earned: [{ kind: "order", at: at(20), amountMinor: 100 }],
  });
  expect(story.map(({ kind }) => kind)).toEqual(["entered", "planned", "accepted", "clicked", "purchase"]);
});

test("evidence is read from what was kept; anything unreadable is left out", () => {
  const [moment] = storyOf({
    entry: null,
    earned: [],
    events: [
      event("deferred", 1, {
        reason: "",
        detail: 7,
        attempt: 2,
        provider: "smtp",
        until: "never",
        machine: null,
      }),
    ],
  });
  expect(moment).toMatchObject({ attempt: 2, provider: "smtp", isAssumed: false });
  expect([moment?.reason, moment?.detail, moment?.until, moment?.verdict]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
