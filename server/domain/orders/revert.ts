import { sql } from "drizzle-orm";
import { arrayParam, type Tx } from "@/server/db/client";
import {
  type KeptPerson,
  type KeptValue,
  markDirty,
  momentsParam,
  type RecordChange,
  refreshMetrics,
} from "@/server/domain/customers";
import { type CatalogueKind, lockCatalogue, rebuildPaths, updateCatalogue } from "./catalogue-store";
import { lineTables } from "./lines-store";
import type { PurchaseKind } from "./model";
import { lockPurchases } from "./purchase-store";
import { revertRecord } from "./record-changes";
import { catalogueFields } from "./upsert-catalogue";
import { purchaseParts, savePurchases, snapshotOfPurchases } from "./upsert-purchases";

export type RevertedKind = PurchaseKind | CatalogueKind;
const tables = {
  order: "orders",
  receipt: "receipts",
  product: "products",
  category: "categories",
  store: "stores",
} as const;
const isPurchase = (kind: RevertedKind): kind is PurchaseKind => kind === "order" || kind === "receipt";

/**
 * Takes changes of records back, in the order of the list. Those that the same load created (at one of `moments`) are
 * left to `removeRecords`.
 */
export async function revertRecords(
  tx: Tx,
  kind: RevertedKind,
  given: readonly RecordChange[],
  moments: readonly Date[],
  now: Date,
): Promise<{ restored: number; kept: KeptValue[] }> {
  const ids = arrayParam([...new Set(given.map((one) => one.id))], "bigint");
  const table = sql.identifier(tables[kind]);
  const isOlder = sql`r.created_at <> all(${momentsParam(moments)})`;
  const rows = await tx.execute<{ id: number; external_id: string }>(
    isPurchase(kind)
      ? sql`select k.id, k.external_id from record_keys k join ${table} r on r.customer_id = k.customer_id and r.id = k.id
          where k.kind = ${kind} and k.id = any(${ids}) and ${isOlder}`
      : sql`select r.id, r.external_id from ${table} r where r.id = any(${ids}) and ${isOlder}`,
  );
  const changes = given.filter((one) => rows.some((row) => row.id === one.id));
  const names = new Map(rows.map((row) => [row.id, row.external_id]));
  return isPurchase(kind)
    ? revertPurchases(tx, kind, changes, names, now)
    : revertCatalogue(tx, kind, changes, names, now);
}

async function revertPurchases(
  tx: Tx,
  kind: PurchaseKind,
  changes: readonly RecordChange[],
  names: ReadonlyMap<number, string>,
  now: Date,
) {
  const withLines = new Set(
    changes.flatMap((one) => ("@lines" in one.after ? (names.get(one.id) ?? []) : [])),
  );
  const records = await lockPurchases(tx, kind, [...names.values()], withLines);
  const before = snapshotOfPurchases(records);
  const kept: KeptValue[] = [];
  const touched = new Set<number>();
  for (const change of changes) {
    const record = records.get(names.get(change.id) ?? "");
    const result = record ? revertRecord(record, change, purchaseParts) : { restored: 0, kept: [] };
    if (result.restored > 0) touched.add(change.id);
    kept.push(...result.kept);
  }
  await savePurchases(tx, kind, [...records.values()], before, now);
  return { restored: touched.size, kept };
}

async function revertCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  changes: readonly RecordChange[],
  names: ReadonlyMap<number, string>,
  now: Date,
) {
  const fields = catalogueFields[kind];
  const records = await lockCatalogue(tx, kind, fields, [...names.values()]);
  const kept: KeptValue[] = [];
  const touched = new Map<number, Parameters<typeof updateCatalogue>[3][number]>();
  for (const change of changes) {
    const record = records.get(names.get(change.id) ?? "");
    const result = record ? revertRecord(record, change, ["referenceId"]) : { restored: 0, kept: [] };
    if (record && result.restored > 0) touched.set(change.id, record);
    kept.push(...result.kept);
  }
  if (touched.size > 0) await updateCatalogue(tx, kind, fields, [...touched.values()], now);
  if (kind === "category" && touched.size > 0) await rebuildPaths(tx);
  return { restored: touched.size, kept };
}

