import { parseDay } from "@/server/domain/fields/values/dates";
import { parseEmail } from "@/server/domain/fields/values/email";
import { parsePhone } from "@/server/domain/fields/values/phone";
import { type ImportEntity, type ImportField, importFields } from "./catalogue";
import type { Mapping } from "./mapping";

export interface ColumnSample {
  name: string;
  samples: string[];
}

const plain = (name: string) =>
  name
    .toLowerCase()
    .replaceAll("ё", "е")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** A first mapping: by what columns are called, then by what they hold. People correct it; nothing is loaded by it alone. */
export function suggestMapping(
  entity: ImportEntity,
  columns: readonly ColumnSample[],
  defaultCountry: string,
  /** Custom fields of the entity; a standard field of the same name goes before. */
  custom: readonly ImportField[] = [],
): Mapping {
  const fields = [...importFields[entity], ...custom];
  const mapping: Mapping = {};
  const free = new Set(fields.map((field) => field.code));
  const take = (column: ColumnSample, field: ImportField | undefined) => {
    if (!field || !free.delete(field.code)) return;
    mapping[column.name] = field.code;
  };
  // The exact code first, so that `total` wins over `price` in a file that has both.
  for (const depth of [1, Number.POSITIVE_INFINITY])
    for (const column of columns) {
      if (mapping[column.name]) continue;
      const name = plain(column.name);
      take(
        column,
        fields.find(
          (field) =>
            free.has(field.code) && field.aliases.slice(0, depth).some((alias) => plain(alias) === name),
        ),
      );
    }
  for (const column of columns) {
    if (mapping[column.name]) continue;
    const type = contentType(column.samples, defaultCountry);
    // What a column holds says nothing about which custom field it is.
    take(column, type && importFields[entity].find((field) => free.has(field.code) && field.type === type));
  }
  return mapping;
}

/** What nearly all of these cells are. */
function contentType(samples: readonly string[], defaultCountry: string): "email" | "phone" | undefined {
  const cells = samples.filter((cell) => cell.trim() !== "");
  if (cells.length < 2) return undefined;
  const share = (test: (cell: string) => boolean) => cells.filter(test).length / cells.length;
  if (share((cell) => cell.includes("@") && parseEmail(cell).ok) > 0.8) return "email";
  // Ids and dates are digits too: a phone has a plus, brackets or spaces, or all of eleven digits.
  const isPhone = (cell: string) =>
    /[+() -]|^\d{11}$/.test(cell.trim()) && !parseDay(cell).ok && parsePhone(cell, defaultCountry).ok;
  return share(isPhone) > 0.8 ? "phone" : undefined;
}
