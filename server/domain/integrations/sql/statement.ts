/** The text of our statements around a saved query, in each database's dialect. Pure. */
import { invalid } from "@/server/platform/errors";
import type { KeyKind, PullPosition, SqlKind } from "./model";

/** Our own column beside the query's: the key as text, in full precision. */
export const keyAlias = "carillon_key";

const quoteName: Record<SqlKind, (name: string) => string> = {
  postgres: (name) => `"${name.replaceAll('"', '""')}"`,
  mysql: (name) => `\`${name.replaceAll("`", "``")}\``,
  mssql: (name) => `[${name.replaceAll("]", "]]")}]`,
};

const bare = (query: string) => query.trim().replace(/;\s*$/, "");

/** The first rows as they are. */
export function previewStatement(kind: SqlKind, query: string, limit: number): string {
  const inner = `(\n${bare(query)}\n) as q`;
  return kind === "mssql"
    ? `select top (${limit}) q.* from ${inner}`
    : `select q.* from ${inner} limit ${limit}`;
}

/**
 * Rows after a position in order of the key. The value is the database's own words about its own column; it is checked
 * all the same before it becomes part of a text.
 */
export function packStatement(
  kind: SqlKind,
  query: string,
  key: { column: string; kind: KeyKind },
  after: PullPosition | null,
  limit: number,
): string {
  const column = `q.${quoteName[kind](key.column)}`;
  const compared = after
    ? ` and ${column} ${after.isOpen ? ">=" : ">"} ${literal(kind, key.kind, after.value)}`
    : "";
  const tail = `from (\n${bare(query)}\n) as q where ${column} is not null${compared} order by ${column}`;
  const columns = `q.*, ${asText(kind, key.kind, column)} as ${keyAlias}`;
  return kind === "mssql"
    ? `select top (${limit}) ${columns} ${tail}`
    : `select ${columns} ${tail} limit ${limit}`;
}

function asText(kind: SqlKind, keyKind: KeyKind, column: string): string {
  switch (kind) {
    case "postgres":
      return `(${column})::text`;
    case "mysql":
      return `cast(${column} as char)`;
    case "mssql":
      return keyKind === "date"
        ? `convert(varchar(33), cast(${column} as datetime2(7)), 126)`
        : `convert(varchar(60), ${column})`;
  }
}

const shapes: Record<KeyKind, RegExp> = {
  date: /^\d{4}-\d{2}-\d{2}([ T]\d{2}:\d{2}:\d{2}(\.\d{1,9})?)?([+-]\d{2}(:?\d{2})?|Z)?$/,
  number: /^-?\d{1,40}(\.\d{1,20})?$/,
};
function literal(kind: SqlKind, keyKind: KeyKind, value: string): string {
  if (!shapes[keyKind].test(value)) throw notSorted(keyKind, value);
  if (keyKind === "number") return value;
  // PostgreSQL reads an untyped literal as the column's own type; the others are told.
  if (kind === "postgres") return `'${value}'`;
  return kind === "mysql" ? `cast('${value}' as datetime(6))` : `cast('${value}' as datetime2(7))`;
}

/** The key column holds something else than was said. */
export const notSorted = (kind: KeyKind, value: string) =>
  invalid(
    `The key column holds ${JSON.stringify(value.slice(0, 60))}, which is not a ${kind === "date" ? "date" : "number"}. Choose another key column.`,
    [{ path: "keyColumn", message: `is not a ${kind}` }],
  );
export const isOfKind = (kind: KeyKind, value: string): boolean => shapes[kind].test(value);
