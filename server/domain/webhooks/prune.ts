import type { Context } from "@/server/kernel/context";
import { keptMs } from "./model";
import { deleteOld } from "./store";

const bite = 5000;
/** Forgets what is older than 30 days and waits for nothing; how many events. */
export async function pruneWebhooks(ctx: Context): Promise<number> {
  const before = new Date(ctx.clock.now().getTime() - keptMs);
  let total = 0;
  for (let round = 0; round < 200; round++) {
    const removed = await deleteOld(ctx.db, before, bite);
    total += removed;
    if (removed < bite) break;
  }
  return total;
}
