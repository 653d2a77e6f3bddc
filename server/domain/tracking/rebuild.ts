import { sql } from "drizzle-orm";
import { arrayParam, type Db, type Tx } from "@/server/db/client";
import { recordRules } from "@/server/domain/orders";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { foldCarts } from "./consume/cart";
import { putVisits, readCartEvents, saveCarts, takeVisits } from "./consume/event-store";
import { mergeVisits } from "./consume/session";
import { cartsChanged } from "./events";

const slice = 500;
const always = { from: new Date(0), to: new Date("2999-01-01T00:00:00Z") };

/**
 * Folds anew what follows from events of people who were merged or taken apart: their carts, and visits of one device
 * that were counted for two people. A slice at a time, woken by the announcement and found by the reconciler.
 */
export async function rebuildMerged(ctx: Context): Promise<{ people: number; isDone: boolean }> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const rows = await tx.execute<{ customer_id: number }>(sql`
      delete from dirty_customers where (topic, customer_id) in (
        select topic, customer_id from dirty_customers where topic = 'tracking' order by customer_id limit ${slice} for update skip locked)
      returning customer_id`);
    const ids = rows.map((row) => row.customer_id).sort((a, b) => a - b);
    if (ids.length === 0) return { people: 0, isDone: true };
    // As the reader of the log does: people before what is folded for them.
    await tx.execute(sql`
      select 1 from customers where id = any(${arrayParam(ids, "bigint")}) order by id for no key update`);
    const { currency } = await recordRules(tx);
    const events = await readCartEvents(tx, ids);
    const carts = ids.flatMap((subjectId) =>
      foldCarts(events.get(subjectId) ?? [], currency).map((cart) => ({ ...cart, subjectId })),
    );
    const earliest = await saveCarts(tx, ids, carts, now);
    await joinVisits(tx, ids);
    if (earliest)
      await saveAnnouncements(tx, [
        { name: cartsChanged, data: { earliestActionAt: earliest.toISOString() } },
      ]);
    return { people: ids.length, isDone: ids.length < slice };
  });
}

/** Visits of one person on one device that overlap are one visit. */
async function joinVisits(tx: Tx, ids: readonly number[]): Promise<void> {
  const pairs = await tx.execute<{ customer_id: number; origin_id: number }>(sql`
    select distinct a.customer_id, a.origin_id from visits a
    join visits b on b.customer_id = a.customer_id and b.origin_id = a.origin_id and b.started_at > a.started_at
      and b.started_at <= a.last_event_at + interval '30 minutes'
    where a.customer_id = any(${arrayParam([...ids], "bigint")})`);
  const scopes = pairs.map((row) => ({ subjectId: row.customer_id, originId: row.origin_id, ...always }));
  const stored = await takeVisits(tx, scopes);
  const groups = new Map<string, typeof stored>();
  for (const visit of stored) {
    const key = `${visit.subjectId} ${visit.originId}`;
    groups.set(key, [...(groups.get(key) ?? []), visit]);
  }
  await putVisits(
    tx,
    [...groups.values()].flatMap((group) =>
      mergeVisits(group).map((visit) => ({
        ...visit,
        subjectId: group[0]?.subjectId ?? 0,
        originId: group[0]?.originId ?? 0,
      })),
    ),
  );
}
