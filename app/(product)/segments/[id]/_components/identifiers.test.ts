import { describe, expect, it } from "vitest";
import { readIdentifiers } from "./identifiers";

describe("readIdentifiers", () => {
  it("takes a column of a spreadsheet, a line of an e-mail and a CSV alike", () => {
    expect(readIdentifiers("\uFEFFanna@shop.ru\r\n+7 916 123-45-67\r\n\r\nanna@shop.ru\n")).toEqual([
      "anna@shop.ru",
      "+7 916 123-45-67",
    ]);
    expect(readIdentifiers('"a@b.c";"C-7"\tX')).toEqual(["a@b.c", "C-7", "X"]);
  });
  it("leaves out what no identifier can be", () => {
    expect(readIdentifiers(`${"x".repeat(321)}, ,`)).toEqual([]);
  });
});
