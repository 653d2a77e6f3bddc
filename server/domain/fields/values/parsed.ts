/** Why a value was refused. `code` is stable for programs, `message` says what is wrong and what to do. */
export interface Problem {
  code: string;
  message: string;
}
/** A problem of one field of one row. `path` as the caller writes it: `email`, `attributes.size`, `customer.phone`. */
export interface RowProblem extends Problem {
  path: string;
}

/** What reading a raw value gives: the canonical value, or why not. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export const parsed = <T>(value: T): Parsed<T> => ({ ok: true, value });
export const refused = (code: string, message: string): { ok: false; problem: Problem } => ({
  ok: false,
  problem: { code, message },
});

/** A value as it may stand in a message: short, on one line. */
export const quoted = (raw: string): string =>
  JSON.stringify(raw.length > 60 ? `${raw.slice(0, 60)}…` : raw).replace(/\\u0000/g, "\\0");
