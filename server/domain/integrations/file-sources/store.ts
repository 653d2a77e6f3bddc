import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { fileSources, imports, sourceFiles } from "@/server/db/schema";
import { decryptSecret } from "@/server/platform/crypto";
import type {
  AfterImport,
  Connection,
  FileEntity,
  FilePattern,
  FileState,
  PlaceSecret,
  SeenFile,
} from "./model";
import type { Opening } from "./places/open";

type Row = typeof fileSources.$inferSelect;
export interface LookResult {
  found: number;
  waiting: number;
  unmatched: number;
}
export type SourceRecord = Omit<Row, "connection" | "patterns" | "afterImport" | "state" | "lastResult"> & {
  connection: Connection;
  patterns: FilePattern[];
  afterImport: AfterImport;
  state: "active" | "paused";
  lastResult: LookResult | null;
};
const asRecord = (row: Row) => row as unknown as SourceRecord;

type FileRow = typeof sourceFiles.$inferSelect;
export type FileRecord = Omit<FileRow, "entity" | "state"> & { entity: FileEntity | null; state: FileState };
const asFile = (row: FileRow) => row as unknown as FileRecord;

export const openingOf = (record: Pick<SourceRecord, "connection" | "secret" | "hostKey">): Opening => ({
  connection: record.connection,
  secret: record.secret === null ? {} : (JSON.parse(decryptSecret(record.secret)) as PlaceSecret),
  hostKey: record.hostKey,
});

export async function readSources(db: Queryable): Promise<SourceRecord[]> {
  return (await db.select().from(fileSources).orderBy(fileSources.name, fileSources.id)).map(asRecord);
}
export async function findSource(db: Queryable, id: string): Promise<SourceRecord | undefined> {
  const [row] = await db.select().from(fileSources).where(eq(fileSources.id, id));
  return row && asRecord(row);
}
export async function lockSource(tx: Tx, id: string): Promise<SourceRecord | undefined> {
  const [row] = await tx.select().from(fileSources).where(eq(fileSources.id, id)).for("update");
  return row && asRecord(row);
}
export async function insertSource(tx: Tx, values: typeof fileSources.$inferInsert): Promise<SourceRecord> {
  const [row] = await tx.insert(fileSources).values(values).returning();
  if (!row) throw new Error("An insert returned no row.");
  return asRecord(row);
}
export const updateSource = (db: Queryable, id: string, values: Partial<typeof fileSources.$inferInsert>) =>
  db.update(fileSources).set(values).where(eq(fileSources.id, id));
export const deleteSource = (tx: Tx, id: string) => tx.delete(fileSources).where(eq(fileSources.id, id));

/** Sources whose time has come, each with its next time set: two workers never take one twice. */
export async function takeDue(tx: Tx, now: Date): Promise<string[]> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await tx.execute<{ id: string }>(sql`
    update file_sources s set next_check_at = ${at} + make_interval(mins => s.every_minutes) from (
      select id from file_sources where state = 'active' and next_check_at <= ${at} order by next_check_at limit 50
      for update skip locked) due
    where s.id = due.id returning s.id`);
  return rows.map((row) => row.id);
}

/** Notes what a look found. A file that is still the same as at the last look may be taken. */
export async function noteFiles(
  tx: Tx,
  sourceId: string,
  files: readonly (SeenFile & { entity: FileEntity | null; state: FileState; code: string | null })[],
  now: Date,
): Promise<void> {
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = files.map((one) => ({ ...one, modifiedAt: one.modifiedAt.toISOString() }));
  const seen = sql`jsonb_to_recordset(${jsonParam(rows)}) as f(name text, size bigint, "modifiedAt" timestamptz, entity text, state text, code text)`;
  // It grew: what was noted of it before is not a file of its own.
  await tx.execute(sql`
    delete from source_files s where s.source_id = ${sourceId} and s.state in ('growing', 'waiting', 'unmatched', 'unsupported')
      and not exists (select 1 from ${seen} where f.name = s.name and f.size = s.size and f."modifiedAt" = s.modified_at)`);
  await tx.execute(sql`
    insert into source_files (source_id, name, size, modified_at, entity, state, code, seen_at)
    select ${sourceId}::uuid, f.name, f.size, f."modifiedAt", f.entity, f.state, f.code, ${at} from ${seen}
    on conflict (source_id, name, size, modified_at) do update set
      state = case when source_files.state = 'growing' and excluded.state = 'growing' and source_files.seen_at > ${at} - interval '10 seconds'
          then 'growing'
        when source_files.state = 'growing' and excluded.state = 'growing' then 'waiting' else excluded.state end,
      entity = excluded.entity, code = excluded.code
    where source_files.state in ('growing', 'unmatched', 'unsupported')`);
}

export async function filesInState(
  db: Queryable,
  sourceId: string,
  states: readonly FileState[],
): Promise<FileRecord[]> {
  const rows = await db
    .select()
    .from(sourceFiles)
    .where(and(eq(sourceFiles.sourceId, sourceId), inArray(sourceFiles.state, [...states])));
  return rows.map(asFile);
}
export const updateFile = (db: Queryable, id: number, values: Partial<typeof sourceFiles.$inferInsert>) =>
  db.update(sourceFiles).set(values).where(eq(sourceFiles.id, id));
export async function findFile(db: Queryable, sourceId: string, id: number): Promise<FileRecord | undefined> {
  const [row] = await db
    .select()
    .from(sourceFiles)
    .where(and(eq(sourceFiles.sourceId, sourceId), eq(sourceFiles.id, id)));
  return row && asFile(row);
}
/** The same content under the same name was loaded before. */
export async function wasLoaded(db: Queryable, file: FileRecord, hash: string): Promise<boolean> {
  const [row] = await db.execute<{ found: boolean }>(sql`
    select exists (select 1 from source_files where source_id = ${file.sourceId} and name = ${file.name}
      and hash = ${hash} and state = 'loaded' and id <> ${file.id}) as found`);
  return row?.found ?? false;
}
export async function pageOfFiles(
  db: Queryable,
  sourceId: string,
  limit: number,
  before: number | undefined,
): Promise<(FileRecord & { rowsRejected: number | null; rowsTotal: number | null })[]> {
  const rows = await db
    .select({ file: sourceFiles, rowsRejected: imports.rowsRejected, rowsTotal: imports.rowsTotal })
    .from(sourceFiles)
    .leftJoin(imports, eq(imports.id, sourceFiles.importId))
    .where(
      and(eq(sourceFiles.sourceId, sourceId), before === undefined ? undefined : lt(sourceFiles.id, before)),
    )
    .orderBy(desc(sourceFiles.id))
    .limit(limit);
  return rows.map((row) => ({
    ...asFile(row.file),
    rowsRejected: row.rowsRejected,
    rowsTotal: row.rowsTotal,
  }));
}
/** How many files of each state a source has. */
export async function countFiles(
  db: Queryable,
): Promise<{ sourceId: string; state: FileState; files: number }[]> {
  return await db.execute<{ sourceId: string; state: FileState; files: number }>(sql`
    select source_id as "sourceId", state, count(*)::int as files from source_files group by 1, 2`);
}
/** Sources with work that nobody does any more. */
export async function findUnfinished(db: Queryable): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select distinct s.id from file_sources s join source_files f on f.source_id = s.id
    where s.state = 'active' and f.state in ('waiting', 'importing')`);
  return rows.map((row) => row.id);
}
