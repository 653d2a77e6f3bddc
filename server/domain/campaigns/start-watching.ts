import type { CommandContext } from "@/server/kernel/command";
import { alarmSet } from "./events";
import { armAlarm } from "./store/alarms";

/** From now on somebody may enter: the first look is at once, and it knows when the next one is worth it. */
export async function startWatching(ctx: CommandContext, campaignId: string): Promise<void> {
  const now = ctx.clock.now();
  const ringsAt = await armAlarm(ctx.db, campaignId, now, now);
  if (ringsAt) ctx.announce(alarmSet(campaignId, ringsAt));
}
