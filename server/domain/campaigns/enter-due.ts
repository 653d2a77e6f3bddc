import { z } from "zod";
import { type CommandContext, command } from "@/server/kernel/command";
import { cartTriggerOf, enterFromCarts } from "./enter-from-carts";
import { enterFromMoves, moveTriggerOf } from "./enter-from-moves";
import type { Entered } from "./entering";
import { alarmSet } from "./events";
import { armAlarm, clearAlarm, lockAlarm } from "./store/alarms";
import { type Campaign, holdCampaign } from "./store/versions";

/**
 * The campaign's alarm rang: takes in everybody whom its trigger lets in now, and sets the alarm for who is next. A ring
 * that comes too early, late, twice or for a campaign that is not running does no harm: one pass works at a time.
 */
export const enterDue = command({
  name: "campaigns.enter-due",
  permission: "campaigns:publish",
  input: z.object({ campaignId: z.uuid() }),
  async run(ctx, { campaignId }): Promise<{ entered: number; nextAt: string | null }> {
    const now = ctx.clock.now();
    const campaign = await holdCampaign(ctx.db, campaignId);
    const alarmAt = await lockAlarm(ctx.db, campaignId);
    if (alarmAt === undefined || alarmAt > now) return { entered: 0, nextAt: alarmAt?.toISOString() ?? null };
    await clearAlarm(ctx.db, campaignId);
    const { entered, next } =
      campaign.state === "active" ? await enter(ctx, campaign, now) : { entered: 0, next: undefined };
    if (!next) return { entered, nextAt: null };
    await armAlarm(ctx.db, campaignId, next, now);
    ctx.announce(alarmSet(campaignId, next));
    return { entered, nextAt: next.toISOString() };
  },
});

async function enter(ctx: CommandContext, campaign: Campaign, now: Date): Promise<Entered> {
  const cart = await cartTriggerOf(ctx.db, campaign, now);
  if (cart) return await enterFromCarts(ctx, cart, now);
  const move = await moveTriggerOf(ctx.db, campaign, now);
  return move ? await enterFromMoves(ctx, move, now) : { entered: 0, next: undefined };
}
