import { type SQL, sql } from "drizzle-orm";
import { jsonParam, type Queryable, type Tx } from "@/server/db/client";
import type { FieldObject, Json } from "../model";

/** Where each object's attributes are: static names, never input. Keys in their index's order. */
const tables: Record<FieldObject, { table: string; keys: readonly string[]; hasFieldTimes?: boolean }> = {
  customer: { table: "customers", keys: ["id"], hasFieldTimes: true },
  order: { table: "orders", keys: ["customer_id", "id"] },
  order_line: { table: "order_lines", keys: ["customer_id", "order_id", "line_no"] },
  receipt: { table: "receipts", keys: ["customer_id", "id"] },
  receipt_line: { table: "receipt_lines", keys: ["customer_id", "receipt_id", "line_no"] },
  product: { table: "products", keys: ["id"] },
  category: { table: "categories", keys: ["id"] },
  store: { table: "stores", keys: ["id"] },
};

export const recordTable = (object: FieldObject): SQL => sql.raw(tables[object].table);
const keysOf = (object: FieldObject, alias = ""): SQL =>
  sql.raw(tables[object].keys.map((key) => `${alias}${key}`).join(", "));

/** Is there any record that holds a value of this field? Reads until the first. */
export async function isFieldUsedByData(db: Queryable, object: FieldObject, code: string): Promise<boolean> {
  const [row] = await db.execute<{ is_used: boolean }>(
    sql`select exists (select 1 from ${recordTable(object)} where attributes ? ${code}) as is_used`,
  );
  return row?.is_used ?? false;
}

/** Is there any record that holds this item in this field? Answered by the index where there is one. */
export async function isItemUsedByData(
  db: Queryable,
  field: { object: FieldObject; code: string; type: string },
  item: string,
): Promise<boolean> {
  const held = jsonParam({ [field.code]: field.type === "multiselect" ? [item] : item });
  const [row] = await db.execute<{ is_used: boolean }>(
    sql`select exists (select 1 from ${recordTable(field.object)} where attributes @> ${held}) as is_used`,
  );
  return row?.is_used ?? false;
}

/** How many records hold a value. */
export async function countHolders(db: Queryable, object: FieldObject, code: string): Promise<number> {
  const [row] = await db.execute<{ held: number }>(
    sql`select count(*)::int as held from ${recordTable(object)} where attributes ? ${code}`,
  );
  return row?.held ?? 0;
}

/** The newest values of an attribute, for a first impression. */
export async function sampleValues(
  db: Queryable,
  object: FieldObject,
  code: string,
  limit: number,
): Promise<Json[]> {
  const rows = await db.execute<{ value: Json }>(sql`
    select attributes -> ${code}::text as value from ${recordTable(object)} where attributes ? ${code} limit ${limit}`);
  return rows.map((row) => row.value);
}

/** A place in an object's table: the key of the last record seen. null: before the first. */
export type RecordCursor = readonly number[] | null;
export interface HeldValue {
  key: number[];
  value: Json;
}

/**
 * Records after the cursor, up to `limit` of them, of which those that hold the field are returned, locked. `next` is
 * null at the end of the table.
 */
export async function lockHolders(
  tx: Tx,
  object: FieldObject,
  code: string,
  cursor: RecordCursor,
  limit: number,
): Promise<{ held: HeldValue[]; seen: number; next: RecordCursor }> {
  const after = cursor
    ? sql`(${keysOf(object)}) > (${sql.join(
        cursor.map((part) => sql`${part}::bigint`),
        sql`, `,
      )})`
    : sql`true`;
  const [edge] = await tx.execute<{ seen: number; last: number[] | null }>(sql`
    with page as (select ${keysOf(object)} from ${recordTable(object)} where ${after} order by ${keysOf(object)} limit ${limit})
    select count(*)::int as seen, (array_agg(array[${keysOf(object, "page.")}]::bigint[] order by ${keysOf(object)}))[count(*):count(*)] as last
    from page`);
  const last = edge?.last?.flat().map(Number) ?? null;
  if (!edge || last === null) return { held: [], seen: 0, next: null };
  const upTo = sql`(${keysOf(object)}) <= (${sql.join(
    last.map((part) => sql`${part}::bigint`),
    sql`, `,
  )})`;
  const rows = await tx.execute<{ key: number[]; value: Json }>(sql`
    select array[${keysOf(object)}]::bigint[] as key, attributes -> ${code}::text as value from ${recordTable(object)}
    where ${after} and ${upTo} and attributes ? ${code} order by ${keysOf(object)} for no key update`);
  return {
    held: rows.map((row) => ({ key: row.key.map(Number), value: row.value })),
    seen: edge.seen,
    next: edge.seen < limit ? null : last,
  };
}

/** Sets (or with null removes) one attribute of many records, in one statement. */
export async function setAttribute(
  tx: Tx,
  object: FieldObject,
  code: string,
  changes: readonly { key: readonly number[]; value: Json }[],
): Promise<void> {
  if (changes.length === 0) return;
  const { keys, hasFieldTimes } = tables[object];
  const rows = changes.map(({ key, value }) => ({
    ...Object.fromEntries(keys.map((name, i) => [name, key[i]])),
    value,
    is_removed: value === null,
  }));
  const columns = sql.raw(keys.map((key) => `${key} bigint`).join(", "));
  const same = sql.raw(keys.map((key) => `t.${key} = r.${key}`).join(" and "));
  const times = hasFieldTimes
    ? sql`, field_times = case when r.is_removed then t.field_times - ${`attributes.${code}`}::text else t.field_times end`
    : sql``;
  await tx.execute(sql`
    update ${recordTable(object)} t set attributes =
      case when r.is_removed then t.attributes - ${code}::text else t.attributes || jsonb_build_object(${code}::text, r.value) end
      ${times}
    from jsonb_to_recordset(${jsonParam(rows)}) as r(${columns}, value jsonb, is_removed boolean) where ${same}`);
}

/** Values that did not fit, kept beside the records. */
export async function keepLeftovers(
  tx: Tx,
  object: FieldObject,
  code: string,
  left: readonly { key: readonly number[]; value: Json; problem: string }[],
  now: Date,
): Promise<void> {
  if (left.length === 0) return;
  const isPersonal = tables[object].keys[0] === "customer_id" || object === "customer";
  const rows = left.map(({ key, value, problem }) => ({
    key: key.join("."),
    customer: isPersonal ? key[0] : null,
    value,
    problem,
  }));
  await tx.execute(sql`
    insert into field_leftovers (object, code, record_key, customer_id, value, problem, at)
    select ${object}, ${code}, r.key, r.customer, coalesce(r.value, 'null'::jsonb), r.problem, ${now.toISOString()}::timestamptz
    from jsonb_to_recordset(${jsonParam(rows)}) as r(key text, customer bigint, value jsonb, problem text)
    on conflict (object, code, record_key) do update set value = excluded.value, problem = excluded.problem, at = excluded.at`);
}

/** About how many records the object has: for progress, not for people's decisions. */
export async function estimateRecords(db: Queryable, object: FieldObject): Promise<number> {
  const [row] = await db.execute<{ records: number }>(sql`
    select greatest(reltuples, 0)::bigint as records from pg_class where oid = ${tables[object].table}::regclass`);
  return Number(row?.records ?? 0);
}
