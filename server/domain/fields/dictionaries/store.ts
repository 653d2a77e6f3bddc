import { and, eq, sql } from "drizzle-orm";
import { jsonParam, type Queryable, type Tx } from "@/server/db/client";
import { dictionaries, dictionaryItems } from "@/server/db/schema";
import { notFound } from "@/server/platform/errors";
import type { Json } from "../model";

export type DictionaryRow = typeof dictionaries.$inferSelect;
export type ItemRow = typeof dictionaryItems.$inferSelect;

/** Locked against other changes of it. Throws `not_found`. */
export async function lockDictionary(tx: Tx, code: string): Promise<DictionaryRow> {
  const [row] = await tx.select().from(dictionaries).where(eq(dictionaries.code, code)).for("update");
  if (!row) throw notFound("dictionary", code);
  return row;
}
export async function findDictionary(db: Queryable, code: string): Promise<DictionaryRow> {
  const [row] = await db.select().from(dictionaries).where(eq(dictionaries.code, code));
  if (!row) throw notFound("dictionary", code);
  return row;
}

export const itemsOf = (db: Queryable, dictionaryId: string): Promise<ItemRow[]> =>
  db
    .select()
    .from(dictionaryItems)
    .where(eq(dictionaryItems.dictionaryId, dictionaryId))
    .orderBy(dictionaryItems.position, dictionaryItems.name);

export interface ItemWrite {
  code: string;
  name: string;
  isActive: boolean;
  position: number;
  attributes: Record<string, Json>;
}
export async function writeItems(tx: Tx, dictionaryId: string, items: readonly ItemWrite[]): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map((item) => ({ ...item, is_active: item.isActive }));
  await tx.execute(sql`
    insert into dictionary_items (dictionary_id, code, name, is_active, position, attributes)
    select ${dictionaryId}::uuid, r.code, r.name, r.is_active, r.position, r.attributes
    from jsonb_to_recordset(${jsonParam(rows)}) as r(code text, name text, is_active boolean, position int, attributes jsonb)
    on conflict (dictionary_id, code) do update set name = excluded.name, is_active = excluded.is_active,
      position = excluded.position, attributes = excluded.attributes`);
}

export const removeItem = (tx: Tx, dictionaryId: string, code: string) =>
  tx
    .delete(dictionaryItems)
    .where(and(eq(dictionaryItems.dictionaryId, dictionaryId), eq(dictionaryItems.code, code)));
