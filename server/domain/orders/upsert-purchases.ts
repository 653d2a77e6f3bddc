import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import {
  LostRace,
  markDirty,
  type RowProblem,
  refreshMetrics,
  replaying,
  type SavedChanges,
  type UpsertResult,
  upsertCustomers,
} from "@/server/domain/customers";
import { lockFields, noteSeenAttributes } from "@/server/domain/fields";
import {
  applyPurchase,
  type Initials,
  missingFor,
  type Purchase,
  type PurchaseResult,
  rejectedPurchase,
} from "./apply";
import { resolveStores } from "./catalogue-store";
import type { RecordRules } from "./fields";
import type { PurchaseKind } from "./model";
import {
  lineObjects,
  type OrderInput,
  type PurchaseWrite,
  type ReceiptInput,
  readPurchase,
} from "./purchase-row";
import {
  claimKeys,
  findKnownKeys,
  insertPurchases,
  lockPurchases,
  movePurchases,
  replaceLines,
  updatePurchases,
} from "./purchase-store";
import { recordChanges } from "./record-changes";

export interface PurchaseMeta {
  /** Where it comes from, kept with customers that it creates. */
  via: string;
  now: Date;
  /** Unreadable values of the customer (not of the purchase): refuse the row (default), or leave them out. */
  onInvalid?: "reject" | "drop";
  /** With true an order's status never goes back: for events, which arrive in any order. */
  isForwardOnly?: boolean;
  /** What a new record holds where the source says nothing: `{ channel: "import", status: "completed" }`. */
  initial?: Initials;
  /** How values are read; the project's settings when absent. */
  rules?: RecordRules;
  /** Hears what was written, people and purchases, for those who may have to take it back. */
  onSaved?: ((entity: "customers" | "orders" | "receipts", saved: SavedChanges) => void) | undefined;
}
export interface PurchasesUpserted {
  /** One per row, in order. */
  results: PurchaseResult[];
  /** New people among the buyers. */
  customersCreated: number;
}

const maxRows = 10_000;

/** Creates and updates orders: one result per row, as if written one after another, in a constant number of statements. */
export const upsertOrders = (tx: Tx, rows: readonly OrderInput[], meta: PurchaseMeta) =>
  upsertPurchases(tx, "order", rows, meta);
/** The same for receipts. */
export const upsertReceipts = (tx: Tx, rows: readonly ReceiptInput[], meta: PurchaseMeta) =>
  upsertPurchases(tx, "receipt", rows, meta);

export async function recordRules(tx: Tx): Promise<RecordRules> {
  const { currency, timeZone, defaultCountry } = await readSettings(tx);
  return { currency, timeZone, defaultCountry };
}

async function upsertPurchases(
  tx: Tx,
  kind: PurchaseKind,
  rows: readonly (OrderInput | ReceiptInput)[],
  meta: PurchaseMeta,
): Promise<PurchasesUpserted> {
  if (rows.length === 0) return { results: [], customersCreated: 0 };
  if (rows.length > maxRows)
    throw new RangeError(`At most ${maxRows} rows in one upsert; ${rows.length} were given.`);
  // Every object that a purchase touches, before any row is locked.
  const fields = await lockFields(tx, ["customer", kind, lineObjects[kind], "store"]);
  const rules = { ...(meta.rules ?? (await recordRules(tx))), fields };
  const writes = rows.map((row) => readPurchase(kind, row, rules));
  await noteSeenAttributes(
    tx,
    kind,
    writes.map((write) => write.attributes),
    fields,
  );
  const lines = writes.flatMap((write) => write.lines ?? []).map((line) => line.attributes);
  await noteSeenAttributes(tx, lineObjects[kind], lines, fields);
  await refuseIncomplete(tx, kind, writes);
  // People before records, as everywhere: one order of locks for all writers.
  const buyers = await upsertBuyers(tx, writes, meta, rules);
  const { results, saved } = await replaying(tx, (inner) =>
    writePurchases(inner, kind, writes, buyers.byRow, meta),
  );
  meta.onSaved?.(kind === "order" ? "orders" : "receipts", saved);
  return { results, customersCreated: buyers.created };
}

/** A row that cannot become a record must not create its customer either. */
async function refuseIncomplete(tx: Tx, kind: PurchaseKind, writes: readonly PurchaseWrite[]): Promise<void> {
  const known = await findKnownKeys(
    tx,
    kind,
    writes.map((write) => write.externalId),
  );
  for (const write of writes) {
    if (known.has(write.externalId) || write.problems.length > 0) continue;
    const missing = missingFor(kind, write);
    if (missing.length > 0) write.problems.push(...missing);
    else known.add(write.externalId);
  }
}

