import { sql } from "drizzle-orm";
import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { bulkReading } from "@/server/domain/customers";
import { orderChanged } from "@/server/domain/orders";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { AppError } from "@/server/platform/errors";
import { type FileStore, fileStore } from "@/server/platform/storage";
import { importFinished } from "../events";
import { bindMapping } from "../fields/mapping";
import { applyPeople, type Pace } from "./apply-people";
import { type Applied, type ApplyMeta, applyRows } from "./apply-rows";
import { journalOf } from "./journal";
import { type PoolContext, withPool } from "./pool";
import { Cancelled, stageFile } from "./stage";
import {
  dropStaging,
  findImport,
  type ImportRecord,
  insertRejects,
  isStaged,
  lockImport,
  type Reject,
  readStaged,
  updateImport,
} from "./store";

/** Rows a transaction applies: long enough to be fast, short enough that others who touch the same people hardly wait. */
export const chunkRows = 2000;
/** A dry run is exact within one transaction that is taken back; longer files are judged in blocks of this many rows. */
const dryRunRows = 200_000;
/** More rejects than this help nobody; the count goes on. */
const maxKeptRejects = 100_000;

/**
 * Works on an import for about `budgetMs` and says whether it is over. May be called again at any time, from anywhere,
 * after any crash: staging is all or nothing, and `rows_done` moves in the same transaction as its rows' effect.
 */
export async function advanceImport(
  context: Context,
  importId: string,
  budgetMs: number,
  store: FileStore = fileStore(),
): Promise<{ done: boolean; isWaiting?: boolean }> {
  const ctx = withPool(context);
  const deadline = ctx.clock.now().getTime() + budgetMs;
  for (;;) {
    const record = await findImport(ctx.db, importId);
    if (!record || !["queued", "running"].includes(record.status)) return { done: true };
    try {
      const next = await advanceOnce(ctx, store, record, deadline);
      if (next === "done") return { done: true };
      // Another process stages the file: nothing to do until it has.
      if (next === "wait") return { done: false, isWaiting: true };
    } catch (error) {
      if (error instanceof Cancelled) await finish(ctx, store, importId, "cancelled");
      else if (error instanceof AppError && !["unavailable", "internal"].includes(error.code))
        await finish(ctx, store, importId, "failed", error.message);
      else throw error;
      return { done: true };
    }
    if (ctx.clock.now().getTime() >= deadline) return { done: false };
  }
}

async function advanceOnce(
  ctx: PoolContext,
  store: FileStore,
  record: ImportRecord,
  deadline: number,
): Promise<"again" | "wait" | "done"> {
  const { db, clock } = ctx;
  if (record.cancelRequestedAt) throw new Cancelled();
  if (record.phase !== "applying" || !(record.rowsTotal === 0 || (await isStaged(db, record.id)))) {
    await updateImport(db, record.id, {
      status: "running",
      phase: "staging",
      startedAt: record.startedAt ?? clock.now(),
      updatedAt: clock.now(),
    });
    const { rules, now } = await applyMeta(ctx, record);
    const rows = await stageFile(db, store, record, await bulkReading(db, rules), now, (staged) =>
      heartbeat(ctx, record.id, { rowsStaged: staged }),
    );
    return rows === undefined ? "wait" : "again";
  }
  if (record.rowsDone >= record.rowsTotal) {
    await finish(ctx, store, record.id, "succeeded");
    return "done";
  }
  const meta = await applyMeta(ctx, record);
  if (record.isDryRun) await tryRows(ctx, record, meta);
  else await applyChunks(ctx, record.id, meta, deadline);
  return "again";
}

async function applyMeta(ctx: PoolContext, record: ImportRecord): Promise<ApplyMeta> {
  const { currency, timeZone, defaultCountry } = await readSettings(ctx.db);
  const { dateOrder, decimal, columns } = record.format;
  return {
    entity: record.entity,
    bound: bindMapping(record.entity, record.mapping, columns),
    rules: { currency, timeZone, defaultCountry, dateOrder, decimal },
    now: ctx.clock.now(),
  };
}

/** Says that the work is alive, and hears whether it is still wanted. */
async function heartbeat(
  ctx: PoolContext,
  id: string,
  progress: { rowsStaged?: number; rowsDone?: number },
): Promise<void> {
  await updateImport(ctx.db, id, { ...progress, updatedAt: ctx.clock.now() });
  if ((await findImport(ctx.db, id))?.cancelRequestedAt) throw new Cancelled();
}

async function applyChunks(ctx: PoolContext, id: string, meta: ApplyMeta, deadline: number): Promise<void> {
  const pace = { isCareful: false };
  for (;;) {
    const more = await ctx.db.transaction(async (tx) => {
      // A chunk that a crash takes back is applied again: its count went with it.
      await tx.execute(sql`set local synchronous_commit = off`);
      return applyChunk(ctx, tx, id, meta, pace);
    });
    if (!more || ctx.clock.now().getTime() >= deadline) return;
  }
}

