import { describe, expect, it } from "vitest";
import { compileExpression, keyOf, matches } from "./expression";

const scope = {
  event: { data: { id: 7, name: "O'Neil", nested: { flag: true } } },
  async: { data: { id: 7, total: 12.5 } },
};

describe("expressions", () => {
  it.each([
    ["event.data.id == async.data.id", true],
    ["event.data.id == '7'", false],
    ["event.data.missing == null", true],
    ["event.data.missing.deeper == null", true],
    ["event.data.nested.flag && !(async.data.total < 12)", true],
    ["async.data.total >= 12.5 || event.data.id == -1", true],
    ['event.data.name == "O\'Neil"', true],
    ["event.data.name == 'O\\'Neil'", true],
    ["event.data.name > 3", false],
    ["event.data.constructor != null", false],
    ["event.data.id == 1 || event.data.id == 7 && async.data.total == 12.5", true],
  ])("%s is %s", (source, expected) => {
    expect(matches(source, scope)).toBe(expected);
  });

  it("joins text for keys", () => {
    expect(keyOf("event.data.name + '-' + event.data.id", scope)).toBe('"O\'Neil-7"');
    expect(keyOf("event.data.id", scope)).toBe("7");
  });

  it.each([
    "size(event.data.list) > 1",
    "event.data['x']",
    "customer.id == 1",
    "event.data.id ==",
    "(event.data.id",
    "1 2",
    "event.data.id in [1]",
    "-event.data.id",
  ])("refuses %s", (source) => {
    expect(() => compileExpression(source)).toThrow();
  });
});
