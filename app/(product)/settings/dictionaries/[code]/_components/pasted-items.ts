import type { ItemField } from "@/server/domain/fields/dictionaries/schema";

export interface PastedItem {
  code?: string;
  name: string;
  attributes?: Record<string, string>;
}

/**
 * Items from pasted text: a name per line, or columns (tab, semicolon or comma) with a header that names `code`, `name`
 * and item fields by code or name. Quotes around a cell are taken off.
 */
export function pastedItems(text: string, fields: readonly ItemField[]): PastedItem[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== "");
  const head = lines[0] ?? "";
  const separator = ["\t", ";", ","].find((mark) => head.includes(mark));
  const columns = separator ? cellsOf(head, separator).map((cell) => meaningOf(cell, fields)) : [];
  if (!separator || !columns.includes("name"))
    return unique(lines.map((line) => ({ name: line.trim().slice(0, 200) })));
  return unique(
    lines.slice(1).flatMap((line) => {
      const cells = cellsOf(line, separator);
      const item: PastedItem = { name: "" };
      const attributes: Record<string, string> = {};
      for (const [i, column] of columns.entries()) {
        const cell = cells[i] ?? "";
        if (column === "name") item.name = cell.slice(0, 200);
        else if (column === "code" && cell !== "") item.code = cell;
        else if (column?.startsWith("field ") && cell !== "")
          attributes[column.slice("field ".length)] = cell;
      }
      if (item.name === "" && item.code) item.name = item.code;
      if (Object.keys(attributes).length > 0) item.attributes = attributes;
      return item.name === "" ? [] : [item];
    }),
  );
}

function meaningOf(cell: string, fields: readonly ItemField[]): string | undefined {
  const word = cell.toLowerCase();
  if (["name", "название", "имя", "значение"].includes(word)) return "name";
  if (["code", "код", "id"].includes(word)) return "code";
  const field = fields.find((one) => one.code.toLowerCase() === word || one.name.toLowerCase() === word);
  return field ? `field ${field.code}` : undefined;
}

const cellsOf = (line: string, separator: string): string[] =>
  line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/s, "$1")
      .replaceAll('""', '"'),
  );

/** One of each: the later line wins. */
const unique = (items: PastedItem[]): PastedItem[] => [
  ...new Map(items.map((item) => [item.code ?? item.name.toLowerCase(), item])).values(),
];