/** Where else a record of the catalogue is meant. */
const references: Record<CatalogueKind, readonly { table: string; column: string }[]> = {
  product: [
    { table: "order_lines", column: "product_id" },
    { table: "receipt_lines", column: "product_id" },
  ],
  category: [
    { table: "products", column: "category_id" },
    { table: "categories", column: "parent_id" },
  ],
  store: [
    { table: "orders", column: "store_id" },
    { table: "receipts", column: "store_id" },
  ],
};

/** Removes records that a load created at one of `moments`, unless they were changed since or something refers to them. */
export async function removeRecords(
  tx: Tx,
  kind: RevertedKind,
  ids: readonly number[],
  moments: readonly Date[],
  now: Date,
): Promise<{ removed: number; kept: KeptPerson[] }> {
  if (ids.length === 0) return { removed: 0, kept: [] };
  return isPurchase(kind)
    ? removePurchases(tx, kind, ids, moments, now)
    : removeCatalogue(tx, kind, ids, moments);
}

async function removePurchases(
  tx: Tx,
  kind: PurchaseKind,
  ids: readonly number[],
  moments: readonly Date[],
  now: Date,
): Promise<{ removed: number; kept: KeptPerson[] }> {
  const list = arrayParam(ids, "bigint");
  const table = sql.identifier(tables[kind]);
  // A receipt keeps no moment of its last change: it only ever changes its status.
  const isSame =
    kind === "order" ? sql`r.updated_at = any(${momentsParam(moments)})` : sql`r.status = 'completed'`;
  const rows = await tx.execute<{ id: number; customer_id: number; is_same: boolean }>(sql`
    select k.id, k.customer_id, ${isSame} as is_same from record_keys k
    join ${table} r on r.customer_id = k.customer_id and r.id = k.id
    where k.kind = ${kind} and k.id = any(${list}) order by k.external_id for update of k`);
  const kept = rows
    .filter((row) => !row.is_same)
    .map((row): KeptPerson => ({ id: row.id, code: "changed_since", detail: null }));
  const going = rows.filter((row) => row.is_same);
  const keys = sql`unnest(${arrayParam(
    going.map((row) => row.customer_id),
    "bigint",
  )}, ${arrayParam(
    going.map((row) => row.id),
    "bigint",
  )}) as g(customer_id, id)`;
  const { lines, key } = lineTables[kind];
  await tx.execute(
    sql`delete from ${lines} l using ${keys} where l.customer_id = g.customer_id and l.${key} = g.id`,
  );
  await tx.execute(
    sql`delete from ${table} r using ${keys} where r.customer_id = g.customer_id and r.id = g.id`,
  );
  await tx.execute(sql`delete from record_keys k using ${keys} where k.kind = ${kind} and k.id = g.id`);
  const buyers = going.map((row) => row.customer_id);
  for (const topic of ["attribution", "metrics"]) await markDirty(tx, topic, buyers, now);
  await refreshMetrics(tx, buyers, now);
  return { removed: ids.length - kept.length, kept };
}

async function removeCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  ids: readonly number[],
  moments: readonly Date[],
): Promise<{ removed: number; kept: KeptPerson[] }> {
  const list = arrayParam(ids, "bigint");
  const table = sql.identifier(tables[kind]);
  const kept = new Map<number, KeptPerson>();
  if (kind === "product") {
    const changed = await tx.execute<{ id: number }>(
      sql`select id from products where id = any(${list}) and updated_at <> all(${momentsParam(moments)}) order by id for update`,
    );
    for (const { id } of changed) kept.set(id, { id, code: "changed_since", detail: null });
  }
  for (const { table: other, column } of references[kind]) {
    const used = await tx.execute<{ id: number }>(sql`
      select distinct ${sql.identifier(column)} as id from ${sql.identifier(other)} where ${sql.identifier(column)} = any(${list})
        ${other === tables[kind] ? sql`and id <> all(${list})` : sql``}`);
    for (const { id } of used) if (!kept.has(id)) kept.set(id, { id, code: "has_data", detail: other });
  }
  const going = ids.filter((id) => !kept.has(id));
  await tx.execute(sql`delete from ${table} where id = any(${arrayParam(going, "bigint")})`);
  return { removed: going.length, kept: [...kept.values()] };
}
