import { isDeepStrictEqual } from "node:util";
import type { Tx } from "@/server/db/client";
import { LostRace, type RowProblem, replaying, type SavedChanges } from "@/server/domain/customers";
import { lockFields, noteSeenAttributes } from "@/server/domain/fields";
import { noFields, readAttributes } from "@/server/domain/fields/attributes";
import { parseExternalId, parseLine } from "@/server/domain/fields/values/text";
import {
  type CatalogueKind,
  type CatalogueRecord,
  insertCatalogue,
  loadParents,
  lockCatalogue,
  rebuildPaths,
  resolveCategories,
  updateCatalogue,
} from "./catalogue-store";
import {
  amount,
  type FieldValue,
  flag,
  line,
  type RecordField,
  type RecordRules,
  readScalar,
  webAddress,
} from "./fields";
import { findCategoryCycle, withoutEmpty } from "./model";
import { recordChanges } from "./record-changes";
import { recordRules } from "./upsert-purchases";

interface CatalogueInput {
  externalId: unknown;
  name?: unknown;
  attributes?: Record<string, unknown> | undefined;
}
/** One write to one product, with values as they came. Absent: left alone. */
export interface ProductInput extends CatalogueInput {
  /** External id of its category, made when unknown. */
  category?: unknown;
  brand?: unknown;
  price?: unknown;
  oldPrice?: unknown;
  url?: unknown;
  imageUrl?: unknown;
  isAvailable?: unknown;
}
export interface CategoryInput extends CatalogueInput {
  /** External id of the parent, made when unknown; null makes it a root. */
  parent?: unknown;
}
export interface StoreInput extends CatalogueInput {
  city?: unknown;
  region?: unknown;
  address?: unknown;
  format?: unknown;
  timeZone?: unknown;
}
export interface CatalogueMeta {
  now: Date;
  rules?: RecordRules;
  /** Hears what was written, for those who may have to take it back. */
  onSaved?: ((saved: SavedChanges) => void) | undefined;
}
export interface CatalogueResult {
  id: number | null;
  outcome: "created" | "updated" | "unchanged" | "rejected";
  problems: RowProblem[];
  changed: string[];
}

const text = (name: string, column: string, max: number): RecordField => ({
  name,
  column,
  type: "text",
  read: line(max),
});
const money = (name: string, column: string): RecordField => ({
  name,
  column,
  type: "bigint",
  read: amount({ isNegative: false }),
});
const nameField: RecordField = { ...text("name", "name", 300), isFixed: true };

export const catalogueFields: Record<CatalogueKind, RecordField[]> = {
  product: [
    nameField,
    text("brand", "brand", 200),
    money("price", "price_minor"),
    money("oldPrice", "old_price_minor"),
    { name: "url", column: "url", type: "text", read: webAddress },
    { name: "imageUrl", column: "image_url", type: "text", read: webAddress },
    {
      name: "isAvailable",
      column: "is_available",
      type: "boolean",
      read: flag,
      initial: true,
      isFixed: true,
    },
  ],
  category: [nameField],
  store: [
    nameField,
    text("city", "city", 120),
    text("region", "region", 120),
    text("address", "address", 300),
    text("format", "format", 60),
    text("timeZone", "time_zone", 60),
  ],
};
const referenceName = { product: "category", category: "parent", store: undefined } as const;

/** Creates and updates products by external id: one result per row, in a constant number of statements. */
export const upsertProducts = (tx: Tx, rows: readonly ProductInput[], meta: CatalogueMeta) =>
  upsertCatalogue(tx, "product", rows, meta);
/** The same for categories; keeps every path of the tree. */
export const upsertCategories = (tx: Tx, rows: readonly CategoryInput[], meta: CatalogueMeta) =>
  upsertCatalogue(tx, "category", rows, meta);
/** The same for stores. */
export const upsertStores = (tx: Tx, rows: readonly StoreInput[], meta: CatalogueMeta) =>
  upsertCatalogue(tx, "store", rows, meta);

