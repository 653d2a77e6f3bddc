import { sql } from "drizzle-orm";
import type { Db } from "@/server/db/client";
import { projectScope } from "@/server/domain/segments";
import { localDay } from "@/server/domain/segments/moments";
import type { Context } from "@/server/kernel/context";
import { dueByTime, rewriteMetrics, takeStale, those } from "./store";

const slice = 10_000;

async function todayOf(ctx: Context): Promise<{ today: string; zone: string }> {
  const now = ctx.clock.now();
  const { zone } = await projectScope(ctx.db, now);
  return { today: localDay(now, zone), zone };
}

export interface RefreshResult {
  people: number;
  changed: number;
  isDone: boolean;
}

/** Works off people whose purchases changed, slice by slice, each with its marks in one transaction. */
export async function refreshStale(ctx: Context, { slices = 20 } = {}): Promise<RefreshResult> {
  const { today, zone } = await todayOf(ctx);
  const total: RefreshResult = { people: 0, changed: 0, isDone: false };
  for (let done = 0; done < slices && !total.isDone; done++) {
    await (ctx.db as Db).transaction(async (tx) => {
      const ids = await takeStale(tx, slice);
      if (ids.length > 0) total.changed += await rewriteMetrics(tx, those(ids), today, zone);
      total.people += ids.length;
      total.isDone = ids.length < slice;
    });
  }
  return total;
}

/** Works off people for whom a purchase has left (or entered) a window since they were computed. */
export async function refreshDue(ctx: Context, { slices = 20 } = {}): Promise<RefreshResult> {
  const { today, zone } = await todayOf(ctx);
  const total: RefreshResult = { people: 0, changed: 0, isDone: false };
  for (let done = 0; done < slices && !total.isDone; done++) {
    const ids = await dueByTime(ctx.db, today, slice);
    if (ids.length > 0)
      total.changed += await (ctx.db as Db).transaction((tx) => rewriteMetrics(tx, those(ids), today, zone));
    total.people += ids.length;
    total.isDone = ids.length < slice;
  }
  return total;
}

/** Everybody, from nothing but the purchases. Ends in the same rows as the two above. */
export async function refreshEverybody(ctx: Context): Promise<{ changed: number }> {
  const { today, zone } = await todayOf(ctx);
  return await (ctx.db as Db).transaction(async (tx) => {
    await tx.execute(sql`select set_config('work_mem', '128MB', true)`);
    return { changed: await rewriteMetrics(tx, null, today, zone) };
  });
}
