/** Rows of an export as text. Pure. */
import { csvLine } from "@/server/platform/csv";

export interface ExportOptions {
  /** For machines: cells as they are. Otherwise what a spreadsheet would run as a formula is made inert. */
  isRaw: boolean;
  /** The mark by which spreadsheets know UTF-8. */
  hasMark: boolean;
  /** gzip. */
  isPacked: boolean;
}

/** One cell: text, a number, a moment in ISO form, or JSON. */
export function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "true" : "false";
  if (value instanceof Date) return value.toISOString();
  return JSON.stringify(value);
}

const rawLine = (cells: readonly (string | number | null)[]): string =>
  `${cells.map((cell) => `"${String(cell ?? "").replaceAll('"', '""')}"`).join(",")}\r\n`;

export function lineOf(values: readonly unknown[], options: ExportOptions): string {
  const cells = values.map(cellOf);
  return options.isRaw ? rawLine(cells) : csvLine(cells);
}

export const headOf = (columns: readonly string[], options: ExportOptions): string =>
  `${options.hasMark ? "\ufeff" : ""}${lineOf(columns, options)}`;
