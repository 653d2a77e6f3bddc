import { sql } from "drizzle-orm";
import { jsonParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import type { RecordChange } from "@/server/domain/customers";
import type { ImportEntity } from "../fields/catalogue";

export interface JournalEntry {
  id: number;
  entity: ImportEntity;
  at: Date;
  created: number[] | null;
  change: RecordChange | null;
}

/** What an import did, by kind of record: what its undo would remove and put back. */
export async function countChanges(
  db: Queryable,
  importId: string,
): Promise<{ entity: ImportEntity; created: number; changed: number }[]> {
  return await db.execute<{ entity: ImportEntity; created: number; changed: number }>(sql`
    select entity, coalesce(sum(cardinality(created)), 0)::int as created,
      count(distinct subject_id)::int as changed
    from import_changes where import_id = ${importId} group by entity order by entity`);
}

/** When its blocks were applied. */
export async function momentsOf(db: Queryable, importId: string): Promise<string[]> {
  const rows = await db.execute<{ at: string }>(
    sql`select distinct at from import_changes where import_id = ${importId} order by at`,
  );
  return rows.map((row) => toDate(row.at).toISOString());
}

/** The newest entries of an import, of one kind and sort, so that what came last goes first. */
export async function lastEntries(db: Queryable, importId: string, limit: number): Promise<JournalEntry[]> {
  const rows = await db.execute<{
    id: number;
    entity: ImportEntity;
    at: string;
    created: string[] | number[] | null;
    subject_id: number | null;
    before: RecordChange["before"] | null;
    after: RecordChange["after"] | null;
  }>(sql`
    select id, entity, at, created, subject_id, before, after from import_changes
    where import_id = ${importId} order by id desc limit ${limit}`);
  const entries = rows.map((row) => ({
    id: row.id,
    entity: row.entity,
    at: toDate(row.at),
    created: row.created?.map(Number) ?? null,
    change:
      row.subject_id === null || row.before === null || row.after === null
        ? null
        : { id: row.subject_id, before: row.before, after: row.after },
  }));
  const [first] = entries;
  if (!first) return [];
  if (first.created) return [first];
  const end = entries.findIndex((entry) => entry.created !== null || entry.entity !== first.entity);
  return end < 0 ? entries : entries.slice(0, end);
}

export const deleteEntries = (tx: Tx, importId: string, from: number) =>
  tx.execute(sql`delete from import_changes where import_id = ${importId} and id >= ${from}`);

/** A block of which only some were undone keeps the rest. */
export const shortenEntry = (tx: Tx, importId: string, id: number, left: readonly number[]) =>
  tx.execute(sql`
    update import_changes set created = (select array_agg(v::bigint) from jsonb_array_elements_text(${jsonParam(left)}) v)
    where import_id = ${importId} and id = ${id}`);

export type Kept = {
  entity: string;
  id: number;
  field: string | null;
  code: string;
  detail: string | null;
};
export async function insertKept(tx: Tx, importId: string, kept: readonly Kept[]): Promise<void> {
  if (kept.length === 0) return;
  await tx.execute(sql`
    insert into import_kept (import_id, entity, subject_id, field, code, detail)
    select ${importId}::uuid, r.entity, r.id, r.field, r.code, r.detail
    from jsonb_to_recordset(${jsonParam(kept)}) as r(entity text, id bigint, field text, code text, detail text)`);
}
export async function pageOfKept(
  db: Queryable,
  importId: string,
  after: number,
  limit: number,
): Promise<(Kept & { place: number })[]> {
  return await db.execute<Kept & { place: number }>(sql`
    select id as place, entity, subject_id as id, field, code, detail from import_kept
    where import_id = ${importId} and id > ${after} order by id limit ${limit}`);
}

/** Journals are kept this long; then an import stands for good. */
export const journalDays = 30;
export async function pruneJournals(db: Queryable, now: Date): Promise<number> {
  const before = new Date(now.getTime() - journalDays * 86_400_000);
  const rows = await db.execute(sql`
    delete from import_changes c using imports i
    where i.id = c.import_id and i.finished_at < ${before.toISOString()}::timestamptz`);
  return rows.count;
}
