import { fileLimits } from "./limits";

/** `spaces` is any run of blanks, as in tables padded for the eye. */
export type Delimiter = "," | ";" | "\t" | "|" | "spaces";

export interface FileRow {
  /** Line of the file it begins on, from 1. */
  line: number;
  cells: string[];
  /** Why it cannot be read; `cells` then holds its text as one cell. */
  broken?: "unclosed_quote" | "stray_quote" | "too_long";
}

export interface RowReader {
  push(text: string): FileRow[];
  end(): FileRow[];
}

/**
 * CSV in pieces, RFC 4180 and what people make of it. A quote that never closes, or closes in the middle of a word,
 * costs only its own line: reading goes on at the next one. Empty lines are no rows.
 */
export function createRowReader(delimiter: Delimiter): RowReader {
  let text = "";
  let line = 1;
  /** Inside a line that was given up for its length. */
  let isSkipping = false;

  function read(isEnd: boolean): FileRow[] {
    const rows: FileRow[] = [];
    let at = 0;
    while (at < text.length) {
      const found = text.indexOf("\n", at);
      if (isSkipping) {
        if (found < 0) {
          at = text.length;
          break;
        }
        isSkipping = false;
        at = found + 1;
        line++;
        continue;
      }
      if (found < 0 && !isEnd) {
        if (text.length - at <= fileLimits.recordLength) break;
        rows.push({ line, cells: [text.slice(at, at + 200)], broken: "too_long" });
        isSkipping = true;
        continue;
      }
      const next = found < 0 ? text.length : found + 1;
      const raw = withoutReturn(text.slice(at, found < 0 ? text.length : found));
      if (delimiter === "spaces" || !raw.includes('"')) {
        if (raw.trim() !== "") rows.push(checkLength({ line, cells: splitPlain(raw, delimiter) }));
        at = next;
        line++;
        continue;
      }
      const record = readQuoted(text, at, delimiter, isEnd);
      if (record === "unfinished" && !isEnd && text.length - at <= fileLimits.recordLength) break;
      if (typeof record === "string") {
        rows.push({
          line,
          cells: [raw.slice(0, 2000)],
          broken: record === "unfinished" ? "unclosed_quote" : record,
        });
        at = next;
        line++;
        continue;
      }
      if (record.cells.some((cell) => cell !== "")) rows.push(checkLength({ line, cells: record.cells }));
      at = record.next;
      line += record.lines;
    }
    text = text.slice(at);
    return rows;
  }

  return {
    push(piece) {
      text += piece;
      return read(false);
    },
    end: () => read(true),
  };
}

const withoutReturn = (raw: string) => (raw.endsWith("\r") ? raw.slice(0, -1) : raw);
const splitPlain = (raw: string, delimiter: Delimiter) =>
  delimiter === "spaces" ? raw.trim().split(/\s+/) : raw.split(delimiter);
const checkLength = (row: FileRow): FileRow =>
  row.cells.some((cell) => cell.length > fileLimits.cellLength)
    ? { line: row.line, cells: [(row.cells[0] ?? "").slice(0, 200)], broken: "too_long" }
    : row;

/** One record that has quotes in it. `unfinished`: the text ends before it does. */
function readQuoted(
  text: string,
  start: number,
  delimiter: string,
  isEnd: boolean,
): { cells: string[]; next: number; lines: number } | "unfinished" | "stray_quote" {
  const cells: string[] = [];
  let at = start;
  let lines = 1;
  for (;;) {
    let cell: string;
    if (text[at] === '"') {
      const quoted = readQuotedCell(text, at + 1);
      if (quoted === undefined) return "unfinished";
      if (quoted.next >= text.length && !isEnd) return "unfinished";
      cell = quoted.value;
      for (let i = cell.indexOf("\n"); i >= 0; i = cell.indexOf("\n", i + 1)) lines++;
      at = quoted.next;
      if (text[at] === "\r") at++;
      if (at < text.length && text[at] !== delimiter && text[at] !== "\n") return "stray_quote";
    } else {
      const end = endOfCell(text, at, delimiter);
      cell = withoutReturn(text.slice(at, end));
      at = end;
    }
    cells.push(cell);
    // What follows the last character may change it: a second quote, the other half of a line break.
    if (at >= text.length) return isEnd ? { cells, next: at, lines } : "unfinished";
    if (text[at] === "\n") return { cells, next: at + 1, lines };
    at++;
  }
}

function readQuotedCell(text: string, start: number): { value: string; next: number } | undefined {
  let value = "";
  for (let at = start; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return undefined;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, next: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

function endOfCell(text: string, start: number, delimiter: string): number {
  for (let at = start; at < text.length; at++) if (text[at] === delimiter || text[at] === "\n") return at;
  return text.length;
}
