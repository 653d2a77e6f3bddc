import type { CommandContext } from "@/server/kernel/command";
import { beginWithMoves } from "./enter-from-moves";
import { alarmSet } from "./events";
import { armAlarm } from "./store/alarms";
import { getCampaign } from "./store/versions";

/**
 * From now on somebody may enter: the first look is at once, and it knows when the next one is worth it. A start begins with
 * what happens now; who goes on, after a pause or with another version, has missed nothing.
 */
export async function startWatching(
  ctx: CommandContext,
  campaignId: string,
  how: { isStart: boolean },
): Promise<void> {
  await beginWithMoves(ctx, await getCampaign(ctx.db, campaignId), how);
  const now = ctx.clock.now();
  const ringsAt = await armAlarm(ctx.db, campaignId, now, now);
  if (ringsAt) ctx.announce(alarmSet(campaignId, ringsAt));
}
