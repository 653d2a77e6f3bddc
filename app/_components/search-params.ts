/**
 * What a page keeps in its address: filters, sorting, the row being peeked at. One description serves the server page
 * (prefetch), the client component (state) and links. Anything unreadable in an address is ignored, never an error.
 */
export interface Param<Value> {
  read(raw: string | undefined): Value;
  /** `undefined` leaves the parameter out: defaults do not clutter addresses. */
  write(value: Value): string | undefined;
}

/** Free text; empty is absent. */
export const text = (): Param<string> => ({
  read: (raw) => raw?.slice(0, 200) ?? "",
  write: (value) => value || undefined,
});

/** One of a few words, or undefined. */
export const oneOf = <Value extends string>(values: readonly Value[]): Param<Value | undefined> => ({
  read: (raw) => values.find((value) => value === raw),
  write: (value) => value,
});

/** One of a few words, with a default. */
export const oneOfOr = <Value extends string>(values: readonly Value[], byDefault: Value): Param<Value> => ({
  read: (raw) => values.find((value) => value === raw) ?? byDefault,
  write: (value) => (value === byDefault ? undefined : value),
});

/** Several of a few words. */
export const someOf = <Value extends string>(values: readonly Value[]): Param<readonly Value[]> => ({
  read: (raw) => values.filter((value) => (raw ?? "").split(".").includes(value)),
  write: (chosen) => (chosen.length > 0 ? chosen.join(".") : undefined),
});

/** An id or any other word that either is there or is not. */
export const word = (): Param<string | undefined> => ({
  read: (raw) => (raw && raw.length <= 100 ? raw : undefined),
  write: (value) => value,
});

/** A calendar day, 2026-11-04. */
export const day = (): Param<string | undefined> => ({
  read: (raw) => (raw && /^\d{4}-\d{2}-\d{2}$/.test(raw) && !Number.isNaN(Date.parse(raw)) ? raw : undefined),
  write: (value) => value,
});

export const whole = (): Param<number | undefined> => ({
  read: (raw) => (raw && /^-?\d{1,12}$/.test(raw) ? Number(raw) : undefined),
  write: (value) => (value === undefined ? undefined : String(value)),
});

export const flag = (): Param<boolean> => ({
  read: (raw) => raw === "1",
  write: (value) => (value ? "1" : undefined),
});

/** `name` or `-name` (descending) of one of the sortable fields. */
export const sortedBy = <Field extends string>(
  fields: readonly Field[],
  byDefault: Field | `-${Field}`,
): Param<Field | `-${Field}`> => ({
  read: (raw) => {
    const field = fields.find((name) => name === raw?.replace(/^-/, ""));
    if (!field) return byDefault;
    return raw?.startsWith("-") ? `-${field}` : field;
  },
  write: (value) => (value === byDefault ? undefined : value),
});

// biome-ignore lint/suspicious/noExplicitAny: a shape's values differ per key and are recovered by inference
type AnyShape = Record<string, Param<any>>;
export type SearchOf<Spec> = Spec extends SearchSpec<infer S> ? Values<S> : never;
type Values<S extends AnyShape> = { [Key in keyof S]: ReturnType<S[Key]["read"]> };
/** What a page receives: `{ searchParams }: { searchParams: SearchParams }`. */
export type SearchParams = Promise<Record<string, string | string[] | undefined>>;
type RawParams = Record<string, string | string[] | undefined> | URLSearchParams;

export interface SearchSpec<S extends AnyShape> {
  /** Values of an address, defaults filled in. */
  read(raw: RawParams): Values<S>;
  /** `?…` for a change of some values; foreign parameters of `current` stay. */
  query(changes: Partial<Values<S>>, current?: RawParams): string;
}

const first = (raw: RawParams, key: string): string | undefined => {
  if (raw instanceof URLSearchParams) return raw.get(key) ?? undefined;
  const value = raw[key];
  return Array.isArray(value) ? value[0] : value;
};

function asSearchParams(raw: RawParams): URLSearchParams {
  if (raw instanceof URLSearchParams) return new URLSearchParams(raw);
  const params = new URLSearchParams();
  for (const key of Object.keys(raw)) {
    const value = first(raw, key);
    if (value !== undefined) params.set(key, value);
  }
  return params;
}

export function searchSpec<S extends AnyShape>(shape: S): SearchSpec<S> {
  return {
    read: (raw) =>
      Object.fromEntries(
        Object.entries(shape).map(([key, param]) => [key, param.read(first(raw, key))]),
      ) as Values<S>,
    query(changes, current = {}) {
      const params = asSearchParams(current);
      for (const [key, value] of Object.entries(changes)) {
        const written = shape[key]?.write(value);
        if (written === undefined) params.delete(key);
        else params.set(key, written);
      }
      const query = params.toString();
      return query ? `?${query}` : "";
    },
  };
}
