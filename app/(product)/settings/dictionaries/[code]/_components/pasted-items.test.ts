import { expect, test } from "vitest";
import { pastedItems } from "./pasted-items";

const fields = [{ code: "noise", name: "Шум", type: "integer" as const }];

test("a plain list: a name per line, blanks and repetitions left out", () => {
  expect(pastedItems("Cat\n\n  Dog \r\ncat", fields)).toEqual([{ name: "cat" }, { name: "Dog" }]);
});

test("columns with a header, by code or by name", () => {
  expect(pastedItems('код;Название;шум;x\ncat;"Кошка, домашняя";3;y\n;Dog;;', fields)).toEqual([
    { code: "cat", name: "Кошка, домашняя", attributes: { noise: "3" } },
    { name: "Dog" },
  ]);
  expect(pastedItems("code\tname\ncat\t", fields)).toEqual([{ code: "cat", name: "cat" }]);
});

test("a list whose names hold commas is no table", () => {
  expect(pastedItems("Cat, small\nDog, big", fields)).toHaveLength(2);
});
