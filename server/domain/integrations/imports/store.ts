import { and, desc, eq, inArray, lt, or, sql } from "drizzle-orm";
import { arrayParam, type Db, type Queryable, type Tx } from "@/server/db/client";
import { importRejects, imports } from "@/server/db/schema";
import type { ImportEntity } from "../fields/catalogue";
import type { Mapping } from "../fields/mapping";
import type { FileFormat } from "../files/format";
import type { ImportStatus } from "../schema";

type Row = typeof imports.$inferSelect;
/** An import as it is kept. */
export type ImportRecord = Omit<
  Row,
  "entity" | "status" | "mapping" | "format" | "phase" | "sideCreated" | "undoStatus" | "undoCounts"
> & {
  entity: ImportEntity;
  status: ImportStatus;
  mapping: Mapping;
  format: FileFormat;
  phase: "staging" | "applying" | null;
  sideCreated: { customers?: number };
  undoStatus: "queued" | "running" | "done" | null;
  undoCounts: { removed?: number; restored?: number; kept?: number; moments?: string[] };
};
const asRecord = (row: Row) => row as unknown as ImportRecord;

export async function findImport(db: Queryable, id: string): Promise<ImportRecord | undefined> {
  const [row] = await db.select().from(imports).where(eq(imports.id, id));
  return row && asRecord(row);
}
/** Locked: its counters move with what they count. */
export async function lockImport(tx: Tx, id: string): Promise<ImportRecord | undefined> {
  const [row] = await tx.select().from(imports).where(eq(imports.id, id)).for("update");
  return row && asRecord(row);
}

export async function insertImport(tx: Tx, values: typeof imports.$inferInsert): Promise<ImportRecord> {
  const [row] = await tx.insert(imports).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asRecord(row);
}
export const updateImport = (db: Queryable, id: string, values: Partial<typeof imports.$inferInsert>) =>
  db.update(imports).set(values).where(eq(imports.id, id));

export interface Position {
  at: Date;
  id: string;
}
/** Newest first; files still waiting for their mapping are not imports yet. */
export async function pageOfImports(
  db: Queryable,
  limit: number,
  before: Position | undefined,
): Promise<ImportRecord[]> {
  const rows = await db
    .select()
    .from(imports)
    .where(
      and(
        sql`${imports.status} <> 'uploaded'`,
        before &&
          or(
            lt(imports.createdAt, before.at),
            and(eq(imports.createdAt, before.at), lt(imports.id, before.id)),
          ),
      ),
    )
    .orderBy(desc(imports.createdAt), desc(imports.id))
    .limit(limit);
  return rows.map(asRecord);
}

/** Queued or running, and nothing moved since. */
export async function findStalled(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(inArray(imports.status, ["queued", "running"]), lt(imports.updatedAt, before)));
  return rows.map((row) => row.id);
}

/** Asked to be taken back, and nothing moved since. */
export async function findStalledUndos(db: Queryable, before: Date): Promise<string[]> {
  const rows = await db
    .select({ id: imports.id })
    .from(imports)
    .where(and(inArray(imports.undoStatus, ["queued", "running"]), lt(imports.updatedAt, before)));
  return rows.map((row) => row.id);
}

/** Files nobody needs any more: of imports that ended, or never began, before `before`. */
export async function takeStaleFiles(db: Db, before: Date): Promise<string[]> {
  const rows = await db.execute<{ key: string }>(sql`
    with stale as (
      select id, file_key from imports i
      where file_key <> '' and status not in ('queued', 'running') and updated_at < ${before.toISOString()}::timestamptz
        and not exists (select 1 from imports o where o.file_key = i.file_key and o.id <> i.id
          and (o.status in ('queued', 'running') or o.updated_at >= ${before.toISOString()}::timestamptz)))
    update imports i set file_key = '' from stale where i.id = stale.id returning stale.file_key as key`);
  return [...new Set(rows.map((row) => row.key))];
}

