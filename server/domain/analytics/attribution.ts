/**
 * Attribution: which message earned a purchase.
 *
 * One purchase counts for one message at most: the last one its buyer opened or clicked (people only, never machines)
 * before buying, if she bought within the campaign's days after that; at the same moment a click beats an open, then
 * the later message wins. Purchases are orders that are not cancelled, and receipts that do not pay for one of them.
 * A campaign without attribution days earns nothing; without a campaign the project's own days apply.
 *
 * "Orders after a click" is another number: every purchase of a clicker within the days, whoever else may claim it.
 *
 * It is a function of orders, receipts and message events alone. What changes one of them marks its people dirty
 * (topic `attribution`) in the same transaction; `attributeDirty` rewrites those, `attributeAll` everybody, and both
 * end in the same rows. A late open, a cancelled order or a changed total moves the numbers back and forth by itself.
 */
import type { Db, Tx } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import type { Context } from "@/server/kernel/context";
import { peopleAfter, rewriteAttributions, takeDirty } from "./attribution-store";

const slice = 2_000;

/** Rewrites the attributions of these people, in the caller's transaction. How many rows changed. */
export async function refreshAttribution(tx: Tx, customerIds: readonly number[], now: Date): Promise<number> {
  if (customerIds.length === 0) return 0;
  const { attributionDays } = await readSettings(tx);
  return await rewriteAttributions(tx, customerIds, attributionDays, now);
}

/** Rewrites what is stale, slice by slice, each with its marks in one transaction. */
export async function attributeDirty(
  ctx: Context,
  options: { slices?: number } = {},
): Promise<{ people: number; changed: number; isDone: boolean }> {
  const total = { people: 0, changed: 0, isDone: false };
  for (let done = 0; done < (options.slices ?? 20) && !total.isDone; done++) {
    await (ctx.db as Db).transaction(async (tx) => {
      const ids = await takeDirty(tx, slice);
      total.changed += await refreshAttribution(tx, ids, ctx.clock.now());
      total.people += ids.length;
      total.isDone = ids.length < slice;
    });
  }
  return total;
}

/** From nothing but the facts, for everybody: after a change of rules, or to prove that nothing drifted. */
export async function attributeAll(ctx: Context): Promise<{ people: number; changed: number }> {
  const total = { people: 0, changed: 0 };
  for (let last = 0; ; ) {
    const ids = await peopleAfter(ctx.db, last, slice);
    if (ids.length === 0) return total;
    total.changed += await (ctx.db as Db).transaction((tx) => refreshAttribution(tx, ids, ctx.clock.now()));
    total.people += ids.length;
    last = ids.at(-1) ?? last;
  }
}
