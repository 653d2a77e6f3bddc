import { invalid } from "@/server/platform/errors";
import type { SqlKind, TlsMode } from "../model";

export interface SqlTarget {
  kind: SqlKind;
  host: string;
  port: number;
  database: string;
  username: string;
  password: string;
  tls: TlsMode;
  ca: string | null;
}
/** Everything as the database writes it; null stays null. */
export interface SqlRows {
  columns: string[];
  rows: (string | null)[][];
}
/** A connection that can only read: each statement runs in a read-only transaction (SQL Server: one taken back). */
export interface SqlSession {
  select(statement: string, timeoutMs: number): Promise<SqlRows>;
  /** What answers, and whether the account may do more than read. */
  describe(): Promise<{ version: string; mayWrite: boolean }>;
  close(): Promise<void>;
}

export const connectTimeoutMs = 10_000;

/** TLS options of node's own kind; undefined when the connection is in the clear. */
export const tlsOptions = ({ tls, ca }: SqlTarget) =>
  tls === "off" ? undefined : { rejectUnauthorized: tls === "verify", ...(ca ? { ca } : {}) };

/** What a driver threw, in words for the person who wrote the query. Its text never holds the password. */
export function sqlProblem(error: unknown, target: SqlTarget): Error {
  const message = error instanceof Error ? error.message || error.name : String(error);
  const plain = target.password ? message.replaceAll(target.password, "•••") : message;
  return invalid(`${target.host}: ${plain.slice(0, 500)}`, [
    { path: "connection", message: plain.slice(0, 500) },
  ]);
}
