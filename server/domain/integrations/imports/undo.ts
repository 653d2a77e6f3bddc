/**
 * Taking an import back. What it created is removed, what it changed returns to what it was, newest first, in
 * transactions of some thousand records; what somebody touched since stays, with its reason in `import_kept`. The
 * journal's entries go in the same transaction as their undoing: a crash at any point continues where it was.
 */
import type { Tx } from "@/server/db/client";
import {
  type KeptPerson,
  type KeptValue,
  type RecordChange,
  removeUntouched,
  revertCustomers,
} from "@/server/domain/customers";
import { type RevertedKind, removeRecords, revertRecords } from "@/server/domain/orders";
import { command } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { conflict, notFound } from "@/server/platform/errors";
import { undoRequested } from "../events";
import type { ImportEntity } from "../fields/catalogue";
import { type ImportView, viewOf } from "../queries";
import { importId } from "../schema";
import { withPool } from "./pool";
import { lockImport, updateImport } from "./store";
import {
  countChanges,
  deleteEntries,
  insertKept,
  type JournalEntry,
  type Kept,
  lastEntries,
  momentsOf,
  shortenEntry,
} from "./undo-store";

const batch = 2_000;

const kinds: Record<Exclude<ImportEntity, "customers">, RevertedKind> = {
  orders: "order",
  receipts: "receipt",
  products: "product",
  categories: "category",
  stores: "store",
};

/** Asks for an import to be taken back. */
export const undoImport = command({
  name: "integrations.undo-import",
  permission: "imports:run",
  input: importId,
  async run(ctx, { id }): Promise<ImportView> {
    const record = await lockImport(ctx.db, id);
    if (!record) throw notFound("import", id);
    if (["queued", "running", "uploaded"].includes(record.status))
      throw conflict("This import is not over. Stop it first.");
    if (record.isDryRun) throw conflict("A dry run changed nothing.");
    if (record.undoStatus === "queued" || record.undoStatus === "running")
      throw conflict("It is being taken back already.");
    const changes = await countChanges(ctx.db, id);
    const total = changes.reduce((sum, one) => sum + one.created + one.changed, 0);
    if (total === 0) throw conflict("Nothing of this import is left to take back.");
    const values = {
      undoStatus: "queued" as const,
      undoTotal: record.undoDone + total,
      // All of its moments, before any of the journal is gone: who was last touched at one of them was not touched since.
      undoCounts: { ...record.undoCounts, moments: await momentsOf(ctx.db, id) },
      undoneBy: ctx.actor.label,
      updatedAt: ctx.clock.now(),
    };
    await updateImport(ctx.db, id, values);
    ctx.audit({ subjectType: "import", subjectId: id, changes: { undone: total } });
    ctx.announce({ name: undoRequested, data: { importId: id } });
    return viewOf({ ...record, ...values });
  },
});

/** Works on an undo for about `budgetMs` and says whether it is over. May be called again at any time, after any crash. */
export async function advanceUndo(
  context: Context,
  id: string,
  budgetMs: number,
): Promise<{ done: boolean }> {
  const ctx = withPool(context);
  const deadline = ctx.clock.now().getTime() + budgetMs;
  for (;;) {
    const done = await ctx.db.transaction((tx) => undoBatch(tx, id, ctx.clock.now()));
    if (done) return { done: true };
    if (ctx.clock.now().getTime() >= deadline) return { done: false };
  }
}

async function undoBatch(tx: Tx, id: string, now: Date): Promise<boolean> {
  const record = await lockImport(tx, id);
  if (!record || (record.undoStatus !== "queued" && record.undoStatus !== "running")) return true;
  const entries = await lastEntries(tx, id, batch);
  const [first] = entries;
  if (!first) {
    await updateImport(tx, id, { undoStatus: "done", undoneAt: now, updatedAt: now });
    return true;
  }
  const counts = { removed: 0, restored: 0, kept: 0, ...record.undoCounts };
  const moments = (counts.moments ?? []).map((at) => new Date(at));
  let done: number;
  let kept: Kept[];
  if (first.created) {
    // From the end, so that what is left of the block is its beginning.
    const ids = first.created.slice(-batch);
    const result = await removeCreated(tx, first, ids, moments, now);
    kept = result.kept.map((one) => ({ ...one, entity: first.entity, field: null }));
    counts.removed += result.removed;
    done = ids.length;
    const left = first.created.slice(0, -batch);
    if (left.length > 0) await shortenEntry(tx, id, first.id, left);
    else await deleteEntries(tx, id, first.id);
  } else {
    const changes = entries.flatMap((entry) => entry.change ?? []);
    const result = await revertChanged(tx, first.entity, changes, moments, now);
    kept = result.kept.map((one) => ({ ...one, entity: first.entity, detail: null }));
    counts.restored += result.restored;
    done = new Set(changes.map((one) => one.id)).size;
    await deleteEntries(tx, id, Math.min(...entries.map((entry) => entry.id)));
  }
  counts.kept += new Set(kept.map((one) => one.id)).size;
  await insertKept(tx, id, kept);
  await updateImport(tx, id, {
    undoStatus: "running",
    undoDone: Math.min(record.undoTotal, record.undoDone + done),
    undoCounts: counts,
    updatedAt: now,
  });
  return false;
}

const removeCreated = (
  tx: Tx,
  entry: JournalEntry,
  ids: readonly number[],
  moments: readonly Date[],
  now: Date,
): Promise<{ removed: number; kept: KeptPerson[] }> =>
  entry.entity === "customers"
    ? removeUntouched(tx, ids, moments)
    : removeRecords(tx, kinds[entry.entity], ids, moments, now);

const revertChanged = (
  tx: Tx,
  entity: ImportEntity,
  changes: readonly RecordChange[],
  moments: readonly Date[],
  now: Date,
): Promise<{ restored: number; kept: KeptValue[] }> =>
  entity === "customers"
    ? revertCustomers(tx, changes, moments, now)
    : revertRecords(tx, kinds[entity], changes, moments, now);