async function upsertBuyers(
  tx: Tx,
  writes: readonly PurchaseWrite[],
  meta: PurchaseMeta,
  rules: RecordRules,
) {
  const named = writes.filter((write) => write.customer !== undefined && write.problems.length === 0);
  const results = await upsertCustomers(
    tx,
    named.map((write) => write.customer ?? {}),
    {
      via: meta.via,
      now: meta.now,
      onInvalid: meta.onInvalid ?? "reject",
      onTaken: "skip",
      rules,
      onSaved: meta.onSaved && ((saved) => meta.onSaved?.("customers", saved)),
    },
  );
  const byRow = new Map<PurchaseWrite, UpsertResult>();
  for (const [i, write] of named.entries()) {
    const result = results[i];
    if (!result) continue;
    byRow.set(write, result);
    if (result.outcome === "rejected")
      write.problems.push(...result.problems.map((one) => ({ ...one, path: `customer.${one.path}` })));
  }
  return { byRow, created: results.filter((result) => result.outcome === "created").length };
}

async function writePurchases(
  tx: Tx,
  kind: PurchaseKind,
  writes: readonly PurchaseWrite[],
  buyers: Map<PurchaseWrite, UpsertResult>,
  meta: PurchaseMeta,
): Promise<{ results: PurchaseResult[]; saved: SavedChanges }> {
  const accepted = writes.filter((write) => write.problems.length === 0);
  const stores = await resolveStores(
    tx,
    accepted.flatMap((write) => write.store ?? []),
    meta.now,
  );
  const withLines = new Set(
    accepted.filter((write) => write.lines !== undefined).map((write) => write.externalId),
  );
  const records = await lockPurchases(
    tx,
    kind,
    [...new Set(accepted.map((write) => write.externalId))],
    withLines,
  );
  const before = snapshotOfPurchases(records);
  let next = -1;
  const rules = { kind, initial: meta.initial ?? {}, isForwardOnly: meta.isForwardOnly ?? false };
  const results = writes.map((write) => {
    if (write.problems.length > 0) return rejectedPurchase(write.problems);
    const buyer = buyers.get(write);
    const storeId = typeof write.store === "string" ? stores.get(write.store) : write.store;
    const result = applyPurchase(
      records,
      write,
      { customerId: buyer?.customerId ?? undefined, storeId, nextId: () => next-- },
      rules,
    );
    return { ...result, problems: [...result.problems, ...prefixed(buyer?.problems ?? [])] };
  });
  const numbers = await savePurchases(tx, kind, [...records.values()], before, meta.now);
  const texts = new Map([...before].map(([id, { text }]) => [id, text]));
  return {
    results: results.map((result) => ({ ...result, id: numbers.get(result.id ?? 0) ?? result.id })),
    saved: {
      created: [...numbers.values()],
      changed: meta.onSaved ? recordChanges(texts, [...records.values()], purchaseParts) : [],
    },
  };
}
const prefixed = (problems: readonly RowProblem[]) =>
  problems.map((one) => ({ ...one, path: `customer.${one.path}` }));

type Before = Map<number, { text: string; customerId: number; lines: string | undefined }>;

/** Purchases as they are, to see later what changed. */
export const snapshotOfPurchases = (records: ReadonlyMap<string, Purchase>): Before =>
  new Map(
    [...records.values()].map((record) => [
      record.id,
      { text: JSON.stringify(record), customerId: record.customerId, lines: JSON.stringify(record.lines) },
    ]),
  );
/** What a purchase has beside its columns and attributes. */
export const purchaseParts = ["storeId", "customerId", "lines"] as const;

export async function savePurchases(
  tx: Tx,
  kind: PurchaseKind,
  records: readonly Purchase[],
  before: Before,
  now: Date,
): Promise<Map<number, number>> {
  const fresh = records.filter((record) => record.id < 0);
  const changed = records.filter(
    (record) => record.id > 0 && before.get(record.id)?.text !== JSON.stringify(record),
  );
  const keys = fresh.length > 0 ? await claimKeys(tx, kind, fresh) : new Map<string, number>();
  if (keys.size < fresh.length) throw new LostRace();
  const numbers = new Map(fresh.map((record) => [record.id, keys.get(record.externalId) ?? 0]));
  const added = fresh.map((record) => ({ ...record, id: numbers.get(record.id) ?? 0 }));

  const moves = changed.flatMap((record) => {
    const from = before.get(record.id)?.customerId ?? record.customerId;
    return from === record.customerId ? [] : [{ id: record.id, from, to: record.customerId }];
  });
  if (moves.length > 0) await movePurchases(tx, kind, moves);
  if (added.length > 0) await insertPurchases(tx, kind, added, now);
  if (changed.length > 0) await updatePurchases(tx, kind, changed, now);
  const relined = changed.filter(
    (record) => record.lines !== undefined && before.get(record.id)?.lines !== JSON.stringify(record.lines),
  );
  if (added.length + relined.length > 0) await replaceLines(tx, kind, [...added, ...relined], relined);

  const touched = [...added, ...changed]
    .map((record) => record.customerId)
    .concat(moves.map((move) => move.from));
  for (const topic of ["attribution", "metrics"]) await markDirty(tx, topic, touched, now);
  await refreshMetrics(tx, touched, now);
  return numbers;
}
