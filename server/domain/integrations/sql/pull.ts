import { createHash } from "node:crypto";
import type { Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { orderChanged } from "@/server/domain/orders";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { AppError, invalid, notFound } from "@/server/platform/errors";
import { importFinished } from "../events";
import { bindMapping } from "../fields/mapping";
import { type Applied, type ApplyMeta, addApplied, applyRows, nothing } from "../imports/apply-rows";
import { journalOf } from "../imports/journal";
import { type PoolContext, withPool } from "../imports/pool";
import {
  findImport,
  type ImportRecord,
  insertRejects,
  lockImport,
  type StagedRow,
  updateImport,
} from "../imports/store";
import { withSession } from "./drivers/open";
import type { SqlSession } from "./drivers/session";
import {
  cutPack,
  dryRunRows,
  type KeyedRow,
  mostOfOneValue,
  type PullPosition,
  statementTimeoutMs,
} from "./model";
import { isOfKind, keyAlias, notSorted, packStatement, previewStatement } from "./statement";
import { findConnection, findQuery, type QueryRecord, saveQuery, targetOf } from "./store";

/** Rows applied by one statement round; a pack is several of these in one transaction. */
const chunkRows = 2000;
const maxKeptRejects = 100_000;

/** What `imports.pull_state` holds. */
export interface PullState {
  position: PullPosition | null;
}
interface Pack {
  rows: KeyedRow[];
  position: PullPosition | null;
  isLast: boolean;
}

/**
 * Works on a pull for about `budgetMs` and says whether it is over. A pack is read, then applied in one transaction with
 * its counters, its rejects and the position: killed at any moment, the next call reads the pack again.
 */
export async function advancePull(
  context: Context,
  importId: string,
  budgetMs: number,
): Promise<{ done: boolean }> {
  const ctx = withPool(context);
  const deadline = ctx.clock.now().getTime() + budgetMs;
  try {
    const record = await findImport(ctx.db, importId);
    if (!record || !["queued", "running"].includes(record.status)) return { done: true };
    await updateImport(ctx.db, importId, {
      status: "running",
      phase: "applying",
      startedAt: record.startedAt ?? ctx.clock.now(),
      updatedAt: ctx.clock.now(),
    });
    const query = await findQuery(ctx.db, record.sqlQueryId ?? "");
    const connection = query && (await findConnection(ctx.db, query.connectionId));
    if (!query || !connection) throw notFound("saved query", record.sqlQueryId ?? "");
    const isOver = await withSession(targetOf(connection), (session) =>
      pullPacks(ctx, session, { ...query, kind: connection.kind }, importId, deadline),
    );
    if (isOver) await finishPull(ctx, importId, "succeeded");
    return { done: isOver };
  } catch (error) {
    if (error instanceof CancelledPull) await finishPull(ctx, importId, "cancelled");
    else if (error instanceof AppError && !["unavailable", "internal"].includes(error.code))
      await finishPull(ctx, importId, "failed", error.message);
    else throw error;
    return { done: true };
  }
}
class CancelledPull extends Error {}
type RunningQuery = QueryRecord & { kind: Parameters<typeof packStatement>[0] };

/** Pack after pack; true when the last one is applied. */
async function pullPacks(
  ctx: PoolContext,
  session: SqlSession,
  query: RunningQuery,
  importId: string,
  deadline: number,
): Promise<boolean> {
  for (;;) {
    const record = await findImport(ctx.db, importId);
    if (record?.status !== "running") return false;
    if (record.cancelRequestedAt) throw new CancelledPull();
    const before = (record.pullState as PullState | null)?.position ?? null;
    const pack = await readPack(session, query, before);
    const meta = await applyMeta(ctx, record);
    if (record.isDryRun) await tryPack(ctx, record, pack, meta);
    else await ctx.db.transaction((tx) => applyPack(ctx, tx, query, importId, before, pack, meta));
    const isEnough = record.isDryRun && record.rowsDone + pack.rows.length >= dryRunRows;
    if (pack.isLast || isEnough) return true;
    if (ctx.clock.now().getTime() >= deadline) return false;
  }
}

/** The next rows by the key, cut where it changes; without a key the whole result. */
async function readPack(
  session: SqlSession,
  query: RunningQuery,
  before: PullPosition | null,
): Promise<Pack> {
  const { keyColumn, keyKind, format } = query;
  if (keyColumn === null || keyKind === null) {
    const statement = previewStatement(query.kind, query.query, mostOfOneValue + 1);
    const { columns, rows } = await session.select(statement, statementTimeoutMs);
    if (rows.length > mostOfOneValue)
      throw invalid(
        `The query gives more than ${mostOfOneValue} rows. Choose a key column (a date or a growing id), so that they can be read in packs.`,
      );
    return { rows: keyed(columns, rows, format.columns, false), position: null, isLast: true };
  }
  const seen = before?.isOpen ? before.seen.length : 0;
  for (const limit of [query.packRows + seen, mostOfOneValue + seen + 1]) {
    const statement = packStatement(
      query.kind,
      query.query,
      { column: keyColumn, kind: keyKind },
      before,
      limit,
    );
    const { columns, rows } = await session.select(statement, statementTimeoutMs);
    const read = keyed(columns, rows, format.columns, true);
    const odd = read.find((row) => row.key === null || !isOfKind(keyKind, row.key));
    if (odd) throw notSorted(keyKind, odd.key ?? "");
    const cut = cutPack(read, limit, before);
    if (cut.kind === "pack") return cut;
    if (cut.kind === "too-many-of-one") throw tooManyOfOne(keyColumn, cut.value);
  }
  throw tooManyOfOne(keyColumn, before?.value ?? "");
}
const tooManyOfOne = (column: string, value: string) =>
  invalid(
    `More than ${mostOfOneValue} rows share one value of ${column}${value ? ` (${value})` : ""}, so they cannot be told apart by it. Choose a column that grows with each row, such as an id.`,
    [{ path: "keyColumn", message: "is shared by too many rows" }],
  );

/** Cells in the order of the saved columns, found by name: a query may have got columns since. */
function keyed(
  columns: readonly string[],
  rows: readonly (string | null)[][],
  wanted: readonly string[],
  hasKey: boolean,
): KeyedRow[] {
  const places = wanted.map((name) => columns.indexOf(name));
  const missing = wanted[places.indexOf(-1)];
  if (missing !== undefined)
    throw invalid(
      `The query no longer gives the column ${JSON.stringify(missing)}. Open it, look at its columns and save it again.`,
    );
  const keyPlace = hasKey ? columns.lastIndexOf(keyAlias) : -1;
  return rows.map((row) => {
    const cells = places.map((place) => row[place] ?? "");
    return { key: keyPlace < 0 ? null : (row[keyPlace] ?? null), cells, fingerprint: fingerprintOf(cells) };
  });
}
const fingerprintOf = (cells: readonly string[]) =>
  createHash("sha256").update(cells.join("\u001f")).digest("base64url").slice(0, 16);

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

async function applyAll(
  tx: Tx,
  rows: readonly KeyedRow[],
  firstRowNo: number,
  meta: ApplyMeta,
): Promise<Applied> {
  const total = nothing();
  for (let at = 0; at < rows.length; at += chunkRows) {
    const chunk = rows.slice(at, at + chunkRows).map(
      ({ cells }, i): StagedRow => ({
        n: firstRowNo + at + i,
        rowNo: firstRowNo + at + i,
        cells,
        broken: null,
        content: null,
        occurrence: 1,
      }),
    );
    addApplied(total, await applyRows(tx, chunk, meta));
  }
  return total;
}

/** Rows, counters, rejects and the position: all of it or nothing. Two workers take turns on the import's row. */
async function applyPack(
  ctx: PoolContext,
  tx: Tx,
  query: QueryRecord,
  importId: string,
  before: PullPosition | null,
  pack: Pack,
  given: ApplyMeta,
): Promise<void> {
  const record = await lockImport(tx, importId);
  if (record?.status !== "running") return;
  if (record.cancelRequestedAt) throw new CancelledPull();
  const known = (record.pullState as PullState | null)?.position ?? null;
  // Another worker applied this pack meanwhile.
  if (JSON.stringify(known) !== JSON.stringify(before)) return;
  const now = ctx.clock.now();
  const meta = { ...given, now, journal: journalOf(importId, now) };
  const applied = await applyAll(tx, pack.rows, record.rowsDone + 1, meta);
  await meta.journal.write(tx);
  await saveOutcome(tx, record, pack, applied, now);
  if (query.mode === "incremental" && pack.position)
    await saveQuery(tx, query.id, { position: pack.position, updatedAt: now });
  const changed = applied.created + applied.updated;
  if (changed > 0 && (meta.entity === "orders" || meta.entity === "receipts"))
    await saveAnnouncements(tx, [{ name: orderChanged, data: { count: changed, via: "import" } }]);
}

async function saveOutcome(
  tx: Tx,
  record: ImportRecord,
  pack: Pack,
  applied: Applied,
  now: Date,
): Promise<void> {
  const done = record.rowsDone + pack.rows.length;
  const room = Math.max(0, maxKeptRejects - record.rowsRejected);
  await insertRejects(tx, record.id, applied.rejects.slice(0, room));
  await updateImport(tx, record.id, {
    pullState: { position: pack.position } satisfies PullState,
    rowsTotal: done,
    rowsStaged: done,
    rowsDone: done,
    rowsCreated: record.rowsCreated + applied.created,
    rowsUpdated: record.rowsUpdated + applied.updated,
    rowsUnchanged: record.rowsUnchanged + applied.unchanged,
    rowsRejected: record.rowsRejected + applied.rejects.length,
    sideCreated: { customers: (record.sideCreated.customers ?? 0) + applied.customersCreated },
    updatedAt: now,
  });
}

class TakenBack extends Error {}
/** What a pack would do: applied in a transaction that is taken back; only the counts stay, and no position moves. */
async function tryPack(ctx: PoolContext, record: ImportRecord, pack: Pack, meta: ApplyMeta): Promise<void> {
  const rows = pack.rows.slice(0, Math.max(0, dryRunRows - record.rowsDone));
  const outcome: { applied: Applied } = { applied: nothing() };
  await ctx.db
    .transaction(async (tx) => {
      outcome.applied = await applyAll(tx, rows, record.rowsDone + 1, meta);
      throw new TakenBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof TakenBack)) throw error;
    });
  await ctx.db.transaction(async (tx) => {
    const current = await lockImport(tx, record.id);
    if (current?.status !== "running" || current.rowsDone !== record.rowsDone) return;
    await saveOutcome(tx, current, { ...pack, rows }, outcome.applied, ctx.clock.now());
  });
}

async function finishPull(
  ctx: PoolContext,
  id: string,
  status: "succeeded" | "failed" | "cancelled",
  error?: string,
): Promise<void> {
  const now = ctx.clock.now();
  await ctx.db.transaction(async (tx) => {
    const record = await lockImport(tx, id);
    if (!record || !["queued", "running"].includes(record.status)) return;
    await updateImport(tx, id, {
      status,
      phase: null,
      error: error ?? null,
      finishedAt: now,
      updatedAt: now,
    });
    await saveAnnouncements(tx, [
      { name: importFinished, data: { importId: id, status }, dedupeKey: `${importFinished}/${id}` },
    ]);
  });
}