interface CatalogueWrite {
  externalId: string;
  reference: string | null | undefined;
  values: Record<string, FieldValue>;
  attributes: Record<string, unknown>;
  problems: RowProblem[];
}

async function upsertCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  rows: readonly CatalogueInput[],
  meta: CatalogueMeta,
): Promise<CatalogueResult[]> {
  if (rows.length === 0) return [];
  const fields = await lockFields(tx, [kind]);
  const rules = { ...(meta.rules ?? (await recordRules(tx))), fields };
  const writes = rows.map((row) => readRow(kind, row, rules));
  await noteSeenAttributes(
    tx,
    kind,
    writes.map((write) => write.attributes),
    fields,
  );
  if (kind === "category" && writes.some((write) => write.reference))
    refuseCycles(writes, await loadParents(tx));
  const { results, saved } = await replaying(tx, (inner) => writeCatalogue(inner, kind, writes, meta.now));
  meta.onSaved?.(saved);
  return results;
}

function readRow(kind: CatalogueKind, row: CatalogueInput, rules: RecordRules): CatalogueWrite {
  const raw = row as unknown as Record<string, unknown>;
  const write: CatalogueWrite = {
    externalId: "",
    reference: undefined,
    values: {},
    attributes: {},
    problems: [],
  };
  const add = (path: string, problem: { code: string; message: string }) =>
    write.problems.push({ path: path.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), ...problem });
  const key = readScalar(raw.externalId ?? null, parseExternalId, rules);
  if (!key.ok) add("externalId", key.problem);
  else if (typeof key.value !== "string")
    add("externalId", { code: "required", message: `Every ${kind} needs an external id. Send it.` });
  else write.externalId = key.value;
  for (const field of catalogueFields[kind]) {
    if (raw[field.name] === undefined) continue;
    const value = readScalar(raw[field.name], field.read, rules);
    if (!value.ok) add(field.name, value.problem);
    else if (value.value !== undefined) write.values[field.column] = value.value;
    else if (!field.isFixed) write.values[field.column] = null;
  }
  const reference = referenceName[kind];
  if (reference && raw[reference] !== undefined) {
    const value = readScalar(raw[reference], (value) => parseLine(value, 200), rules);
    if (!value.ok) add(reference, value.problem);
    else write.reference = typeof value.value === "string" ? value.value : null;
  }
  const attributes = readAttributes(kind, raw.attributes, rules.fields ?? noFields, rules);
  write.attributes = attributes.values;
  write.problems.push(...attributes.problems);
  return write;
}

/** Row by row, as they will be written: a parent below its own child is refused. */
function refuseCycles(writes: readonly CatalogueWrite[], parents: Map<string, string | null>): void {
  for (const write of writes) {
    if (write.reference === undefined || write.problems.length > 0) continue;
    const before = parents.get(write.externalId) ?? null;
    parents.set(write.externalId, write.reference);
    const cycle = findCategoryCycle(parents, write.externalId);
    if (cycle.length === 0) continue;
    parents.set(write.externalId, before);
    write.problems.push({
      path: "parent",
      code: "cycle",
      message: `Would put the category below itself: ${cycle.slice(0, 6).join(" → ")}. Choose another parent.`,
    });
  }
}

