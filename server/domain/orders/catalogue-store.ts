import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import type { FieldValue, RecordField } from "./fields";

export type CatalogueKind = "product" | "category" | "store";
const tables = { product: "products", category: "categories", store: "stores" } as const;

/** Numbers of stores by external id; a store met for the first time is made, named by its id until somebody names it. */
export const resolveStores = (tx: Tx, externalIds: readonly string[], now: Date) =>
  resolveNames(tx, "store", externalIds, now);
export const resolveCategories = (tx: Tx, externalIds: readonly string[], now: Date) =>
  resolveNames(tx, "category", externalIds, now);

async function resolveNames(
  tx: Tx,
  kind: "store" | "category",
  externalIds: readonly string[],
  now: Date,
): Promise<Map<string, number>> {
  const wanted = [...new Set(externalIds)].sort();
  if (wanted.length === 0) return new Map();
  const table = sql.raw(tables[kind]);
  const ids = arrayParam(wanted, "text");
  const find = () =>
    tx.execute<{ id: number; external_id: string }>(
      sql`select id, external_id from ${table} where external_id = any(${ids})`,
    );
  let rows = await find();
  if (rows.length < wanted.length) {
    await tx.execute(sql`
      insert into ${table} (external_id, name, created_at) select w, w, ${now.toISOString()}::timestamptz from unnest(${ids}) as w
      where not exists (select 1 from ${table} t where t.external_id = w) order by w
      on conflict (external_id) do nothing`);
    if (kind === "category") await rebuildPaths(tx);
    rows = await find();
  }
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

/** Every category's way from the root. The tree is small (thousands) and changes rarely, so all of it, in one statement. */
export const rebuildPaths = (tx: Tx) =>
  tx.execute(sql`
    with recursive tree as (
      select id, array[id] as path from categories where parent_id is null
      union all
      select c.id, t.path || c.id from categories c join tree t on c.parent_id = t.id where not c.id = any(t.path))
    update categories c set path = tree.path from tree where c.id = tree.id and c.path <> tree.path`);

export interface CatalogueRecord {
  id: number;
  externalId: string;
  /** Category of a product, parent of a category. */
  referenceId: number | null;
  values: Record<string, FieldValue>;
  attributes: Record<string, unknown>;
}
const referenceColumn = { product: "category_id", category: "parent_id", store: undefined } as const;

/** Locks and reads, in one order for everybody. */
export async function lockCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  fields: readonly RecordField[],
  externalIds: readonly string[],
): Promise<Map<string, CatalogueRecord>> {
  const columns = fields.map((field) => field.column).join(", ");
  const rows = await tx.execute<
    {
      id: number;
      external_id: string;
      reference_id: number | null;
      attributes: Record<string, unknown>;
    } & Record<string, unknown>
  >(sql`
    select id, external_id, attributes, ${sql.raw(referenceColumn[kind] ?? "null::bigint")} as reference_id, ${sql.raw(columns)}
    from ${sql.raw(tables[kind])} where external_id = any(${arrayParam(externalIds, "text")}) order by external_id for no key update`);
  return new Map(
    rows.map((row) => [
      row.external_id,
      {
        id: row.id,
        externalId: row.external_id,
        referenceId: row.reference_id,
        values: Object.fromEntries(fields.map((field) => [field.column, row[field.column] as FieldValue])),
        attributes: row.attributes,
      },
    ]),
  );
}

function recordset(fields: readonly RecordField[], records: readonly CatalogueRecord[]) {
  const rows = records.map((one) => ({
    external_id: one.externalId,
    reference_id: one.referenceId,
    attributes: one.attributes,
    ...one.values,
  }));
  const columns = fields.map((field) => `${field.column} ${field.type}`).join(", ");
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as r(external_id text, reference_id bigint, attributes jsonb, ${sql.raw(columns)})`;
}

/** Returns the numbers of those that were free; a key taken meanwhile is missing. */
export async function insertCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  fields: readonly RecordField[],
  records: readonly CatalogueRecord[],
  now: Date,
): Promise<Map<string, number>> {
  const reference = referenceColumn[kind];
  const columns = fields.map((field) => field.column);
  const at = sql`${now.toISOString()}::timestamptz`;
  const rows = await tx.execute<{ id: number; external_id: string }>(sql`
    insert into ${sql.raw(tables[kind])} (external_id, attributes, ${sql.raw([...(reference ? [reference] : []), ...columns].join(", "))}, created_at${sql.raw(kind === "product" ? ", updated_at" : "")})
    select r.external_id, r.attributes, ${sql.raw([...(reference ? ["reference_id"] : []), ...columns].map((name) => `r.${name}`).join(", "))}, ${at}${kind === "product" ? sql`, ${at}` : sql``}
    from ${recordset(fields, records)} order by r.external_id
    on conflict (external_id) do nothing returning id, external_id`);
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

export async function updateCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  fields: readonly RecordField[],
  records: readonly CatalogueRecord[],
  now: Date,
): Promise<void> {
  const reference = referenceColumn[kind];
  const assignments = [
    ...fields.map((field) => `${field.column} = r.${field.column}`),
    ...(reference ? [`${reference} = r.reference_id`] : []),
  ].join(", ");
  await tx.execute(sql`
    update ${sql.raw(tables[kind])} t set attributes = r.attributes, ${sql.raw(assignments)}
      ${kind === "product" ? sql`, updated_at = ${now.toISOString()}::timestamptz` : sql``}
    from ${recordset(fields, records)} where t.external_id = r.external_id`);
}

/** Every category's parent, by external ids: to see cycles before they are written. */
export async function loadParents(tx: Tx): Promise<Map<string, string | null>> {
  const rows = await tx.execute<{ external_id: string; parent: string | null }>(sql`
    select c.external_id, p.external_id as parent from categories c left join categories p on p.id = c.parent_id`);
  return new Map(rows.map((row) => [row.external_id, row.parent]));
}
