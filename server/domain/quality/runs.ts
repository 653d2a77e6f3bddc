import type { Db } from "@/server/db/client";
import { saveAnnouncements } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { applySuggestions } from "./apply-suggestions";
import { runReady } from "./events";
import { takeSnapshot } from "./snapshot";
import { staleCount, topics } from "./store/people";
import { addProgress, endRun, lockRun, type Run, runningOf } from "./store/runs";
import { nextOfRun } from "./store/suggestions";

const slice = 500;

/**
 * Carries a review on for so long. Each slice is one transaction: values, decisions and progress together, so any step
 * may run twice and a crash loses nothing. True when nothing is left of it.
 */
export async function advanceRun(
  ctx: Context,
  runId: string,
  forMs: number,
  signal?: AbortSignal,
): Promise<boolean> {
  const until = performance.now() + forMs;
  while (!signal?.aborted && performance.now() < until) if (await advanceSlice(ctx, runId)) return true;
  return false;
}

async function advanceSlice(ctx: Context, runId: string): Promise<boolean> {
  const now = ctx.clock.now();
  return await (ctx.db as Db).transaction(async (tx) => {
    const run = await lockRun(tx, runId);
    if (run?.state !== "running" || (run.kind !== "accept" && run.kind !== "undo")) return true;
    const due = await nextOfRun(tx, runId, run.kind === "accept" ? "accepting" : "undoing", slice);
    const { changed, refused } = await applySuggestions(tx, due, run.kind, run.startedBy, now);
    await addProgress(tx, runId, { done: due.length, changed, refused });
    if (due.length === slice) return false;
    await endRun(tx, runId, "done", now);
    return true;
  });
}

/** Everybody's turn is over when no mark of it is left. */
export async function finishRecompute(ctx: Context): Promise<boolean> {
  const running = await runningOf(ctx.db, ["recompute"]);
  if (running.length === 0 || (await staleCount(ctx.db, topics.everybody, 1)) > 0) return false;
  for (const run of running) await endRun(ctx.db, run.id, "done", ctx.clock.now());
  await takeSnapshot(ctx);
  return true;
}

/** Reviews whose announcement was lost are announced again. */
export async function announceForgottenRuns(ctx: Context): Promise<number> {
  const isOld = (run: Run) => ctx.clock.now().getTime() - run.startedAt.getTime() > 30_000;
  const runs = (await runningOf(ctx.db, ["accept", "undo"])).filter(isOld);
  if (runs.length > 0)
    await (ctx.db as Db).transaction((tx) =>
      saveAnnouncements(
        tx,
        runs.map((run) => ({ name: runReady, data: { runId: run.id } })),
      ),
    );
  return runs.length;
}
