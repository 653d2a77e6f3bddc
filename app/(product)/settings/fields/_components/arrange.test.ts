import { expect, test } from "vitest";
import { movedTo, stepped } from "./arrange";

const places = ["a1", "a2", "b1", "b2"].map((path) => ({ path, group: path.slice(0, 1) }));
const groups = ["a", "b", "c"];
const shown = (list: { path: string; group: string }[]) =>
  list.map((one) => `${one.group}:${one.path}`).join(" ");

test("a field moves before another, to the end of a group, and into an empty one", () => {
  expect(shown(movedTo(places, "b2", "a", "a1"))).toBe("a:b2 a:a1 a:a2 b:b1");
  expect(shown(movedTo(places, "b1", "a"))).toBe("a:a1 a:a2 a:b1 b:b2");
  expect(shown(movedTo(places, "a1", "c"))).toBe("a:a2 b:b1 b:b2 c:a1");
});

test("steps stay in the group, then go over into the next, and stop at the ends", () => {
  expect(shown(stepped(places, groups, "a1", 1))).toBe("a:a2 a:a1 b:b1 b:b2");
  expect(shown(stepped(places, groups, "a2", 1))).toBe("a:a1 b:a2 b:b1 b:b2");
  expect(shown(stepped(places, groups, "b1", -1))).toBe("a:a1 a:a2 a:b1 b:b2");
  expect(shown(stepped(places, groups, "b2", 1))).toBe("a:a1 a:a2 b:b1 c:b2");
  expect(shown(stepped(places, groups, "a1", -1))).toBe(shown([...places]));
});
