import { detectDateOrder } from "@/server/domain/fields/values/dates";
import { fileLimits } from "./limits";
import { createRowReader, type Delimiter, type FileRow } from "./row-reader";

export const encodings = ["utf-8", "utf-16le", "windows-1251"] as const;
export type Encoding = (typeof encodings)[number];

/** How a file is written: found once at upload, kept with the import, corrected by people where the guess was wrong. */
export interface FileFormat {
  encoding: Encoding;
  delimiter: Delimiter;
  hasHeader: boolean;
  /** Names of the columns, made unique; `column_1` … without a header. */
  columns: string[];
  dateOrder?: "dmy" | "mdy" | undefined;
  decimal?: "." | "," | undefined;
}

export function decodeSample(bytes: Uint8Array, encoding: Encoding): string {
  const text = new TextDecoder(encoding).decode(bytes, { stream: true });
  return unifyBreaks(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
}
/** Line breaks of old Macs: a lone CR. */
export const unifyBreaks = (text: string): string =>
  text.includes("\r") && !text.includes("\n") ? text.replaceAll("\r", "\n") : text;

/** The first rows of a sample; the last one may be cut and is left out unless the sample is the whole file. */
export function sampleRows(text: string, delimiter: Delimiter, isWhole: boolean, max = 1000): FileRow[] {
  const reader = createRowReader(delimiter);
  const rows = reader.push(text);
  if (isWhole) rows.push(...reader.end());
  return rows.slice(0, max);
}

/** The separator that cuts the first lines into the most columns, equally many in (nearly) all of them. */
export function detectDelimiter(text: string, isWhole: boolean): Delimiter {
  const candidates: Delimiter[] = [",", ";", "\t", "|", "spaces"];
  let best: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of candidates) {
    const widths = sampleRows(text, delimiter, isWhole, 100).map((row) =>
      row.broken ? 0 : row.cells.length,
    );
    const usual = mostFrequent(widths);
    if (usual < 2) continue;
    const share = widths.filter((width) => width === usual).length / widths.length;
    // Blanks stand inside values too, so they separate only where nothing else does, and then everywhere.
    if (delimiter === "spaces" ? share < 0.95 || best.score > 0.8 : share < 0.5) continue;
    const score = delimiter === "spaces" ? 0.8 : share + usual / 10_000;
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

const looksLikeData = (cell: string) =>
  /^[+-]?[\d\s.,:/TZ+-]+$/.test(cell.trim()) || cell.includes("@") || cell.trim().length > 60;

/** A header names things: no numbers, dates or addresses in it, and no name twice. */
export function detectHeader(rows: readonly FileRow[]): boolean {
  const [first, ...rest] = rows;
  if (!first) return false;
  const cells = first.cells.filter((cell) => cell.trim() !== "");
  if (cells.length === 0 || cells.some(looksLikeData)) return false;
  if (new Set(cells.map((cell) => cell.trim().toLowerCase())).size < cells.length) return false;
  // All text below as well: a header only when its words never come again in their columns.
  return (
    rest.length === 0 ||
    rest.some((row) => row.cells.some(looksLikeData)) ||
    first.cells.every((cell, i) => rest.every((row) => row.cells[i] !== cell))
  );
}

export function columnNames(first: FileRow | undefined, hasHeader: boolean): string[] {
  const used = new Map<string, number>();
  return (first?.cells ?? []).map((cell, i) => {
    const base = (hasHeader ? cell.trim().slice(0, 200) : "") || `column_${i + 1}`;
    const times = (used.get(base) ?? 0) + 1;
    used.set(base, times);
    return times === 1 ? base : `${base} (${times})`;
  });
}

/** Which mark stands before the cents: the one that amounts in the file use. Undefined when nothing tells. */
export function detectDecimal(cells: Iterable<string>): "." | "," | undefined {
  let commas = 0;
  let dots = 0;
  for (const cell of cells) {
    const found = /^[+-]?\d+(?:\s\d{3})*([.,])\d{1,2}$/.exec(cell.trim());
    if (found?.[1] === ",") commas++;
    else if (found?.[1] === ".") dots++;
  }
  if (commas === dots) return undefined;
  return commas > dots ? "," : ".";
}

/** Everything at once, with what the caller knows better. */
export function detectFormat(
  text: string,
  isWhole: boolean,
  known: Partial<FileFormat> & { encoding: Encoding },
): FileFormat {
  const delimiter = known.delimiter ?? detectDelimiter(text, isWhole);
  const rows = sampleRows(text, delimiter, isWhole);
  const hasHeader = known.hasHeader ?? detectHeader(rows);
  const body = rows.slice(hasHeader ? 1 : 0).filter((row) => !row.broken);
  const cells = body.flatMap((row) => row.cells);
  return {
    encoding: known.encoding,
    delimiter,
    hasHeader,
    columns: columnNames(rows[0], hasHeader).slice(0, fileLimits.columns + 1),
    dateOrder: known.dateOrder ?? detectDateOrder(cells),
    decimal: known.decimal ?? detectDecimal(cells),
  };
}
