import type { Context } from "@/server/kernel/context";
import { forgetMessages } from "./store";

const keptMs = 90 * 86_400_000;
const bite = 20_000;
/** Ids older than 90 days: a message that comes back after so long is a new one. */
export async function pruneBus(ctx: Context): Promise<number> {
  let total = 0;
  for (let round = 0; round < 500; round++) {
    const removed = await forgetMessages(ctx.db, new Date(ctx.clock.now().getTime() - keptMs), bite);
    total += removed;
    if (removed < bite) break;
  }
  return total;
}
