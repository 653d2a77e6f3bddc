import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type FieldType, fieldTypes, suggestCode } from "./model";
import { proposeType } from "./propose";
import { type ReadableField, readFieldValue, type ValueRules } from "./read-value";

const items = new Map([
  ["cat", "cat"],
  ["кошка", "cat"],
  ["dog", "dog"],
  ["small, furry", "hamster"],
  ["hamster", "hamster"],
]);
const rules: ValueRules = {
  currency: "EUR",
  timeZone: "Europe/Moscow",
  defaultCountry: "RU",
  itemOf: (_, text) => items.get(text.toLowerCase()),
};
const field = (type: FieldType, own: ReadableField["rules"] = {}): ReadableField => ({
  type,
  rules: own,
  dictionaryCode: "pets",
});
const read = (type: FieldType, raw: unknown, own: ReadableField["rules"] = {}) =>
  readFieldValue(field(type, own), raw, rules);
const value = (type: FieldType, raw: unknown, own: ReadableField["rules"] = {}) => {
  const result = read(type, raw, own);
  return result.ok ? result.value : result.problem.code;
};

describe("each type has one canonical form", () => {
  test.each<[FieldType, unknown, unknown]>([
    ["string", "  Anna \u200b Maria ", "Anna Maria"],
    ["text", "one\r\n\n\n\ntwo ", "one\n\ntwo"],
    ["integer", "1 200", 1200],
    ["integer", "12.5", "invalid_number"],
    ["integer", 3, 3],
    ["integer", "many", "invalid_number"],
    ["decimal", "1,5", 1.5],
    ["decimal", 0.12345, 0.1235],
    ["money", "1 200,50 €", 1200.5],
    ["boolean", "Да", true],
    ["boolean", "N", false],
    ["boolean", "perhaps", "invalid_flag"],
    ["date", "31.01.2026", "2026-01-31"],
    ["datetime", "2026-01-31 10:00", "2026-01-31T07:00:00.000Z"],
    ["dictionary", "Кошка", "cat"],
    ["dictionary", "parrot", "unknown_item"],
    ["multiselect", "cat; dog, cat", ["cat", "dog"]],
    ["multiselect", "Small, furry", ["hamster"]],
    ["multiselect", ["dog"], ["dog"]],
    ["url", "https://a.example/x", "https://a.example/x"],
    ["url", "javascript:alert(1)", "invalid_url"],
    ["phone", "8 916 123-45-67", "+79161234567"],
    ["email", " Anna@Example.COM ", "anna@example.com"],
    ["json", { a: [1] }, { a: [1] }],
    ["integer", "", null],
    ["json", null, null],
    ["string", { a: 1 }, "invalid_type"],
  ])("%s from %j", (type, raw, expected) => expect(value(type, raw)).toEqual(expected));

  test("rules are kept to, inclusively", () => {
    expect(value("integer", 5, { max: 5 })).toBe(5);
    expect(value("integer", 6, { max: 5 })).toBe("out_of_range");
    expect(value("date", "2025-12-31", { earliest: "2026-01-01" })).toBe("out_of_range");
    expect(value("string", "four", { maxLength: 3 })).toBe("too_long");
    expect(value("string", " ", { isRequired: true })).toBe("required");
    expect(value("multiselect", "cat,dog", { maxLength: 1 })).toBe("too_long");
  });
});

const anyType = fc.constantFrom(...fieldTypes);
const likely = fc.oneof(
  fc.jsonValue(),
  fc.string({ unit: "binary" }),
  fc.double(),
  fc.integer().map(String),
  fc.constantFrom(
    "cat",
    "Кошка",
    "1,5",
    "31.01.2026",
    "2026-01-31T10:00:00Z",
    "+79161234567",
    "a@b.example",
    "https://a.example",
    "да",
    "1 200,50",
    "cat;dog",
  ),
  fc.date().map((at) => (Number.isNaN(at.getTime()) ? null : at.toISOString())),
);

test("a canonical value reads as itself, and nothing ever throws", () => {
  fc.assert(
    fc.property(anyType, likely, (type, raw) => {
      const first = read(type, raw);
      if (!first.ok) return;
      const second = read(type, first.value);
      expect(second).toEqual(first);
    }),
    { numRuns: 4000 },
  );
});

test("what JSON.parse could give, and what it could not, is refused without an error", () => {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const deep = JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) as unknown;
  for (const raw of [
    circle,
    deep,
    () => 1,
    Symbol("x"),
    10n,
    Number.NaN,
    new Date(Number.NaN),
    "\ud800",
    new Map(),
  ])
    for (const type of fieldTypes) expect(() => read(type, raw)).not.toThrow();
  expect(read("json", deep).ok).toBe(false);
});

test("100 kB of hostile text costs no reader 50 ms", () => {
  const hostile = [
    "a".repeat(100_000),
    "1".repeat(100_000),
    `${" ".repeat(99_999)}x`,
    "e\u0301\u0323".repeat(33_000),
    "\u0301".repeat(100_000),
    `a@${"a.".repeat(50_000)}`,
    `https://${"%".repeat(100_000)}`,
    "-,;|".repeat(25_000),
    "1,".repeat(50_000),
    "\n\r".repeat(50_000),
    "(".repeat(100_000),
  ];
  for (const text of hostile) for (const type of fieldTypes) read(type, text.slice(0, 100));
  for (const text of hostile)
    for (const type of fieldTypes) {
      const started = performance.now();
      read(type, text);
      read(type, text.slice(0, 8_000));
      expect(performance.now() - started, `${type} ${text.slice(0, 12)}`).toBeLessThan(50);
    }
});

test("the type is proposed from what is there", () => {
  expect(proposeType(["1", "2", "x3"], rules).type).toBe("string");
  expect(proposeType(["1", "2", 30], rules).type).toBe("integer");
  expect(proposeType(["yes", "no", true], rules).type).toBe("boolean");
  expect(proposeType(["2020-01-01", "31.12.2021"], rules).type).toBe("date");
  expect(proposeType(["2020-01-01 10:00"], rules).type).toBe("datetime");
  expect(proposeType(["a@b.example"], rules).type).toBe("email");
  expect(proposeType([{ a: 1 }], rules).type).toBe("json");
});

test("a code is made from a name in either alphabet", () => {
  expect(suggestCode("Число детей")).toBe("chislo_detey");
  expect(suggestCode("2nd e-mail")).toBe("nd_e_mail");
  expect(suggestCode("日本")).toBe("");
});
