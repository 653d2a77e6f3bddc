import fc from "fast-check";
import { expect, test } from "vitest";
import { restoreCell } from "@/server/platform/csv";
import { createRowReader } from "../files/row-reader";
import { cellOf, lineOf } from "./csv-text";

const safe = { isRaw: false, hasMark: false, isPacked: false };
const read = (text: string): string[] => {
  const reader = createRowReader(",");
  return [...reader.push(text.replaceAll("\r\n", "\n")), ...reader.end()].flatMap((row) => row.cells);
};
const trigger = fc.constantFrom(
  "=",
  "+",
  "-",
  "@",
  "\t",
  "\r",
  "＝",
  "＋",
  "－",
  "＠",
  " ",
  '"',
  "'",
  "1",
  "Ä",
  "ß",
);
const text = fc.oneof(
  fc.string(),
  fc.array(trigger).map((parts) => parts.join("")),
  fc.tuple(trigger, fc.string()).map(([a, b]) => a + b),
);
/** What a spreadsheet would run, and is no plain number. */
const runs = (cell: string) =>
  /^[\s"']*[=+\-@＝＋－＠]/.test(cell.replace(/^'/, "x")) && !/^[+-]?\d+(?:[.,]\d+)?$/.test(cell);

test("no cell of an export can be run by a spreadsheet, and every cell comes back as it was", () => {
  fc.assert(
    fc.property(
      fc.array(
        text.filter((one) => !one.includes("\r")),
        { minLength: 2, maxLength: 6 },
      ),
      (cells) => {
        fc.pre(cells.some((one) => one !== ""));
        const back = read(lineOf(cells, safe));
        expect(back).toHaveLength(cells.length);
        for (const cell of back) expect(runs(cell)).toBe(false);
        expect(back.map(restoreCell)).toEqual(
          cells.map((one) => (restoreCell(one) === one ? one : restoreCell(back[cells.indexOf(one)] ?? ""))),
        );
        expect(read(lineOf(cells, { ...safe, isRaw: true }))).toEqual(cells);
      },
    ),
  );
});

test("numbers, umlauts, moments and lists are what they were", () => {
  expect(lineOf([-3.5, "-12", "Jürgen", new Date("2026-01-31T10:00:00Z"), { a: 1 }, null, true], safe)).toBe(
    '"-3.5","-12","Jürgen","2026-01-31T10:00:00.000Z","{""a"":1}","","true"\r\n',
  );
  expect(cellOf(undefined)).toBeNull();
});
