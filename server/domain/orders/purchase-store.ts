import { sql } from "drizzle-orm";
import { arrayParam, jsonParam, type Queryable, type Tx, toDate } from "@/server/db/client";
import type { Purchase } from "./apply";
import type { FieldValue } from "./fields";
import { linesOf, lineTables } from "./lines-store";
import type { PurchaseKind, PurchaseLine } from "./model";
import { purchaseFields } from "./purchase-row";

/** Tables of each kind: static names, never input. */
const tables = {
  order: {
    records: sql.raw("orders"),
    ...lineTables.order,
    hasUpdatedAt: true,
  },
  receipt: {
    records: sql.raw("receipts"),
    ...lineTables.receipt,
    hasUpdatedAt: false,
  },
} as const;

const columnsOf = (kind: PurchaseKind) =>
  sql.raw(purchaseFields[kind].map((field) => field.column).join(", "));

/** Which of these external ids exist. */
export async function findKnownKeys(
  db: Queryable,
  kind: PurchaseKind,
  externalIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db.execute<{ external_id: string }>(sql`
    select external_id from record_keys where kind = ${kind} and external_id = any(${arrayParam(externalIds, "text")})`);
  return new Set(rows.map((row) => row.external_id));
}

interface PurchaseRow extends Record<string, unknown> {
  id: number;
  external_id: string;
  customer_id: number;
  store_id: number | null;
  attributes: Record<string, unknown>;
}

/** Locks the records of these external ids, in one order for everybody, and reads them; lines only where `withLines`. */
export async function lockPurchases(
  tx: Tx,
  kind: PurchaseKind,
  externalIds: readonly string[],
  withLines: ReadonlySet<string>,
): Promise<Map<string, Purchase>> {
  const { records } = tables[kind];
  await tx.execute(sql`
    select 1 from record_keys where kind = ${kind} and external_id = any(${arrayParam(externalIds, "text")})
    order by external_id for no key update`);
  const rows = await tx.execute<PurchaseRow>(sql`
    select r.id, r.external_id, r.customer_id, r.store_id, r.attributes, ${sql.raw(purchaseFields[kind].map((field) => `r.${field.column}`).join(", "))}
    from record_keys k join ${records} r on r.customer_id = k.customer_id and r.id = k.id
    where k.kind = ${kind} and k.external_id = any(${arrayParam(externalIds, "text")})`);
  const lines = await linesOf(
    tx,
    kind,
    rows.filter((row) => withLines.has(row.external_id)),
    // What a source can say, and nothing else: it is compared with what it says.
    ({ productExternalId, name, quantity, priceMinor, totalMinor, attributes }) => ({
      productExternalId,
      name,
      quantity,
      priceMinor,
      totalMinor,
      attributes,
    }),
  );
  return new Map(
    rows.map((row) => [
      row.external_id,
      purchaseOf(kind, row, withLines.has(row.external_id) ? (lines.get(row.id) ?? []) : undefined),
    ]),
  );
}

function purchaseOf(kind: PurchaseKind, row: PurchaseRow, lines: PurchaseLine[] | undefined): Purchase {
  const values: Record<string, FieldValue> = {};
  for (const field of purchaseFields[kind]) {
    const raw = row[field.column] as FieldValue;
    values[field.column] =
      field.type === "timestamptz" && typeof raw === "string" ? toDate(raw).toISOString() : raw;
  }
  return {
    id: row.id,
    externalId: row.external_id,
    customerId: row.customer_id,
    storeId: row.store_id,
    values,
    attributes: row.attributes,
    lines,
  };
}

/** Claims external ids for new records and numbers them. A key that was taken meanwhile is missing from the answer. */
export async function claimKeys(
  tx: Tx,
  kind: PurchaseKind,
  wanted: readonly { externalId: string; customerId: number }[],
): Promise<Map<string, number>> {
  const rows = await tx.execute<{ external_id: string; id: number }>(sql`
    insert into record_keys (kind, external_id, customer_id)
    select ${kind}, w.external_id, w.customer_id
    from unnest(${arrayParam(
      wanted.map((one) => one.externalId),
      "text",
    )}, ${arrayParam(
      wanted.map((one) => one.customerId),
      "bigint",
    )}) as w(external_id, customer_id)
    order by w.external_id
    on conflict (kind, external_id) do nothing returning external_id, id`);
  return new Map(rows.map((row) => [row.external_id, row.id]));
}

const recordset = (kind: PurchaseKind, records: readonly Purchase[]) => {
  const rows = records.map((one) => ({
    id: one.id,
    external_id: one.externalId,
    customer_id: one.customerId,
    store_id: one.storeId,
    attributes: one.attributes,
    ...one.values,
  }));
  const columns = purchaseFields[kind].map((field) => `${field.column} ${field.type}`).join(", ");
  return sql`json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id bigint, external_id text, customer_id bigint,
    store_id bigint, attributes jsonb, ${sql.raw(columns)})`;
};

