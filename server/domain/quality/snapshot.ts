import type { Db, Queryable } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import type { Context } from "@/server/kernel/context";
import { countFigures, countGroups, countProblems, saveSnapshot, snapshots } from "./store/snapshots";

/** Counts the base and keeps the answer as that of today (the project's day). */
export async function takeSnapshot(
  ctx: Pick<Context, "db" | "clock">,
): Promise<{ day: string; tookMs: number }> {
  const now = ctx.clock.now();
  const started = performance.now();
  const { timeZone } = await readSettings(ctx.db);
  const { customers = 0, ...counted } = await countFigures(ctx.db, now);
  const [problems, groups] = [await countProblems(ctx.db), await countGroups(ctx.db)];
  const day = new Intl.DateTimeFormat("en-CA", { timeZone }).format(now);
  const tookMs = Math.round(performance.now() - started);
  await saveSnapshot(ctx.db, {
    day,
    computedAt: now,
    tookMs,
    customers,
    figures: { ...counted, ...problems },
    groups,
  });
  return { day, tookMs };
}

const freshMs = 10 * 60_000;
/** After changes were followed: the page shows today's state without anybody asking, but not at any price. */
export async function refreshSnapshot(ctx: Context): Promise<void> {
  const last = (await snapshots(ctx.db as Queryable, 1))[0];
  const age = last ? ctx.clock.now().getTime() - last.computedAt.getTime() : Number.POSITIVE_INFINITY;
  // A base that takes long to count is counted less often.
  if (age > Math.max(freshMs, (last?.tookMs ?? 0) * 300))
    await takeSnapshot({ db: ctx.db as Db, clock: ctx.clock });
}
