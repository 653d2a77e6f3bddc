import { and, eq, inArray, lt, sql } from "drizzle-orm";
import type { Db, Tx } from "@/server/db/client";
import { fieldLeftovers, fields } from "@/server/db/schema";
import { readSettings } from "@/server/domain/account";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { fieldWorkRequested } from "./events";
import type { FieldObject, FieldRules, FieldType, Json } from "./model";
import { readFieldValue, type ValueRules } from "./read-value";
import {
  estimateRecords,
  keepLeftovers,
  lockHolders,
  type RecordCursor,
  setAttribute,
} from "./store/records";
import { bumpVersion, loadFields, lockRegistry } from "./store/registry";
import type { FieldRow } from "./store/rows";

/** How far the background work on a field is; kept with the field, moved in the transaction of its effect. */
export interface FieldProgress {
  cursor: RecordCursor;
  /** Records looked at. */
  done: number;
  /** Records there are, about. */
  total: number;
  /** Values that became canonical, or were removed. */
  changed: number;
  /** Values that did not fit and moved aside. */
  left: number;
}

const batch = 5_000;

/**
 * Reads the values of a described field, or removes those of a deleted one, batch after batch until `forMs` is over.
 * May run twice at once: the field's row is locked for each batch.
 */
export async function advanceFieldWork(
  ctx: Context,
  fieldId: string,
  forMs: number,
): Promise<{ done: boolean }> {
  const until = ctx.clock.now().getTime() + forMs;
  const rules = await valueRules(ctx);
  for (;;) {
    const done = await (ctx.db as Db).transaction((tx) => oneBatch(tx, fieldId, rules, ctx.clock.now()));
    if (done) return { done };
    if (ctx.clock.now().getTime() >= until) return { done: false };
  }
}

async function valueRules(ctx: Context): Promise<ValueRules> {
  const { currency, timeZone, defaultCountry } = await readSettings(ctx.db);
  const registry = await loadFields(ctx.db);
  return { currency, timeZone, defaultCountry, itemOf: (code, text) => registry.itemOf(code, text) };
}

async function oneBatch(tx: Tx, fieldId: string, rules: ValueRules, now: Date): Promise<boolean> {
  // The registry before the field, as the commands do: the last batch changes both.
  await lockRegistry(tx);
  const [field] = await tx.select().from(fields).where(eq(fields.id, fieldId)).for("update");
  if (!field || field.state === "active") return true;
  const object = field.object as FieldObject;
  const before = (field.progress as unknown as FieldProgress | null) ?? {
    cursor: null,
    done: 0,
    total: await estimateRecords(tx, object),
    changed: 0,
    left: 0,
  };
  const { held, seen, next } = await lockHolders(tx, object, field.code, before.cursor, batch);
  const counts =
    field.state === "deleting"
      ? await removeValues(tx, field, held)
      : await readValues(tx, field, held, rules, now);
  const progress: FieldProgress = {
    cursor: next,
    done: before.done + seen,
    total: Math.max(before.total, before.done + seen),
    changed: before.changed + counts.changed,
    left: before.left + counts.left,
  };
  if (next !== null) await saveProgress(tx, field, progress, now);
  else await finish(tx, field, progress, now);
  return next === null;
}

interface Held {
  key: number[];
  value: Json;
}

async function removeValues(tx: Tx, field: FieldRow, held: readonly Held[]) {
  const changes = held.map(({ key }) => ({ key, value: null }));
  await setAttribute(tx, field.object as FieldObject, field.code, changes);
  return { changed: held.length, left: 0 };
}

async function readValues(tx: Tx, field: FieldRow, held: readonly Held[], rules: ValueRules, now: Date) {
  const changes: { key: number[]; value: Json }[] = [];
  const left: { key: number[]; value: Json; problem: string }[] = [];
  const shape = {
    type: field.type as FieldType,
    // An empty value of a required field is no value: nothing to keep aside.
    rules: { ...(field.rules as FieldRules), isRequired: false },
    dictionaryCode: field.dictionaryCode,
  };
  for (const { key, value } of held) {
    const read = readFieldValue(shape, value, rules);
    if (!read.ok) left.push({ key, value, problem: read.problem.message });
    if (!read.ok) changes.push({ key, value: null });
    else if (JSON.stringify(read.value) !== JSON.stringify(value)) changes.push({ key, value: read.value });
  }
  const object = field.object as FieldObject;
  await keepLeftovers(tx, object, field.code, left, now);
  await setAttribute(tx, object, field.code, changes);
  return { changed: held.length - left.length, left: left.length };
}

async function saveProgress(tx: Tx, field: FieldRow, progress: FieldProgress, now: Date): Promise<void> {
  await tx
    .update(fields)
    .set({ progress: { ...progress }, updatedAt: now })
    .where(eq(fields.id, field.id));
}

async function finish(tx: Tx, field: FieldRow, progress: FieldProgress, now: Date): Promise<void> {
  await bumpVersion(tx);
  if (field.state === "deleting") {
    await tx.delete(fields).where(eq(fields.id, field.id));
    await tx
      .delete(fieldLeftovers)
      .where(and(eq(fieldLeftovers.object, field.object), eq(fieldLeftovers.code, field.code)));
    return;
  }
  await tx
    .update(fields)
    .set({ state: "active", progress: { ...progress, cursor: null }, updatedAt: now })
    .where(eq(fields.id, field.id));
}

/** Work that the engine forgot: announced again when it has not moved for a minute. */
export async function requeueFieldWork(ctx: Context): Promise<number> {
  const idle = new Date(ctx.clock.now().getTime() - 60_000);
  return await (ctx.db as Db).transaction(async (tx) => {
    const forgotten = await tx
      .update(fields)
      .set({ updatedAt: ctx.clock.now() })
      .where(and(inArray(fields.state, ["converting", "deleting"]), lt(fields.updatedAt, idle)))
      .returning({ id: fields.id });
    await saveAnnouncements(
      tx,
      forgotten.map(({ id }) => ({ name: fieldWorkRequested, data: { fieldId: id } })),
    );
    return forgotten.length;
  });
}

/** For tests and scripts: whether anything is still to be done. */
export async function hasFieldWork(ctx: Context): Promise<boolean> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(fields)
    .where(sql`${fields.state} <> 'active'`);
  return (row?.n ?? 0) > 0;
}
