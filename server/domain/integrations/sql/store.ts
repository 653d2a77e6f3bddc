import { and, desc, eq, inArray, isNotNull, lte, sql } from "drizzle-orm";
import type { Queryable, Tx } from "@/server/db/client";
import { imports, sqlConnections, sqlQueries } from "@/server/db/schema";
import { decryptSecret } from "@/server/platform/crypto";
import type { ImportEntity } from "../fields/catalogue";
import type { Mapping } from "../fields/mapping";
import type { SqlTarget } from "./drivers/session";
import type { KeyKind, PullMode, PullPosition, PullSchedule, SqlKind, TlsMode } from "./model";

type ConnectionRow = typeof sqlConnections.$inferSelect;
export type ConnectionRecord = Omit<ConnectionRow, "kind" | "tls"> & { kind: SqlKind; tls: TlsMode };
type QueryRow = typeof sqlQueries.$inferSelect;
export interface QueryFormat {
  columns: string[];
  dateOrder?: "dmy" | "mdy";
  decimal?: "." | ",";
}
export type QueryRecord = Omit<
  QueryRow,
  "entity" | "mapping" | "format" | "mode" | "keyKind" | "schedule" | "position"
> & {
  entity: ImportEntity;
  mapping: Mapping;
  format: QueryFormat;
  mode: PullMode;
  keyKind: KeyKind | null;
  schedule: PullSchedule;
  position: PullPosition | null;
};
const asConnection = (row: ConnectionRow) => row as ConnectionRecord;
const asQuery = (row: QueryRow) => row as unknown as QueryRecord;

export async function readConnections(db: Queryable): Promise<ConnectionRecord[]> {
  return (await db.select().from(sqlConnections).orderBy(sqlConnections.name)).map(asConnection);
}
export async function findConnection(db: Queryable, id: string): Promise<ConnectionRecord | undefined> {
  const [row] = await db.select().from(sqlConnections).where(eq(sqlConnections.id, id));
  return row && asConnection(row);
}
export async function insertConnection(tx: Tx, values: typeof sqlConnections.$inferInsert) {
  const [row] = await tx.insert(sqlConnections).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asConnection(row);
}
export async function saveConnection(
  tx: Tx,
  id: string,
  values: Partial<typeof sqlConnections.$inferInsert>,
) {
  const [row] = await tx.update(sqlConnections).set(values).where(eq(sqlConnections.id, id)).returning();
  return row && asConnection(row);
}
export const removeConnection = (tx: Tx, id: string) =>
  tx.delete(sqlConnections).where(eq(sqlConnections.id, id));

/** With the password: for the driver alone. */
export const targetOf = (record: ConnectionRecord): SqlTarget => ({
  kind: record.kind,
  host: record.host,
  port: record.port,
  database: record.database,
  username: record.username,
  password: record.password === null ? "" : decryptSecret(record.password),
  tls: record.tls,
  ca: record.ca,
});

export async function readQueries(db: Queryable): Promise<QueryRecord[]> {
  return (await db.select().from(sqlQueries).orderBy(desc(sqlQueries.createdAt))).map(asQuery);
}
export async function findQuery(db: Queryable, id: string): Promise<QueryRecord | undefined> {
  const [row] = await db.select().from(sqlQueries).where(eq(sqlQueries.id, id));
  return row && asQuery(row);
}
export async function lockQuery(tx: Tx, id: string): Promise<QueryRecord | undefined> {
  const [row] = await tx.select().from(sqlQueries).where(eq(sqlQueries.id, id)).for("update");
  return row && asQuery(row);
}
export async function insertQuery(tx: Tx, values: typeof sqlQueries.$inferInsert): Promise<QueryRecord> {
  const [row] = await tx.insert(sqlQueries).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asQuery(row);
}
export const saveQuery = (tx: Queryable, id: string, values: Partial<typeof sqlQueries.$inferInsert>) =>
  tx.update(sqlQueries).set(values).where(eq(sqlQueries.id, id));
export const removeQuery = (tx: Tx, id: string) => tx.delete(sqlQueries).where(eq(sqlQueries.id, id));
export async function queriesOf(db: Queryable, connectionId: string): Promise<string[]> {
  const rows = await db
    .select({ name: sqlQueries.name })
    .from(sqlQueries)
    .where(eq(sqlQueries.connectionId, connectionId));
  return rows.map((row) => row.name);
}

/** Locked: whoever else looks at the same minute takes others. */
export async function takeDueQueries(tx: Tx, now: Date, limit: number): Promise<QueryRecord[]> {
  const rows = await tx
    .select()
    .from(sqlQueries)
    .where(
      and(eq(sqlQueries.isActive, true), isNotNull(sqlQueries.nextRunAt), lte(sqlQueries.nextRunAt, now)),
    )
    .orderBy(sqlQueries.nextRunAt)
    .limit(limit)
    .for("update", { skipLocked: true });
  return rows.map(asQuery);
}

/** A run that has not ended: a query has one at a time. */
export async function runningImportOf(db: Queryable, queryId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(eq(imports.sqlQueryId, queryId), inArray(imports.status, ["queued", "running"])));
  return row?.id;
}
export async function lastImports(db: Queryable, queryIds: readonly string[]) {
  if (queryIds.length === 0) return [];
  return db
    .selectDistinctOn([imports.sqlQueryId])
    .from(imports)
    .where(inArray(imports.sqlQueryId, [...queryIds]))
    .orderBy(imports.sqlQueryId, desc(imports.createdAt));
}
export const pageOfRuns = (db: Queryable, queryId: string, limit: number) =>
  db
    .select()
    .from(imports)
    .where(eq(imports.sqlQueryId, queryId))
    .orderBy(desc(imports.createdAt))
    .limit(limit);

/** For the transaction that moves it: `null` and a missing one are the same. */
export const positionParam = (position: PullPosition | null) =>
  position === null ? null : sql`${JSON.stringify(position)}::text::jsonb`;
