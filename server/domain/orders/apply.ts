import { isDeepStrictEqual } from "node:util";
import type { RowProblem } from "@/server/domain/customers";
import type { FieldValue } from "./fields";
import {
  isBackward,
  linesTotal,
  orderStatuses,
  type PurchaseKind,
  type PurchaseLine,
  withoutEmpty,
} from "./model";
import { type PurchaseWrite, purchaseFields } from "./purchase-row";

/** An order or receipt as the decision sees it. */
export interface Purchase {
  id: number;
  externalId: string;
  customerId: number;
  storeId: number | null;
  values: Record<string, FieldValue>;
  attributes: Record<string, unknown>;
  /** undefined: there are lines, but nobody asked for them. */
  lines: PurchaseLine[] | undefined;
}

export interface PurchaseResult {
  /** null when rejected. */
  id: number | null;
  customerId: number | null;
  outcome: "created" | "updated" | "unchanged" | "rejected";
  problems: RowProblem[];
  /** Columns that changed, `lines`, `customer`. */
  changed: string[];
  /** Status before and after, when it changed or the record is new (before: null). */
  status?: { from: string | null; to: string };
}
export const rejectedPurchase = (problems: RowProblem[]): PurchaseResult => ({
  id: null,
  customerId: null,
  outcome: "rejected",
  problems,
  changed: [],
});

/** What each column holds in a new record when the source does not say. */
export type Initials = Record<string, FieldValue>;

export interface ApplyRules {
  kind: PurchaseKind;
  initial: Initials;
  /** Events may arrive late: with true an order's status never goes back. */
  isForwardOnly: boolean;
}

/** What a record cannot be created without; empty when the write has it all. */
export function missingFor(kind: PurchaseKind, write: PurchaseWrite): RowProblem[] {
  const missing: RowProblem[] = [];
  const need = (path: string, what: string) =>
    missing.push({ path, code: "required", message: `A new ${kind} needs ${what}. Send it.` });
  if (write.customer === undefined && write.visitorId === undefined) need("customer", "a customer");
  if (write.values.occurred_at === undefined) need("occurred_at", "the moment it happened");
  if (write.values.total_minor === undefined && !write.lines?.length) need("total", "a total, or lines");
  return missing;
}

/** Pure but for the map, which it moves on. `customerId` is whom the write names, if anybody. */
export function applyPurchase(
  records: Map<string, Purchase>,
  write: PurchaseWrite,
  target: { customerId: number | undefined; storeId: number | null | undefined; nextId: () => number },
  rules: ApplyRules,
): PurchaseResult {
  const known = records.get(write.externalId);
  if (known) return update(known, write, target, rules);
  const missing = missingFor(rules.kind, write);
  const customerId = target.customerId ?? write.visitorId;
  if (missing.length > 0 || customerId === undefined) return rejectedPurchase(missing);
  const values: Record<string, FieldValue> = {};
  for (const field of purchaseFields[rules.kind])
    values[field.column] = write.values[field.column] ?? rules.initial[field.column] ?? field.initial ?? null;
  if (values.total_minor === null) values.total_minor = linesTotal(write.lines ?? []);
  const record: Purchase = {
    id: target.nextId(),
    externalId: write.externalId,
    customerId,
    storeId: target.storeId ?? null,
    values,
    attributes: withoutEmpty(write.attributes),
    lines: write.lines ?? [],
  };
  records.set(record.externalId, record);
  const status = { from: null, to: String(values.status) };
  return { id: record.id, customerId, outcome: "created", problems: [], changed: [], status };
}

function update(
  record: Purchase,
  write: PurchaseWrite,
  target: { customerId: number | undefined; storeId: number | null | undefined },
  rules: ApplyRules,
): PurchaseResult {
  const changed: string[] = [];
  const from = String(record.values.status);
  if (target.customerId !== undefined && target.customerId !== record.customerId) {
    record.customerId = target.customerId;
    changed.push("customer");
  }
  if (target.storeId !== undefined && target.storeId !== record.storeId) {
    record.storeId = target.storeId;
    changed.push("store");
  }
  if (write.lines !== undefined && !isDeepStrictEqual(write.lines, record.lines)) {
    record.lines = write.lines;
    changed.push("lines");
  }
  const values = { ...write.values };
  if (values.total_minor === undefined && write.lines?.length) values.total_minor = linesTotal(write.lines);
  if (
    rules.isForwardOnly &&
    rules.kind === "order" &&
    values.status !== undefined &&
    isBackward(orderStatuses, from, String(values.status))
  )
    delete values.status;
  for (const [column, value] of Object.entries(values)) {
    if (record.values[column] === value) continue;
    record.values[column] = value;
    changed.push(column);
  }
  for (const [code, value] of Object.entries(write.attributes)) {
    const before = Object.hasOwn(record.attributes, code) ? record.attributes[code] : null;
    if (isDeepStrictEqual(before, value)) continue;
    if (value === null) delete record.attributes[code];
    else record.attributes[code] = value;
    changed.push(`attributes.${code}`);
  }
  const to = String(record.values.status);
  return {
    id: record.id,
    customerId: record.customerId,
    outcome: changed.length > 0 ? "updated" : "unchanged",
    problems: [],
    changed,
    ...(from === to ? {} : { status: { from, to } }),
  };
}