export async function insertPurchases(
  tx: Tx,
  kind: PurchaseKind,
  records: readonly Purchase[],
  now: Date,
): Promise<void> {
  const { records: table, hasUpdatedAt } = tables[kind];
  const at = sql`${now.toISOString()}::timestamptz`;
  await tx.execute(sql`
    insert into ${table} (id, external_id, customer_id, store_id, attributes, ${columnsOf(kind)}, created_at${sql.raw(hasUpdatedAt ? ", updated_at" : "")})
    select r.id, r.external_id, r.customer_id, r.store_id, r.attributes, ${sql.raw(purchaseFields[kind].map((field) => `r.${field.column}`).join(", "))}, ${at}${hasUpdatedAt ? sql`, ${at}` : sql``}
    from ${recordset(kind, records)}`);
}

/** Whole rows: they are locked through their keys. */
export async function updatePurchases(
  tx: Tx,
  kind: PurchaseKind,
  records: readonly Purchase[],
  now: Date,
): Promise<void> {
  const { records: table, hasUpdatedAt } = tables[kind];
  const assignments = purchaseFields[kind].map((field) => `${field.column} = r.${field.column}`).join(", ");
  await tx.execute(sql`
    update ${table} t set store_id = r.store_id, attributes = r.attributes, ${sql.raw(assignments)}
      ${hasUpdatedAt ? sql`, updated_at = ${now.toISOString()}::timestamptz` : sql``}
    from ${recordset(kind, records)} where t.customer_id = r.customer_id and t.id = r.id`);
}

/**
 * Gives records to other customers. The customer is part of every key (a distributed table cannot change it), so the
 * rows and their lines are taken out and put in again.
 */
export async function movePurchases(
  tx: Tx,
  kind: PurchaseKind,
  moves: readonly { id: number; from: number; to: number }[],
): Promise<void> {
  const { records, lines, key, hasUpdatedAt } = tables[kind];
  const source = sql`jsonb_to_recordset(${jsonParam(moves)}) as m(id bigint, "from" bigint, "to" bigint)`;
  const own = purchaseFields[kind].map((field) => field.column);
  const recordColumns = [
    "external_id",
    "store_id",
    "attributes",
    ...own,
    "created_at",
    ...(hasUpdatedAt ? ["updated_at"] : []),
  ];
  const lineColumns = [
    "line_no",
    "product_id",
    "product_external_id",
    "name",
    "quantity",
    "price_minor",
    "total_minor",
  ];
  for (const { table, id, columns } of [
    { table: records, id: sql.raw("id"), columns: recordColumns },
    { table: lines, id: key, columns: lineColumns },
  ])
    await tx.execute(sql`
      with gone as (
        delete from ${table} t using ${source} where t.customer_id = m."from" and t.${id} = m.id returning m."to", t.*)
      insert into ${table} (customer_id, ${id}, ${sql.raw(columns.join(", "))})
      select "to", ${id}, ${sql.raw(columns.join(", "))} from gone`);
  await tx.execute(
    sql`update record_keys k set customer_id = m."to" from ${source} where k.kind = ${kind} and k.id = m.id`,
  );
}

/** Replaces the lines of these records; products are linked where the catalogue knows them. */
export async function replaceLines(
  tx: Tx,
  kind: PurchaseKind,
  records: readonly Purchase[],
  hadLines: readonly Purchase[],
): Promise<void> {
  const { lines, key } = tables[kind];
  if (hadLines.length > 0)
    await tx.execute(sql`
      delete from ${lines} l using unnest(${arrayParam(
        hadLines.map((one) => one.customerId),
        "bigint",
      )}, ${arrayParam(
        hadLines.map((one) => one.id),
        "bigint",
      )}) as r(customer_id, id)
      where l.customer_id = r.customer_id and l.${key} = r.id`);
  const rows = records.flatMap((one) =>
    (one.lines ?? []).map((line, i) => ({
      customer_id: one.customerId,
      record: one.id,
      line_no: i + 1,
      product: line.productExternalId,
      name: line.name,
      quantity: line.quantity,
      price: line.priceMinor,
      total: line.totalMinor,
      attributes: line.attributes,
    })),
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into ${lines} (customer_id, ${key}, line_no, product_id, product_external_id, name, quantity, price_minor, total_minor, attributes)
    select r.customer_id, r.record, r.line_no, p.id, r.product, r.name, r.quantity, r.price, r.total, r.attributes
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(customer_id bigint, record bigint, line_no int, product text,
      name text, quantity numeric, price bigint, total bigint, attributes jsonb)
    left join products p on p.external_id = r.product`);
}
