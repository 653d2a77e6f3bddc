import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { csvLine, inertCell, restoreCell } from "@/server/platform/csv";
import { AppError } from "@/server/platform/errors";
import { importEntities, importFields } from "./catalogue";
import { splitFullName } from "./full-name";
import { bindMapping, contentColumns, rowInput } from "./mapping";
import { suggestMapping } from "./suggest";

const columns = (...names: string[]) => names.map((name) => ({ name, samples: [] as string[] }));

describe("suggestMapping", () => {
  it("knows columns by their names, in English and Russian", () => {
    expect(
      suggestMapping("orders", columns("customer_id", "date", "number_of_cds", "dollar_value"), "RU"),
    ).toEqual({ customer_id: "customer.external_id", date: "occurred_at", dollar_value: "total" });
    expect(suggestMapping("orders", columns("order", "customer", "date", "total"), "RU")).toEqual({
      order: "external_id",
      customer: "customer.external_id",
      date: "occurred_at",
      total: "total",
    });
    expect(
      suggestMapping(
        "customers",
        columns("Код клиента", "ФИО", "Телефон", "E-mail", "Дата рождения", "Цвет"),
        "RU",
      ),
    ).toEqual({
      "Код клиента": "external_id",
      ФИО: "full_name",
      Телефон: "phone",
      "E-mail": "email",
      "Дата рождения": "birth_on",
    });
  });

  it("knows addresses and phones by what they hold", () => {
    const found = suggestMapping(
      "customers",
      [
        { name: "contact", samples: ["a@x.ru", "b@x.ru"] },
        { name: "c2", samples: ["+7 916 123-45-67", "8 (916) 123-45-68"] },
        { name: "c3", samples: ["19970101", "19970102"] },
      ],
      "RU",
    );
    expect(found).toEqual({ contact: "email", c2: "phone" });
  });

  it("gives no field to two columns", () => {
    for (const entity of importEntities) {
      const aliases = importFields[entity].flatMap((field) => field.aliases);
      const mapping = suggestMapping(entity, columns(...new Set(aliases)), "RU");
      expect(new Set(Object.values(mapping)).size).toBe(Object.keys(mapping).length);
    }
  });
});

describe("bindMapping", () => {
  test.each([
    [{ order: "order_id" }, "mapping.order"],
    [{ ordr: "external_id" }, "mapping.ordr"],
    [{ order: "external_id", total: "external_id" }, "mapping.total"],
    [{ total: "total" }, "mapping"],
    [{ order: "attributes.__proto__" }, "mapping.order"],
  ])("refuses %j at %s", (mapping, path) => {
    try {
      bindMapping("orders", mapping as Record<string, string>, ["order", "customer", "date", "total"]);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      expect((error as AppError).fields[0]?.path).toBe(path);
    }
  });

  it("puts cells where they belong, and leaves empty ones out", () => {
    const bound = bindMapping(
      "orders",
      {
        Order: "external_id",
        who: "customer.external_id",
        mail: "customer.email",
        size: "attributes.size",
        date: "occurred_at",
        total: "total",
      },
      ["order", "who", "mail", "size", "date", "total"],
    );
    expect(rowInput(bound, ["7", "c1", "NULL", "M", " 2026-01-01 ", "'=5"]).record).toEqual({
      externalId: "7",
      customer: { externalId: "c1" },
      attributes: { size: "M" },
      occurredAt: "2026-01-01",
      total: "=5",
    });
    expect(contentColumns("orders", bound)).toEqual([]);
    expect(
      contentColumns(
        "orders",
        bound.filter((one) => one.code !== "external_id"),
      ),
    ).toEqual([1, 2, 4, 5]);
  });
});

test.each([
  ["Anna Petrova", { firstName: "Anna", lastName: "Petrova" }],
  ["Петрова Анна Сергеевна", { lastName: "Петрова", firstName: "Анна", middleName: "Сергеевна" }],
  ["Анна Сергеевна Петрова", { firstName: "Анна", middleName: "Сергеевна", lastName: "Петрова" }],
  ["Madonna", { firstName: "Madonna" }],
])("the name %s", (text, expected) => expect(splitFullName(text)).toEqual(expected));

describe("CSV for spreadsheets", () => {
  it("never starts a formula, keeps numbers, and can be taken back", () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[=+\-@'" \t]{1,3}.{0,8}$/));
    fc.assert(
      fc.property(cell, (text) => {
        const inert = inertCell(text);
        if (!/^[+-]?\d+(?:[.,]\d+)?$/.test(text)) expect(inert).not.toMatch(/^[\s"]*[=+\-@\t\r＝＋－＠]/);
        if (!text.startsWith("'")) expect(restoreCell(inert)).toBe(text);
      }),
    );
    expect(csvLine(["-12.50", "=1+1", 'a "b"', null])).toBe(`"-12.50","'=1+1","a ""b""",""\r\n`);
  });
});