export interface Reject {
  rowNo: number;
  field: string | null;
  code: string;
  message: string;
  raw: string[];
}
export async function insertRejects(
  tx: Queryable,
  importId: string,
  rejects: readonly Reject[],
): Promise<void> {
  if (rejects.length === 0) return;
  // jsonb cannot hold NUL, and a rejected row may.
  const rows = rejects.map((one) => ({
    ...one,
    raw: one.raw.map((cell) => cell.replaceAll("\u0000", "\ufffd")),
  }));
  const records = JSON.stringify(
    rows.map((one) => ({
      row_no: one.rowNo,
      field: one.field,
      code: one.code,
      message: one.message,
      raw: one.raw,
    })),
  );
  await tx.execute(sql`
    insert into import_rejects (import_id, row_no, field, code, message, raw)
    select ${importId}::uuid, r.row_no, r.field, r.code, r.message, r.raw
    from jsonb_to_recordset(${records.replaceAll("\\u0000", "\\ufffd")}::text::jsonb) as r(row_no int, field text, code text, message text, raw jsonb)
    on conflict (import_id, row_no) do nothing`);
}
export const deleteRejects = (tx: Queryable, importId: string) =>
  tx.delete(importRejects).where(eq(importRejects.importId, importId));
export async function pageOfRejects(
  db: Queryable,
  importId: string,
  after: number,
  limit: number,
): Promise<Reject[]> {
  const rows = await db
    .select()
    .from(importRejects)
    .where(and(eq(importRejects.importId, importId), sql`${importRejects.rowNo} > ${after}`))
    .orderBy(importRejects.rowNo)
    .limit(limit);
  return rows.map((row) => ({
    rowNo: row.rowNo,
    field: row.field,
    code: row.code,
    message: row.message,
    raw: row.raw as string[],
  }));
}

export interface StagedRow {
  /** Position among the rows, from 1, without gaps. */
  n: number;
  rowNo: number;
  cells: string[];
  broken: string | null;
  content: string | null;
  occurrence: number;
}
/** Named by the import's id, which is a uuid: nothing of it comes from a client. */
export const stagingTable = (importId: string) => `staging.import_${importId.replaceAll(/[^0-9a-f]/g, "")}`;

/** False when the table is missing or was emptied: unlogged tables are, when PostgreSQL crashes. */
export async function isStaged(db: Queryable, importId: string): Promise<boolean> {
  const [found] = await db.execute<{ there: boolean }>(
    sql`select to_regclass(${stagingTable(importId)}) is not null as there`,
  );
  if (!found?.there) return false;
  const [row] = await db.execute<{ some: boolean }>(
    sql`select exists (select 1 from ${sql.raw(stagingTable(importId))}) as some`,
  );
  return row?.some ?? false;
}

export async function readStaged(
  db: Queryable,
  importId: string,
  from: number,
  to: number,
  only?: readonly number[],
): Promise<StagedRow[]> {
  const rows = await db.execute<{
    n: number;
    row_no: number;
    cells: string;
    broken: string | null;
    content: string | null;
    occurrence: number;
  }>(sql`
    select n, row_no, cells, broken, content, occurrence from ${sql.raw(stagingTable(importId))}
    where n between ${from}::int and ${to}::int ${only ? sql`and n = any(${sql.param(only)}::int[])` : sql``} order by n`);
  return rows.map((row) => ({
    n: row.n,
    rowNo: row.row_no,
    cells: JSON.parse(row.cells) as string[],
    broken: row.broken,
    content: row.content,
    occurrence: row.occurrence,
  }));
}
export const dropStaging = (db: Queryable, importId: string) =>
  db.execute(sql`drop table if exists ${sql.raw(stagingTable(importId))}`);

/** Tables of imports that ended: left behind when a process died between the last row and the drop. */
export async function dropForgottenStaging(db: Db): Promise<number> {
  const tables = await db.execute<{ name: string }>(sql`
    select c.relname as name from pg_class c join pg_namespace s on s.oid = c.relnamespace
    where s.nspname = 'staging' and c.relkind = 'r' and c.relname like 'import\\_%'`);
  if (tables.length === 0) return 0;
  const names = tables.map((table) => table.name);
  const living = await db.execute<{ name: string }>(sql`
    select 'import_' || replace(id::text, '-', '') as name from imports
    where status in ('queued', 'running') and 'import_' || replace(id::text, '-', '') = any(${arrayParam(names, "text")})`);
  const kept = new Set(living.map((one) => one.name));
  const forgotten = names.filter((name) => !kept.has(name) && /^import_[0-9a-f]{32}$/.test(name));
  for (const name of forgotten) await db.execute(sql`drop table if exists ${sql.raw(`staging.${name}`)}`);
  return forgotten.length;
}
