import { isTransientDbError, type Tx } from "@/server/db/client";
import { type CustomerInput, type RowProblem, upsertCustomers } from "@/server/domain/customers";
import {
  type CategoryInput,
  type OrderInput,
  type ProductInput,
  type ReceiptInput,
  type RecordRules,
  type StoreInput,
  upsertCategories,
  upsertOrders,
  upsertProducts,
  upsertReceipts,
  upsertStores,
} from "@/server/domain/orders";
import type { Reject, RejectEntity, Settled } from "@/server/domain/rejects";

export interface RetryMeta {
  now: Date;
  rules: RecordRules;
}
interface Outcome {
  outcome: string;
  problems: readonly RowProblem[];
}
type Json = Record<string, unknown>;

/** Map.groupBy, which Node 20 has not yet. */
export function grouped<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Records of people, purchases and the catalogue, each in the words of its domain's own input. */
export async function retryRecords(tx: Tx, rejects: readonly Reject[], meta: RetryMeta): Promise<Settled[]> {
  const settled: Settled[] = [];
  for (const [entity, group] of grouped(rejects, (one) => one.entity)) {
    const read = group.map((one) => ({ one, record: recordOf(one) }));
    const good = read.flatMap(({ one, record }) => (record ? [{ one, record }] : []));
    for (const { one, record } of read)
      if (!record)
        settled.push({
          key: one.key,
          state: "open",
          reason:
            "It is not one record as JSON, or was kept only in part: correct the input before trying it again.",
        });
    const outcomes = await upsertSafely(
      tx,
      entity,
      good.map(({ record }) => record),
      meta,
    );
    for (const [i, { one }] of good.entries()) settled.push(settledBy(one, outcomes[i]));
  }
  return settled;
}

export function settledBy({ key }: Pick<Reject, "key">, result: Outcome | undefined): Settled {
  if (result && result.outcome !== "rejected") return { key, state: "resolved" };
  const [first] = result?.problems ?? [];
  return {
    key,
    state: "open",
    reason: result?.problems.map((one) => one.message).join(" ") || "It cannot be read again.",
    path: first?.path || undefined,
  };
}

function recordOf({ payload }: Reject): Json | undefined {
  try {
    const json: unknown = JSON.parse(payload ?? "");
    return typeof json === "object" && json !== null && !Array.isArray(json)
      ? (camelKeys(json) as Json)
      : undefined;
  } catch {
    return undefined;
  }
}

/** REST says external_id where the domain says externalId. Keys of attributes are the sender's own. */
function camelKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camelKeys);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      key === "attributes" ? inner : camelKeys(inner),
    ]),
  );
}

/** What the database itself refuses is found by halving and stays alone. */
async function upsertSafely(
  tx: Tx,
  entity: RejectEntity,
  records: readonly Json[],
  meta: RetryMeta,
): Promise<readonly Outcome[]> {
  if (records.length === 0) return [];
  try {
    return await tx.transaction((inner) => upsert(inner, entity, records, meta));
  } catch (error) {
    if (isTransientDbError(error)) throw error;
    if (records.length === 1)
      return [
        {
          outcome: "rejected",
          problems: [
            {
              path: "",
              code: "not_storable",
              message: "The database refuses this record. Check it for unusual values.",
            },
          ],
        },
      ];
    const half = records.length >> 1;
    return [
      ...(await upsertSafely(tx, entity, records.slice(0, half), meta)),
      ...(await upsertSafely(tx, entity, records.slice(half), meta)),
    ];
  }
}

async function upsert(
  tx: Tx,
  entity: RejectEntity,
  records: readonly Json[],
  { now, rules }: RetryMeta,
): Promise<readonly Outcome[]> {
  const purchase = { via: "retry", now, rules, initial: { channel: "api" } };
  const catalogue = { now, rules };
  switch (entity) {
    case "customer":
      return await upsertCustomers(tx, records as unknown as CustomerInput[], { via: "retry", now, rules });
    case "order":
      return (await upsertOrders(tx, records as unknown as OrderInput[], purchase)).results;
    case "receipt":
      return (await upsertReceipts(tx, records as unknown as ReceiptInput[], purchase)).results;
    case "product":
      return await upsertProducts(tx, records as unknown as ProductInput[], catalogue);
    case "category":
      return await upsertCategories(tx, records as unknown as CategoryInput[], catalogue);
    case "store":
      return await upsertStores(tx, records as unknown as StoreInput[], catalogue);
    default:
      return records.map(() => ({
        outcome: "rejected",
        problems: [
          {
            path: "",
            code: "not_readable",
            message: "Inputs of this kind cannot be tried again here: send it once more.",
          },
        ],
      }));
  }
}
