import { and, eq, sql } from "drizzle-orm";
import { arrayParam, type Queryable, type Tx } from "@/server/db/client";
import { dictionaries, fieldGroups, fields, seenAttributes } from "@/server/db/schema";
import { notFound } from "@/server/platform/errors";
import type { FieldObject } from "../model";

export type FieldRow = typeof fields.$inferSelect;

/** The custom field, locked. Throws `not_found`. */
export async function lockField(tx: Tx, object: FieldObject, code: string): Promise<FieldRow> {
  const [row] = await tx
    .select()
    .from(fields)
    .where(and(eq(fields.object, object), eq(fields.code, code), eq(fields.scope, "custom")))
    .for("update");
  if (!row) throw notFound(`${object} field`, code);
  return row;
}

export async function countFields(tx: Tx, object: FieldObject): Promise<number> {
  return await tx.$count(fields, and(eq(fields.object, object), eq(fields.scope, "custom")));
}

/** After all others. */
export async function lastPosition(tx: Tx, object: FieldObject): Promise<number> {
  const [row] = await tx
    .select({ last: sql<number | null>`max(${fields.position})` })
    .from(fields)
    .where(eq(fields.object, object));
  return Math.max(row?.last ?? 0, 100);
}

export async function isSeen(tx: Tx, object: FieldObject, code: string): Promise<boolean> {
  const rows = await tx
    .select({ code: seenAttributes.code })
    .from(seenAttributes)
    .where(and(eq(seenAttributes.object, object), eq(seenAttributes.code, code)));
  return rows.length > 0;
}

export const hasDictionary = async (db: Queryable, code: string): Promise<boolean> =>
  (await db.select({ id: dictionaries.id }).from(dictionaries).where(eq(dictionaries.code, code))).length > 0;

export const groupsOf = (db: Queryable, object: FieldObject) =>
  db
    .select()
    .from(fieldGroups)
    .where(eq(fieldGroups.object, object))
    .orderBy(fieldGroups.position, fieldGroups.code);

/** Fields of these dictionaries, with the names people know. */
export const fieldsOfDictionary = (db: Queryable, code: string) =>
  db
    .select({ object: fields.object, code: fields.code, name: fields.name, type: fields.type })
    .from(fields)
    .where(and(eq(fields.dictionaryCode, code), eq(fields.scope, "custom")));

/** Where every field of an object stands: rows of system fields are made where there are none. */
export async function savePlaces(
  tx: Tx,
  object: FieldObject,
  places: readonly { code: string; scope: "system" | "custom"; type: string; group: string | null }[],
): Promise<void> {
  await tx.execute(sql`
    insert into fields (object, code, scope, type, group_code, position)
    select ${object}, r.code, r.scope, r.type, r.grp, r.n
    from unnest(${arrayParam(
      places.map((one) => one.code),
      "text",
    )}, ${arrayParam(
      places.map((one) => one.scope),
      "text",
    )}, ${arrayParam(
      places.map((one) => one.type),
      "text",
    )}, ${arrayParam(
      places.map((one) => one.group),
      "text",
    )}) with ordinality as r(code, scope, type, grp, n)
    on conflict (object, lower(code)) do update set group_code = excluded.group_code, position = excluded.position,
      updated_at = now()`);
}
