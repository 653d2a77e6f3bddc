import { sql } from "drizzle-orm";
import { jsonParam, type Tx } from "@/server/db/client";
import type { SavedChanges, StagedRange } from "@/server/domain/customers";

/** What a block of an import did, gathered while it is applied and written with it in one statement. */
export interface Journal {
  /** Hears what an upsert saved. */
  note(entity: string, saved: SavedChanges): void;
  /** People made straight from the staging table, but for the rows in `careful`. */
  createdFrom(tx: Tx, range: StagedRange, careful: readonly number[]): Promise<void>;
  /** Where we are: rows whose savepoint is rolled back are forgotten by going back to it. */
  mark(): number;
  rewind(mark: number): void;
  write(tx: Tx): Promise<void>;
}

export function journalOf(importId: string, at: Date): Journal {
  const notes: { entity: string; saved: SavedChanges }[] = [];
  const moment = sql`${at.toISOString()}::timestamptz`;
  return {
    note: (entity, saved) => notes.push({ entity, saved }),
    mark: () => notes.length,
    rewind: (mark) => void notes.splice(mark),
    async createdFrom(tx, { table, from, to }, careful) {
      const left = careful.length === 0 ? sql`` : sql`and n <> all(${sql.param(careful)}::int[])`;
      await tx.execute(sql`
        insert into import_changes (import_id, entity, at, created)
        select ${importId}::uuid, 'customers', ${moment}, array_agg(subject_id order by n) from ${sql.raw(table)}
        where n between ${from}::int and ${to}::int and subject_id is not null ${left} having count(*) > 0`);
    },
    async write(tx) {
      const rows = notes
        .splice(0)
        .flatMap(({ entity, saved }) => [
          ...(saved.created.length > 0 ? [{ entity, created: saved.created }] : []),
          ...saved.changed.map(({ id, before, after }) => ({ entity, subject_id: id, before, after })),
        ]);
      if (rows.length === 0) return;
      await tx.execute(sql`
        insert into import_changes (import_id, entity, at, created, subject_id, before, after)
        select ${importId}::uuid, r.entity, ${moment}, r.created, r.subject_id, r.before, r.after
        from jsonb_to_recordset(${jsonParam(rows)}) as r(entity text, created bigint[], subject_id bigint, before jsonb, after jsonb)`);
    },
  };
}
