/** Pulling rows from databases: words, limits, and what is decided without touching one. */
export const sqlKinds = ["postgres", "mysql", "mssql"] as const;
export type SqlKind = (typeof sqlKinds)[number];
export const defaultPorts: Record<SqlKind, number> = { postgres: 5432, mysql: 3306, mssql: 1433 };
/** verify: the certificate and the name on it; encrypt: whoever answers; off: in the clear. */
export const tlsModes = ["verify", "encrypt", "off"] as const;
export type TlsMode = (typeof tlsModes)[number];

export const pullModes = ["incremental", "full"] as const;
export type PullMode = (typeof pullModes)[number];
export const keyKinds = ["date", "number"] as const;
export type KeyKind = (typeof keyKinds)[number];

/** Rows that may share one value of the key column; also the most that a query without a key may give. */
export const mostOfOneValue = 20_000;
export const packLimits = { least: 1_000, most: 10_000, byDefault: 5_000 } as const;
/** One statement of ours in somebody else's database. */
export const statementTimeoutMs = 60_000;
export const previewTimeoutMs = 15_000;
export const previewRows = 20;
/** A dry run looks at so many rows at most. */
export const dryRunRows = 20_000;

/** How far a pull has come. */
export interface PullPosition {
  /** Of the key column, as the database writes it. */
  value: string;
  /** More rows of this very value may have come since: they are asked for again, and those in `seen` are left out. */
  isOpen: boolean;
  /** Fingerprints of the rows of `value` that are loaded already; empty unless open. */
  seen: string[];
}

export type PullSchedule =
  | { kind: "manual" }
  | { kind: "every"; minutes: number }
  /** In the project's time zone. */
  | { kind: "daily"; at: string };
export const everyMinutes = [15, 30, 60, 180, 360, 720] as const;

/** One statement that only reads, as far as its text tells; the session and the account enforce it. Why it is refused. */
export function problemOfQuery(query: string, kind: SqlKind): string | undefined {
  const bare = withoutLiterals(query, kind);
  if (bare === undefined) return "A quote or a comment opens and never closes.";
  const text = bare.trim().replace(/;\s*$/, "");
  if (!/^(select|with)\b/i.test(text)) return "Write one SELECT.";
  if (text.includes(";")) return "Write one statement: there is a semicolon in the middle.";
  if (kind === "mssql" && /^with\b/i.test(text))
    return "SQL Server does not read WITH inside a query: make a view of it, or write a subquery.";
  let depth = 0;
  for (const char of text) {
    if (char === "(") depth++;
    else if (char === ")" && --depth < 0) break;
  }
  return depth === 0 ? undefined : "The brackets do not match.";
}

/** The text with strings, quoted names and comments left out; undefined when one does not end. */
function withoutLiterals(query: string, kind: SqlKind): string | undefined {
  let bare = "";
  for (let at = 0; at < query.length; ) {
    const rest = query.slice(at, at + 64);
    const opening = openingOf(rest, kind);
    if (!opening) {
      bare += query[at];
      at++;
      continue;
    }
    const end = query.indexOf(opening.end, at + opening.length);
    if (end < 0) {
      if (opening.end === "\n") break;
      return undefined;
    }
    bare += " ";
    at = end + opening.end.length;
  }
  return bare;
}
function openingOf(rest: string, kind: SqlKind): { length: number; end: string } | undefined {
  if (rest.startsWith("--") || (kind === "mysql" && rest.startsWith("#"))) return { length: 1, end: "\n" };
  if (rest.startsWith("/*")) return { length: 2, end: "*/" };
  const dollar = kind === "postgres" ? /^\$[A-Za-z_]*\$/.exec(rest)?.[0] : undefined;
  if (dollar) return { length: dollar.length, end: dollar };
  const quote = rest[0] ?? "";
  if (quote === "'" || quote === '"' || (quote === "`" && kind === "mysql")) return { length: 1, end: quote };
  if (quote === "[" && kind === "mssql") return { length: 1, end: "]" };
  return undefined;
}

export interface KeyedRow {
  /** Of the key column, as text; null when the query has none. */
  key: string | null;
  cells: string[];
  fingerprint: string;
}
export type Cut =
  | { kind: "pack"; rows: KeyedRow[]; position: PullPosition; isLast: boolean }
  /** All rows that were read share one value: more must be asked for. */
  | { kind: "ask-more" }
  | { kind: "too-many-of-one"; value: string };

/**
 * Cuts what was read (in order of the key) where the key changes, so that no value is torn apart by the end of a pack.
 * `limit` is how many were asked for. What is new of an open value is taken, what was seen is left out.
 */
export function cutPack(read: readonly KeyedRow[], limit: number, before: PullPosition | null): Cut {
  const isAll = read.length < limit;
  const last = read.at(-1);
  const lastKey = last?.key ?? before?.value ?? "";
  let end = read.length;
  if (!isAll) {
    while (end > 0 && read[end - 1]?.key === lastKey) end--;
    if (end === 0)
      return read.length > mostOfOneValue
        ? { kind: "too-many-of-one", value: lastKey }
        : { kind: "ask-more" };
  }
  const whole = read.slice(0, end);
  const seen = new Set(before?.isOpen ? before.seen : []);
  const rows = whole.filter((row) => !(row.key === before?.value && seen.has(row.fingerprint)));
  const value = whole.at(-1)?.key ?? before?.value ?? "";
  if (!isAll) return { kind: "pack", rows, isLast: false, position: { value, isOpen: false, seen: [] } };
  const ofLast = whole.filter((row) => row.key === value).map((row) => row.fingerprint);
  if (ofLast.length > mostOfOneValue) return { kind: "too-many-of-one", value };
  const kept = value === before?.value && before.isOpen ? before.seen : [];
  return {
    kind: "pack",
    rows,
    isLast: true,
    position: { value, isOpen: true, seen: [...new Set([...kept, ...ofLast])].slice(-mostOfOneValue) },
  };
}
