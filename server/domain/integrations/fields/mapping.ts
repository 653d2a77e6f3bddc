import { restoreCell } from "@/server/platform/csv";
import { invalid } from "@/server/platform/errors";
import { attributePrefix, type ImportEntity, importFields, requiredGroups } from "./catalogue";
import { splitFullName } from "./full-name";

/** Column name → field code. A column that is not named is not read. */
export type Mapping = Record<string, string>;

/** A mapping bound to a file: which cell goes where. */
export interface BoundField {
  column: number;
  code: string;
}

/**
 * Throws `invalid` naming what is wrong: an unknown field, a column the file has not, two columns for one field, a
 * required field left out. Column names are compared without case and outer blanks.
 */
export function bindMapping(
  entity: ImportEntity,
  mapping: Mapping,
  columns: readonly string[],
): BoundField[] {
  const codes = new Set(importFields[entity].map((field) => field.code));
  const problems: { path: string; message: string }[] = [];
  const bound: BoundField[] = [];
  for (const [name, code] of Object.entries(mapping)) {
    const path = `mapping.${name}`;
    const column = columnIndex(name, columns);
    if (!isFieldCode(code, codes))
      problems.push({
        path,
        message: `There is no field ${JSON.stringify(code)} of ${entity}. Use one of ${[...codes].join(", ")}, or attributes.<name>.`,
      });
    else if (column < 0)
      problems.push({
        path,
        message: `The file has no column ${JSON.stringify(name)}. It has ${columns
          .slice(0, 30)
          .map((one) => JSON.stringify(one))
          .join(", ")}.`,
      });
    else if (bound.some((one) => one.code === code))
      problems.push({ path, message: `Two columns are mapped to ${code}. Keep one.` });
    else bound.push({ column, code });
  }
  const mapped = new Set(bound.map((one) => one.code));
  if (problems.length === 0)
    for (const group of requiredGroups(entity, mapped))
      if (!group.some((code) => mapped.has(code)))
        problems.push({ path: "mapping", message: `Map a column to ${group.join(" or ")}.` });
  const first = problems[0];
  if (first) throw invalid(`${first.path}: ${first.message}`, problems);
  return bound;
}

const isFieldCode = (code: string, codes: ReadonlySet<string>) =>
  codes.has(code) ||
  (code.startsWith(attributePrefix) &&
    /^[\p{L}\p{N}_ .-]{1,100}$/u.test(code.slice(attributePrefix.length)) &&
    !["__proto__", "constructor", "prototype"].includes(code.slice(attributePrefix.length)));

function columnIndex(name: string, columns: readonly string[]): number {
  const exact = columns.indexOf(name);
  if (exact >= 0) return exact;
  const wanted = name.trim().toLowerCase();
  return columns.findIndex((one) => one.trim().toLowerCase() === wanted);
}

/** Nothing, as exports of databases write it. */
const emptyCells = new Set(["", "\\N", "NULL", "null", "(null)"]);
export const cellText = (cell: string | undefined): string | undefined => {
  const text = cell?.trim() ?? "";
  if (text.length <= 6 && emptyCells.has(text)) return undefined;
  return text.startsWith("'") ? restoreCell(text) : text;
};

export interface RowInput {
  record: Record<string, unknown>;
  /** Channel → as written in the file. */
  subscriptions: Record<string, string>;
}

/** One row of cells as the input of its entity. Empty cells are left out: a file never clears what is known. */
export function rowInput(bound: readonly BoundField[], cells: readonly string[]): RowInput {
  const input: RowInput = { record: {}, subscriptions: {} };
  for (const target of targetsOf(bound)) {
    const text = cellText(cells[target.column]);
    if (text === undefined) continue;
    const { part, name } = target;
    if (part === "record") input.record[name] = text;
    else if (part === "full_name") Object.assign(input.record, { ...splitFullName(text), ...input.record });
    else if (part === "subscription") input.subscriptions[name] = text;
    else nested(input.record, part)[name] = text;
  }
  return input;
}

interface Target {
  column: number;
  part: "record" | "full_name" | "subscription" | "attributes" | "customer";
  name: string;
}
/** Where each cell goes, found out once per file. */
const known = new WeakMap<readonly BoundField[], Target[]>();
function targetsOf(bound: readonly BoundField[]): Target[] {
  const found = known.get(bound);
  if (found) return found;
  const targets = bound.map(({ column, code }): Target => {
    const [head = "", ...tail] = code.split(".");
    const rest = tail.join(".");
    if (code === "full_name") return { column, part: "full_name", name: code };
    if (head === "attributes" || head === "subscription") return { column, part: head, name: rest };
    if (head === "customer" && rest) return { column, part: "customer", name: camel(rest) };
    return { column, part: "record", name: camel(code) };
  });
  known.set(bound, targets);
  return targets;
}

const camel = (code: string) => code.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
function nested(record: Record<string, unknown>, name: string): Record<string, unknown> {
  const present = record[name];
  if (typeof present === "object" && present !== null) return present as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  record[name] = made;
  return made;
}

/** What tells one purchase without an id from another: who, when, how much, where. */
const contentCodes = [
  "customer.external_id",
  "customer.email",
  "customer.phone",
  "occurred_at",
  "total",
  "currency",
  "store",
  "number",
];
export const contentColumns = (entity: ImportEntity, bound: readonly BoundField[]): number[] =>
  (entity === "orders" || entity === "receipts") && !bound.some((one) => one.code === "external_id")
    ? contentCodes.flatMap((code) => bound.find((one) => one.code === code)?.column ?? [])
    : [];
