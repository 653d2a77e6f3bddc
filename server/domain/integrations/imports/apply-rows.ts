import { isTransientDbError, type Tx } from "@/server/db/client";
import {
  type CustomerInput,
  type RowProblem,
  recordConsent,
  type SavedChanges,
  type UpsertResult,
  upsertCustomers,
} from "@/server/domain/customers";
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
import type { ImportEntity } from "../fields/catalogue";
import { type BoundField, type RowInput, rowInput } from "../fields/mapping";
import type { Journal } from "./journal";
import type { Reject, StagedRow } from "./store";

export interface Applied {
  created: number;
  updated: number;
  unchanged: number;
  /** New people who came with orders or receipts. */
  customersCreated: number;
  rejects: Reject[];
}
export interface ApplyMeta {
  entity: ImportEntity;
  bound: readonly BoundField[];
  rules: RecordRules;
  now: Date;
  /** What is to be undone some day; a dry run keeps none. */
  journal?: Journal | undefined;
}
interface RowOutcome {
  outcome: "created" | "updated" | "unchanged" | "rejected";
  problems: RowProblem[];
}

export const nothing = (): Applied => ({
  created: 0,
  updated: 0,
  unchanged: 0,
  customersCreated: 0,
  rejects: [],
});

const brokenMessages: Record<string, string> = {
  unclosed_quote: "A quote opens and never closes. Close it, or double it if it belongs to the text.",
  stray_quote: "Text stands behind a closing quote. Double the quotes that belong to the text.",
  too_long: "The row or one of its cells is too long (32,768 characters a cell). Shorten it.",
  too_many_cells: "The row has more cells than the header. Put quotes around values that hold the separator.",
};

/** Applies staged rows in order. A row that the database itself refuses is found by halving and rejected alone. */
export async function applyRows(tx: Tx, rows: readonly StagedRow[], meta: ApplyMeta): Promise<Applied> {
  const applied = nothing();
  const readable = rows.filter((row) => {
    if (row.broken === null) return true;
    applied.rejects.push(
      rejectOf(row, {
        path: "",
        code: row.broken,
        message: brokenMessages[row.broken] ?? "The row cannot be read.",
      }),
    );
    return false;
  });
  addApplied(applied, await applyReadable(tx, readable, meta));
  return applied;
}

async function applyReadable(tx: Tx, rows: readonly StagedRow[], meta: ApplyMeta): Promise<Applied> {
  if (rows.length === 0) return nothing();
  const mark = meta.journal?.mark() ?? 0;
  try {
    return await tx.transaction((inner) => applyOnce(inner, rows, meta));
  } catch (error) {
    if (isTransientDbError(error)) throw error;
    meta.journal?.rewind(mark);
    const [only] = rows;
    if (rows.length === 1 && only)
      return {
        ...nothing(),
        rejects: [
          rejectOf(only, {
            path: "",
            code: "not_storable",
            message: "The database refuses this row. Check it for unusual values.",
          }),
        ],
      };
    const half = Math.ceil(rows.length / 2);
    const first = await applyReadable(tx, rows.slice(0, half), meta);
    addApplied(first, await applyReadable(tx, rows.slice(half), meta));
    return first;
  }
}

export function addApplied(total: Applied, more: Applied): void {
  total.created += more.created;
  total.updated += more.updated;
  total.unchanged += more.unchanged;
  total.customersCreated += more.customersCreated;
  total.rejects.push(...more.rejects);
}

async function applyOnce(tx: Tx, rows: readonly StagedRow[], meta: ApplyMeta): Promise<Applied> {
  const inputs = rows.map((row) => withDerivedId(rowInput(meta.bound, row.cells), row));
  const { outcomes, customersCreated } = await upsert(tx, inputs, meta);
  const applied: Applied = { ...nothing(), customersCreated };
  for (const [i, row] of rows.entries()) {
    const outcome = outcomes[i];
    if (!outcome) continue;
    if (outcome.outcome === "rejected") applied.rejects.push(rejectOf(row, ...outcome.problems));
    else applied[outcome.outcome]++;
  }
  return applied;
}

