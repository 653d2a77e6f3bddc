/**
 * Writing an export. Each step reads pages for some seconds and stores them as one piece of the file; the piece's key,
 * the place to go on at and the count move together, so a crash repeats at most one step. Memory holds one page.
 */
import { gzipSync } from "node:zlib";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { asAppError, invalid } from "@/server/platform/errors";
import { type FileStore, fileStore } from "@/server/platform/storage";
import { exportRequested } from "../events";
import { withPlace } from "../file-sources/places/open";
import { findSource, openingOf } from "../file-sources/store";
import { withPool } from "../imports/pool";
import { keptDays, newExport } from "./commands";
import { headOf, lineOf } from "./csv-text";
import { listsByName } from "./lists";
import {
  type ExportRecord,
  findExport,
  findStalledExports,
  insertExport,
  lockExport,
  takeDueSchedules,
  takeExpiredParts,
  updateExport,
} from "./store";

const open = ["queued", "running", "delivering"];

/** One step of about `budgetMs`; says whether the export is over. */
export async function advanceExport(
  context: Context,
  id: string,
  budgetMs: number,
  store: FileStore = fileStore(),
): Promise<{ done: boolean }> {
  const ctx = withPool(context);
  const record = await findExport(ctx.db, id);
  if (!record || !open.includes(record.status)) return { done: true };
  if (record.cancelRequestedAt) {
    await end(ctx, store, record, "cancelled");
    return { done: true };
  }
  if (record.status === "delivering") {
    await deliver(ctx, store, record);
    return { done: true };
  }
  try {
    await writePiece(ctx, store, record, budgetMs);
    return { done: false };
  } catch (cause) {
    const error = asAppError(cause);
    if (error.code === "internal" || error.code === "unavailable") throw cause;
    await end(ctx, store, record, "failed", error.message);
    return { done: true };
  }
}

type PoolContext = ReturnType<typeof withPool>;

async function writePiece(
  ctx: PoolContext,
  store: FileStore,
  record: ExportRecord,
  budgetMs: number,
): Promise<void> {
  const list = listsByName[record.list];
  const until = ctx.clock.now().getTime() + budgetMs;
  const state = { cursor: record.cursor, rows: 0, isOver: false };
  const isFirst = record.parts.length === 0;
  const rowsTotal = isFirst ? await list.count(ctx, record.filters) : record.rowsTotal;
  async function* text(): AsyncIterable<Uint8Array> {
    const pack = (piece: string): Uint8Array =>
      record.options.isPacked ? gzipSync(piece) : Buffer.from(piece);
    if (isFirst) yield pack(headOf(record.columns, record.options));
    do {
      const page = await list.page(ctx, record.filters, record.columns, state.cursor);
      let piece = "";
      for (const row of page.rows)
        piece += lineOf(
          record.columns.map((column) => row[column]),
          record.options,
        );
      if (piece !== "") yield pack(piece);
      state.rows += page.rows.length;
      state.cursor = page.next;
      state.isOver = page.next === null;
    } while (!state.isOver && ctx.clock.now().getTime() < until);
  }
  const { key, bytes } = await store.put(text());
  const now = ctx.clock.now();
  const isSaved = await ctx.db.transaction(async (tx) => {
    const current = await lockExport(tx, record.id);
    // Another worker wrote the same piece, or nobody wants it any more.
    if (!current || !open.includes(current.status) || current.parts.length !== record.parts.length)
      return false;
    const rowsDone = record.rowsDone + state.rows;
    await updateExport(tx, record.id, {
      status: !state.isOver ? "running" : record.delivery ? "delivering" : "succeeded",
      parts: [...record.parts, key],
      cursor: state.cursor,
      rowsDone,
      rowsTotal: state.isOver ? rowsDone : rowsTotal === null ? null : Math.max(rowsTotal, rowsDone),
      bytes: record.bytes + bytes,
      startedAt: record.startedAt ?? now,
      updatedAt: now,
      ...(state.isOver ? { expiresAt: new Date(now.getTime() + keptDays * 86_400_000) } : {}),
      ...(state.isOver && !record.delivery ? { finishedAt: now } : {}),
    });
    return true;
  });
  if (!isSaved) await store.delete(key);
}

/** The whole file, piece after piece. */
export async function* exportBytes(
  record: Pick<ExportRecord, "parts">,
  store: FileStore = fileStore(),
): AsyncIterable<Uint8Array> {
  for (const key of record.parts) for await (const chunk of await store.read(key)) yield chunk as Uint8Array;
}

async function deliver(ctx: PoolContext, store: FileStore, record: ExportRecord): Promise<void> {
  try {
    const source = record.delivery ? await findSource(ctx.db, record.delivery.sourceId) : undefined;
    if (!source) throw invalid("The place it was to be delivered to is gone. Choose another.");
    await withPlace(openingOf(source), (place) =>
      place.write(record.delivery?.folder ?? "", record.fileName, exportBytes(record, store)),
    );
    await end(ctx, store, record, "succeeded");
  } catch (cause) {
    const error = asAppError(cause);
    if (error.code === "internal") throw cause;
    await end(ctx, store, record, "failed", error.message);
  }
}

async function end(
  ctx: PoolContext,
  store: FileStore,
  record: ExportRecord,
  status: "succeeded" | "failed" | "cancelled",
  error?: string,
): Promise<void> {
  const now = ctx.clock.now();
  const isKept = status === "succeeded";
  await updateExport(ctx.db, record.id, {
    status,
    error: error ?? null,
    finishedAt: now,
    updatedAt: now,
    ...(isKept ? {} : { parts: [] }),
  });
  if (!isKept) for (const key of record.parts) await store.delete(key);
}

export const failExport = async (context: Context, id: string, reason: string): Promise<void> => {
  const ctx = withPool(context);
  const record = await findExport(ctx.db, id);
  if (record && open.includes(record.status)) await end(ctx, fileStore(), record, "failed", reason);
};

/** Announces exports that nobody works on any more. */
export async function requeueExports(context: Context): Promise<number> {
  const ctx = withPool(context);
  const ids = await findStalledExports(ctx.db, new Date(ctx.clock.now().getTime() - 60_000));
  await continueExports(ctx, ids);
  return ids.length;
}
export const continueExports = (context: Context, ids: readonly string[]): Promise<void> =>
  withPool(context).db.transaction((tx) =>
    saveAnnouncements(
      tx,
      ids.map((exportId) => ({ name: exportRequested, data: { exportId } })),
    ),
  );

/** Starts the deliveries whose time has come; how many. */
export async function startDueExports(context: Context): Promise<number> {
  const ctx = withPool(context);
  return await ctx.db.transaction(async (tx) => {
    const due = await takeDueSchedules(tx, ctx.clock.now());
    for (const one of due) {
      const columns = one.columns.length > 0 ? one.columns : await listsByName[one.list].columns(ctx);
      const record = await insertExport(tx, {
        ...newExport({ ...one, columns }, ctx, {
          delivery: { sourceId: one.sourceId, folder: one.folder },
          scheduleId: one.id,
        }),
        createdBy: one.createdBy,
      });
      await saveAnnouncements(tx, [{ name: exportRequested, data: { exportId: record.id } }]);
    }
    return due.length;
  });
}

/** Files whose time is over. */
export async function sweepExports(context: Context): Promise<number> {
  const ctx = withPool(context);
  const keys = await takeExpiredParts(ctx.db, ctx.clock.now());
  for (const key of keys) await fileStore().delete(key);
  return keys.length;
}