async function writeCatalogue(
  tx: Tx,
  kind: CatalogueKind,
  writes: readonly CatalogueWrite[],
  now: Date,
): Promise<{ results: CatalogueResult[]; saved: SavedChanges }> {
  const fields = catalogueFields[kind];
  const accepted = writes.filter((write) => write.problems.length === 0);
  const externalIds = [...new Set(accepted.map((write) => write.externalId))];
  // A parent named in the same batch gets its row first, and its name from its own row.
  const references = await resolveCategories(
    tx,
    accepted
      .flatMap((write) => write.reference ?? [])
      .filter((id) => kind !== "category" || !externalIds.includes(id)),
    now,
  );
  const records = await lockCatalogue(tx, kind, fields, externalIds);
  const before = new Map([...records.values()].map((record) => [record.id, JSON.stringify(record)]));
  const numbers = new Map([...records.values()].map((record) => [record.externalId, record.id]));
  let next = -1;
  const referenceOf = (write: CatalogueWrite) =>
    typeof write.reference === "string"
      ? (references.get(write.reference) ?? numbers.get(write.reference) ?? null)
      : write.reference;
  const results = writes.map((write) => applyRow(kind, records, write, referenceOf(write), () => next--));
  const fresh = [...records.values()].filter((record) => record.id < 0);
  if (fresh.length > 0) {
    const added = await insertCatalogue(tx, kind, fields, fresh, now);
    if (added.size < fresh.length) throw new LostRace();
    for (const [externalId, id] of added) numbers.set(externalId, id);
  }
  // Only now every parent has its number.
  if (kind === "category") for (const write of accepted) relink(records, numbers, write);
  const changed = [...records.values()].filter((record) =>
    record.id < 0
      ? kind === "category" && record.referenceId !== null
      : before.get(record.id) !== JSON.stringify(record),
  );
  if (changed.length > 0) await updateCatalogue(tx, kind, fields, changed, now);
  if (kind === "category" && fresh.length + changed.length > 0) await rebuildPaths(tx);
  const created = fresh.flatMap((record) => numbers.get(record.externalId) ?? []);
  return {
    results: results.map((result, i) =>
      result.outcome === "rejected"
        ? result
        : { ...result, id: numbers.get(writes[i]?.externalId ?? "") ?? null },
    ),
    saved: { created, changed: recordChanges(before, [...records.values()], ["referenceId"]) },
  };
}

function relink(
  records: Map<string, CatalogueRecord>,
  numbers: Map<string, number>,
  write: CatalogueWrite,
): void {
  const record = records.get(write.externalId);
  const parent = typeof write.reference === "string" ? numbers.get(write.reference) : undefined;
  if (record && parent !== undefined) record.referenceId = parent;
}

function applyRow(
  kind: CatalogueKind,
  records: Map<string, CatalogueRecord>,
  write: CatalogueWrite,
  referenceId: number | null | undefined,
  nextId: () => number,
): CatalogueResult {
  if (write.problems.length > 0)
    return { id: null, outcome: "rejected", problems: write.problems, changed: [] };
  const known = records.get(write.externalId);
  if (!known) {
    if (write.values.name === undefined)
      return {
        id: null,
        outcome: "rejected",
        problems: [{ path: "name", code: "required", message: `A new ${kind} needs a name. Send it.` }],
        changed: [],
      };
    const values = Object.fromEntries(
      catalogueFields[kind].map((field) => [
        field.column,
        write.values[field.column] ?? field.initial ?? null,
      ]),
    );
    records.set(write.externalId, {
      id: nextId(),
      externalId: write.externalId,
      referenceId: referenceId ?? null,
      values,
      attributes: withoutEmpty(write.attributes),
    });
    return { id: null, outcome: "created", problems: [], changed: [] };
  }
  const changed: string[] = [];
  for (const [column, value] of Object.entries(write.values)) {
    if (known.values[column] === value) continue;
    known.values[column] = value;
    changed.push(column);
  }
  if (referenceId !== undefined && referenceId !== known.referenceId) {
    known.referenceId = referenceId;
    changed.push(referenceName[kind] ?? "reference");
  }
  for (const [code, value] of Object.entries(write.attributes)) {
    if (isDeepStrictEqual(known.attributes[code] ?? null, value)) continue;
    if (value === null) delete known.attributes[code];
    else known.attributes[code] = value;
    changed.push(`attributes.${code}`);
  }
  return { id: null, outcome: changed.length > 0 ? "updated" : "unchanged", problems: [], changed };
}