/** One chunk with its counters and rejects, or nothing. The import's row is locked: two workers take turns. */
async function applyChunk(ctx: Context, tx: Tx, id: string, given: ApplyMeta, pace: Pace): Promise<boolean> {
  const record = await lockImport(tx, id);
  if (record?.status !== "running" || record.rowsDone >= record.rowsTotal) return false;
  if (record.cancelRequestedAt) throw new Cancelled();
  const now = ctx.clock.now();
  const meta = { ...given, now, journal: journalOf(id, now) };
  const { applied, to } = await applyRange(tx, record, record.rowsDone, record.rowsTotal, meta, pace);
  await meta.journal.write(tx);
  await insertRejects(tx, id, applied.rejects.slice(0, Math.max(0, maxKeptRejects - record.rowsRejected)));
  await updateImport(tx, id, { ...counted(record, applied, to), updatedAt: now });
  const changed = applied.created + applied.updated;
  if (changed > 0 && (meta.entity === "orders" || meta.entity === "receipts"))
    await saveAnnouncements(tx, [{ name: orderChanged, data: { count: changed, via: "import" } }]);
  return to < record.rowsTotal;
}

/** Rows after `done`, as far as one transaction should go. */
async function applyRange(
  tx: Tx,
  record: ImportRecord,
  done: number,
  end: number,
  meta: ApplyMeta,
  pace: Pace,
): Promise<{ applied: Applied; to: number }> {
  if (record.entity === "customers") return applyPeople(tx, record.id, done + 1, end, meta, pace);
  const to = Math.min(end, done + chunkRows);
  return { applied: await applyRows(tx, await readStaged(tx, record.id, done + 1, to), meta), to };
}

const counted = (record: ImportRecord, applied: Applied, done: number) => ({
  rowsDone: done,
  rowsCreated: record.rowsCreated + applied.created,
  rowsUpdated: record.rowsUpdated + applied.updated,
  rowsUnchanged: record.rowsUnchanged + applied.unchanged,
  rowsRejected: record.rowsRejected + applied.rejects.length,
  sideCreated: { customers: (record.sideCreated.customers ?? 0) + applied.customersCreated },
});

class TakenBack extends Error {}

/** What the rows would do: they are applied in a transaction that is taken back, and only the counts are kept. */
async function tryRows(ctx: PoolContext, record: ImportRecord, meta: ApplyMeta): Promise<void> {
  const total: Applied = { created: 0, updated: 0, unchanged: 0, customersCreated: 0, rejects: [] };
  const end = Math.min(record.rowsTotal, record.rowsDone + dryRunRows);
  await ctx.db
    .transaction(async (tx) => {
      const pace = { isCareful: false };
      for (let done = record.rowsDone; done < end; ) {
        const { applied, to } = await applyRange(tx, record, done, end, meta, pace);
        done = to;
        const rejects: Reject[] = total.rejects.concat(applied.rejects);
        Object.assign(total, {
          created: total.created + applied.created,
          updated: total.updated + applied.updated,
          unchanged: total.unchanged + applied.unchanged,
          customersCreated: total.customersCreated + applied.customersCreated,
          rejects,
        });
        // Progress for people; what counts is written below, so a crash in between starts this block again.
        await heartbeat(ctx, record.id, { rowsStaged: done });
      }
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  await ctx.db.transaction(async (tx) => {
    const current = await lockImport(tx, record.id);
    // Another worker judged the same block meanwhile.
    if (current?.status !== "running" || current.rowsDone !== record.rowsDone) return;
    await insertRejects(
      tx,
      record.id,
      total.rejects.slice(0, Math.max(0, maxKeptRejects - record.rowsRejected)),
    );
    await updateImport(tx, record.id, {
      ...counted(record, total, end),
      updatedAt: ctx.clock.now(),
    });
  });
}

async function finish(
  ctx: PoolContext,
  store: FileStore,
  id: string,
  status: "succeeded" | "failed" | "cancelled",
  error?: string,
): Promise<void> {
  const now = ctx.clock.now();
  const ended = await ctx.db.transaction(async (tx) => {
    const record = await lockImport(tx, id);
    if (!record || !["queued", "running"].includes(record.status)) return undefined;
    // The file of a real run has done its work; a dry run's is kept for the run that follows it.
    const isFileDone = status === "succeeded" && !record.isDryRun;
    await updateImport(tx, id, {
      status,
      phase: null,
      error: error ?? null,
      finishedAt: now,
      updatedAt: now,
      ...(isFileDone ? { fileKey: "" } : {}),
    });
    await saveAnnouncements(tx, [
      { name: importFinished, data: { importId: id, status }, dedupeKey: `${importFinished}/${id}` },
    ]);
    return isFileDone ? record.fileKey : "";
  });
  if (ended === undefined) return;
  await dropStaging(ctx.db, id);
  if (ended) await store.delete(ended);
}

/** After the engine gave up: the import tells so instead of running for ever. */
export const failImport = (ctx: Context, importId: string, reason: string) =>
  finish(withPool(ctx), fileStore(), importId, "failed", reason);
