import { sql } from "drizzle-orm";
import { arrayParam, type Db, instantParam } from "@/server/db/client";
import type { Context } from "@/server/kernel/context";
import { refreshAfter } from "./merge";
import { type Move, moveRows } from "./move-rows";

const quietMs = 120_000;
const patienceMs = 3_600_000;
const most = 200;

/**
 * Fetches what writers under way had still brought to donors after their merge: a letter that a sender held, rows of a
 * transaction that had begun before. Once a merge is two minutes old and nothing is held any more, it is settled.
 */
export async function settleMerges(ctx: Context): Promise<number> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const merges = await tx.execute<{
      id: number;
      donor_id: number;
      customer_id: number;
      is_old: boolean;
    }>(sql`
      select m.id, m.donor_id, m.customer_id, m.at < ${instantParam(new Date(now.getTime() - patienceMs))} as is_old
      from customer_merges m join customers d on d.id = m.donor_id and d.state = 'merged'
      where m.settled_at is null and m.undone_at is null and m.donor_kind = 'customer'
        and m.at < ${instantParam(new Date(now.getTime() - quietMs))}
      order by m.at limit ${most} for update of m skip locked`);
    if (merges.length === 0) return 0;
    await tx.execute(sql`
      select 1 from customers where id = any(${arrayParam(
        merges.flatMap((row) => [row.donor_id, row.customer_id]),
        "bigint",
      )}) order by id for update`);
    const moves = merges.map(
      (row): Move => ({ mergeId: row.id, donorId: row.donor_id, keepId: row.customer_id }),
    );
    const counts = await moveRows(tx, moves, now);
    const held = await tx.execute<{ id: number }>(sql`
      select distinct customer_id as id from messages where state = 'claimed'
        and customer_id = any(${arrayParam(
          merges.map((row) => row.donor_id),
          "bigint",
        )})`);
    const waiting = new Set(held.map((row) => row.id));
    const settled = merges.filter((row) => row.is_old || !waiting.has(row.donor_id)).map((row) => row.id);
    await tx.execute(sql`
      update customer_merges set settled_at = ${instantParam(now)} where id = any(${arrayParam(settled, "bigint")})`);
    if (Object.keys(counts).length > 0) {
      const keepers = merges.map((row) => row.customer_id);
      await refreshAfter(tx, [...keepers, ...merges.map((row) => row.donor_id)], keepers, now);
    }
    return settled.length;
  });
}
