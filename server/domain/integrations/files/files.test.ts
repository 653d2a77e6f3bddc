import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { detectFormat } from "./format";
import { fileLimits } from "./limits";
import { createRowReader, type Delimiter, type FileRow } from "./row-reader";

const read = (text: string, delimiter: Delimiter = ",", pieces = [text]): FileRow[] => {
  const reader = createRowReader(delimiter);
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
};
const cells = (rows: FileRow[]) => rows.map((row) => row.broken ?? row.cells);

describe("the row reader", () => {
  test.each([
    [
      "a,b\n1,2\n",
      [
        ["a", "b"],
        ["1", "2"],
      ],
    ],
    [
      '"a ""x""","b,c"\r\n1,"line\nbreak"',
      [
        ['a "x"', "b,c"],
        ["1", "line\nbreak"],
      ],
    ],
    [
      "a,b\n\n\n1,",
      [
        ["a", "b"],
        ["1", ""],
      ],
    ],
    ['1,"open\n2,b\n3,c', ["unclosed_quote", ["2", "b"], ["3", "c"]]],
    ['1,"x" y\n2,b', ["stray_quote", ["2", "b"]]],
    [
      '1,5" pipe\n2,b',
      [
        ["1", '5" pipe'],
        ["2", "b"],
      ],
    ],
  ])("%j", (text, expected) => expect(cells(read(text))).toEqual(expected));

  it("splits runs of blanks", () => {
    expect(cells(read(" id  date\n 001   1997 \n", "spaces"))).toEqual([
      ["id", "date"],
      ["001", "1997"],
    ]);
  });

  it("tells the line a row begins on", () => {
    expect(read('a\n"x\ny"\nb\n\nc').map((row) => row.line)).toEqual([1, 2, 4, 6]);
  });

  it("reads back whatever was written, however the pieces fall", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "é", '"', ",", "\n", " ", ";"), maxLength: 8 });
    const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(table, fc.array(fc.nat(300), { maxLength: 6 }), (rows, cuts) => {
        const text = rows
          .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","))
          .join("\n");
        const at = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length];
        const pieces = at.slice(1).map((end, i) => text.slice(at[i], end));
        const written = rows.filter((row) => row.some((one) => one !== ""));
        expect(cells(read(text, ",", pieces))).toEqual(written);
      }),
    );
  });

  it("gives up one endless row and goes on, in constant memory", () => {
    const reader = createRowReader(",");
    const rows: FileRow[] = reader.push("a,b\n");
    for (let i = 0; i < 200; i++) rows.push(...reader.push("x".repeat(65_536)));
    rows.push(...reader.push("\n1,2\n"), ...reader.end());
    expect(cells(rows)).toEqual([["a", "b"], "too_long", ["1", "2"]]);
    expect(cells(read(`${"y".repeat(fileLimits.cellLength + 1)},1\n2,3`))).toEqual(["too_long", ["2", "3"]]);
  });
});

describe("detectFormat", () => {
  const of = (text: string) => detectFormat(text, true, { encoding: "utf-8" });
  test.each([
    [
      "id;name;sum\n1;Анна;10,50\n2;Пётр;7,00",
      { delimiter: ";", hasHeader: true, decimal: ",", columns: ["id", "name", "sum"] },
    ],
    ["id\tname\n1\tAnna\n2\tPeter", { delimiter: "\t", hasHeader: true }],
    [
      " customer_id  date number_of_cds  dollar_value\n 00001 19970101  1   11.77\n 00002 19970112  1   12.00",
      {
        delimiter: "spaces",
        hasHeader: true,
        decimal: ".",
        columns: ["customer_id", "date", "number_of_cds", "dollar_value"],
      },
    ],
    ["1,anna@x.ru\n2,peter@x.ru", { delimiter: ",", hasHeader: false, columns: ["column_1", "column_2"] }],
    ["email\nanna@x.ru\npeter@x.ru", { hasHeader: true, columns: ["email"] }],
    ["id,date\n1,03/25/2026\n2,03/04/2026", { dateOrder: "mdy" }],
    ["id,id,\n1,2,3", { columns: ["column_1", "column_2", "column_3"] }],
    ["name,note\nAnna,likes tea and long walks\nPeter,none at all", { delimiter: ",", hasHeader: true }],
  ])("%j", (text, expected) => expect(of(text)).toMatchObject(expected));
});
