import { sql } from "drizzle-orm";
import { arrayParam, type Db, instantParam, jsonParam, type Tx } from "@/server/db/client";
import { suppressIdentities } from "@/server/domain/customers";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { erasureRequested } from "../events";
import { eraseLog } from "./erase-log";
import { eraseRows } from "./erase-rows";
import { eraseTraces } from "./erase-traces";
import { collectNeedles } from "./needles";

interface Order extends Record<string, unknown> {
  id: number;
  subject_ids: number[];
  state: string;
  is_suppressed: boolean;
}

/**
 * Carries one order out. Everything about her in one transaction: until it commits nothing is lost, afterwards nothing
 * is left, and doing it again finds nothing.
 */
export async function carryOutErasure(ctx: Context, erasureId: number): Promise<{ rows: number }> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const [order] = await tx.execute<Order>(sql`
      select id, subject_ids, state, is_suppressed from erasures where id = ${erasureId} for update`);
    if (!order || order.state === "done") return { rows: 0 };
    // Somebody merged into her since the order is she too.
    const people = await tx.execute<{ id: number }>(sql`
      select id from customers where id = any(${arrayParam(order.subject_ids.map(Number), "bigint")})
        or merged_into = any(${arrayParam(order.subject_ids.map(Number), "bigint")}) order by id for update`);
    const ids = people.map((row) => row.id);
    const needles = await collectNeedles(tx, ids);
    if (order.is_suppressed) await suppressIdentities(tx, ids, now);
    const counts = {
      ...(await eraseLog(tx, ids, needles)),
      ...(await eraseRows(tx, ids, now)),
      ...(await eraseTraces(tx, ids, needles)),
    };
    await tx.execute(sql`
      update erasures set state = 'done', finished_at = ${instantParam(now)}, counts = ${jsonParam(counts)},
        subject_ids = ${arrayParam(ids, "bigint")} where id = ${erasureId}`);
    return { rows: Object.values(counts).reduce((sum, count) => sum + count, 0) };
  });
}

/** Orders that were forgotten by the engine. */
export async function announceOpenErasures(ctx: Context): Promise<number> {
  return await (ctx.db as Db).transaction(async (tx: Tx) => {
    const rows = await tx.execute<{ id: number }>(sql`
      select id from erasures where state = 'queued' and requested_at < ${instantParam(new Date(ctx.clock.now().getTime() - 120_000))}
      order by id limit 50`);
    await saveAnnouncements(
      tx,
      rows.map((row) => ({ name: erasureRequested, data: { erasureId: row.id } })),
    );
    return rows.length;
  });
}
