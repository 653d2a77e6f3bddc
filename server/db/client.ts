import { sql } from "drizzle-orm";
import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { env } from "@/server/platform/env";
import { AppError } from "@/server/platform/errors";
import * as schema from "./schema";

export type Schema = typeof schema;
export type Db = PostgresJsDatabase<Schema> & { $client: postgres.Sql };
/** What a command's body gets: the same query builder, inside its transaction. */
export type Tx = Parameters<Parameters<PostgresJsDatabase<Schema>["transaction"]>[0]>[0];
/** Either: for reads and helpers that do not care. */
export type Queryable = Db | Tx;

export interface DbOptions {
  url: string;
  poolSize?: number;
  applicationName?: string;
  /** Per statement; 0 = none. Pages get a limit, workers none. */
  statementTimeoutMs?: number;
}

/** A pool. bigint columns arrive as numbers; timestamps of raw SQL arrive as text (see `toDate`). */
export function createDb(options: DbOptions): Db {
  const client = postgres(options.url, {
    max: options.poolSize ?? 10,
    idle_timeout: 60,
    connect_timeout: 10,
    onnotice: () => {},
    types: {
      bigint: {
        to: 20,
        from: [20],
        parse: (text: string) => Number(text),
        serialize: (value: number) => String(value),
      },
    },
    connection: {
      application_name: options.applicationName ?? "carillon",
      TimeZone: "UTC",
      ...(options.statementTimeoutMs ? { statement_timeout: options.statementTimeoutMs } : {}),
    },
  });
  return drizzle(client, { schema, casing: "snake_case" }) as Db;
}

/** Next bundles this module several times; the pool is one per process all the same. */
const shared = globalThis as unknown as { __carillonDb?: Db };

/** The process's own pool, on DATABASE_URL. */
export function db(): Db {
  if (!shared.__carillonDb) {
    if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set: start with `npm start`, or set it.");
    shared.__carillonDb = createDb({
      url: env.DATABASE_URL,
      poolSize: env.DATABASE_POOL,
      applicationName: `carillon ${env.PROCESS_NAME}`,
    });
  }
  return shared.__carillonDb;
}

/** Raw SQL through drizzle gives timestamps as text such as `2026-01-31 10:00:00.123+00`. */
export const toDate = (text: string): Date =>
  new Date(`${text.replace(" ", "T")}${/[+-]\d\d$/.test(text) ? ":00" : ""}`);
export const toDateOrNull = (text: string | null): Date | null => (text === null ? null : toDate(text));
/** A Date for a raw `sql` parameter: drizzle hands parameters on as they are, and postgres.js wants text here. */
export const instantParam = (at: Date) => sql`${at.toISOString()}::timestamptz`;
/** One array parameter (not a list of them): `= any(${arrayParam(ids, "bigint")})`. */
export const arrayParam = (values: readonly (string | number | boolean | null)[], type: string) =>
  // Drizzle switches the driver's serializers of time arrays off; as text they pass.
  /^(timestamp|date|interval)/.test(type)
    ? sql`${sql.param(values as unknown[])}::text[]::${sql.raw(type)}[]`
    : sql`${sql.param(values as unknown[])}::${sql.raw(type)}[]`;
/** One jsonb parameter. */
export const jsonParam = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

const transientCodes = new Set([
  "40001",
  "40P01",
  "57P01",
  "57P02",
  "57P03",
  "53300",
  "08006",
  "08001",
  "08003",
  "08004",
]);
const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "CONNECTION_CLOSED",
  "CONNECTION_ENDED",
  "CONNECTION_DESTROYED",
  "CONNECT_TIMEOUT",
  "EPIPE",
]);

function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at && depth < 4; depth++) {
    if (typeof at !== "object") return undefined;
    const { code, cause } = at as { code?: unknown; cause?: unknown };
    if (typeof code === "string") return code;
    at = cause;
  }
  return undefined;
}

/** The database was away, restarting, or asked for a retry: the same call may succeed shortly. */
export const isTransientDbError = (error: unknown): boolean => {
  const code = codeOf(error);
  return code !== undefined && (transientCodes.has(code) || networkCodes.has(code));
};
export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === "23505";
/** A table of this name was made by somebody else a moment ago. */
export const isDuplicateTable = (error: unknown): boolean => codeOf(error) === "42P07";

/** Database errors in the product's own words; anything else passes through. Used by the kernel and the doors. */
export function translateDbError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isTransientDbError(error) || codeOf(error) === "53100")
    return new AppError("unavailable", "The database is not answering. Try again in a moment.", {
      retryAfterSeconds: 2,
      cause: error,
    });
  if (isUniqueViolation(error)) return new AppError("conflict", "This already exists.", { cause: error });
  if (codeOf(error) === "57014")
    return new AppError("unavailable", "This took too long and was stopped.", { cause: error });
  if (codeOf(error) === "22P05" || codeOf(error) === "22021" || codeOf(error) === "22P02")
    return new AppError(
      "invalid",
      "The text holds characters that cannot be stored (NUL or broken Unicode).",
      { cause: error },
    );
  return error;
}