/** A purchase without an id is known by what it says and which of its equals in the file it is. */
function withDerivedId(input: RowInput, row: StagedRow): RowInput {
  if (row.content !== null) input.record.externalId = `file-${row.content}-${row.occurrence}`;
  return input;
}

async function upsert(
  tx: Tx,
  inputs: readonly RowInput[],
  meta: ApplyMeta,
): Promise<{ outcomes: RowOutcome[]; customersCreated: number }> {
  const { rules, now, journal } = meta;
  const onSaved = (entity: string, saved: SavedChanges) => journal?.note(entity, saved);
  const records = inputs.map((input) => input.record);
  const purchase = {
    via: "import",
    now,
    rules,
    initial: { channel: "import", status: "completed" },
    onSaved: journal && onSaved,
  };
  const catalogue = {
    now,
    rules,
    onSaved: journal && ((saved: SavedChanges) => onSaved(meta.entity, saved)),
  };
  switch (meta.entity) {
    case "customers": {
      const outcomes = await upsertCustomers(tx, records as CustomerInput[], {
        via: "import",
        now,
        rules,
        onSaved: journal && ((saved) => onSaved("customers", saved)),
      });
      return { outcomes: await subscribe(tx, inputs, outcomes, now), customersCreated: 0 };
    }
    case "orders": {
      const { results, customersCreated } = await upsertOrders(
        tx,
        records as unknown as OrderInput[],
        purchase,
      );
      return { outcomes: results, customersCreated };
    }
    case "receipts": {
      const { results, customersCreated } = await upsertReceipts(
        tx,
        records as unknown as ReceiptInput[],
        purchase,
      );
      return { outcomes: results, customersCreated };
    }
    case "products":
      return {
        outcomes: await upsertProducts(tx, records as unknown as ProductInput[], catalogue),
        customersCreated: 0,
      };
    case "categories":
      return {
        outcomes: await upsertCategories(tx, records as unknown as CategoryInput[], catalogue),
        customersCreated: 0,
      };
    case "stores":
      return {
        outcomes: await upsertStores(tx, records as unknown as StoreInput[], catalogue),
        customersCreated: 0,
      };
  }
}

const yes = new Set(["1", "y", "yes", "true", "t", "+", "да", "subscribed", "подписан"]);
/** A file may take people off, and add those who never said anything; it never brings back who left. */
export async function recordFileConsents(
  tx: Tx,
  people: readonly { customerId: number; words: Record<string, string> }[],
  now: Date,
): Promise<Set<number>> {
  const rows = people.flatMap(({ customerId, words }) =>
    Object.entries(words).map(([channel, word]) => ({
      customerId,
      channel,
      state: yes.has(word.trim().toLowerCase()) ? ("subscribed" as const) : ("unsubscribed" as const),
    })),
  );
  const changed = await recordConsent(tx, rows, { source: "import", now, keepUnsubscribed: true });
  return new Set(changed.map((one) => one.customerId));
}

async function subscribe(
  tx: Tx,
  inputs: readonly RowInput[],
  results: readonly UpsertResult[],
  now: Date,
): Promise<RowOutcome[]> {
  const people = results.flatMap(({ customerId }, i) =>
    customerId === null ? [] : [{ customerId, words: inputs[i]?.subscriptions ?? {} }],
  );
  const changed = await recordFileConsents(tx, people, now);
  return results.map((result) =>
    result.outcome === "unchanged" && changed.has(result.customerId ?? 0)
      ? { ...result, outcome: "updated" }
      : result,
  );
}

function rejectOf(row: StagedRow, ...problems: RowProblem[]): Reject {
  const [first] = problems;
  return {
    rowNo: row.rowNo,
    field: first?.path || null,
    code: first?.code ?? "rejected",
    message: problems
      .map((one) => (problems.length > 1 ? `${one.path}: ${one.message}` : one.message))
      .join(" ")
      .slice(0, 1000),
    raw: row.cells,
  };
}
