import { z } from "zod";
import type { Queryable } from "@/server/db/client";
import { projectScope } from "@/server/domain/segments";
import { type CommandContext, command } from "@/server/kernel/command";
import { type Entered, enterAsCohort } from "./entering";
import { alarmSet } from "./events";
import { abandonedCart, abandonedCartSettings } from "./nodes/abandoned-cart/node";
import { armAlarm } from "./store/alarms";
import { type CartEntryRules, insertCartEntries, nextCartEntryAt } from "./store/cart-entries";
import { type Campaign, type CampaignVersion, getVersion, holdCampaign, listRunning } from "./store/versions";
import { triggerOf } from "./validate-graph";

/** Carts that become due within this span share one scan: their letters are late by no more than that. */
const scanSpacingMs = 500;

interface CartTrigger {
  rules: CartEntryRules;
  version: CampaignVersion;
  triggerNodeId: string;
}

/** The cart trigger of a campaign's current version, or undefined where it starts by something else. */
export async function cartTriggerOf(
  db: Queryable,
  campaign: Campaign,
  now: Date,
): Promise<CartTrigger | undefined> {
  if (campaign.currentVersion === null) return undefined;
  const version = await getVersion(db, campaign.id, campaign.currentVersion);
  const node = triggerOf(version.graph);
  if (node?.kind !== abandonedCart.kind) return undefined;
  const trigger = abandonedCartSettings.parse(node.settings);
  const { minorPerMajor } = await projectScope(db, now);
  const minTotalMinor = trigger.min_total === null ? null : Math.round(trigger.min_total * minorPerMajor);
  const activatedAt = campaign.activatedAt ?? now;
  const rules = { campaignId: campaign.id, trigger, settings: version.settings, activatedAt, minTotalMinor };
  return { rules, version, triggerNodeId: node.id };
}

/** Takes in everybody whose cart is due as one cohort; answers when the next one may be. */
export async function enterFromCarts(
  ctx: CommandContext,
  { rules, version, triggerNodeId }: CartTrigger,
  now: Date,
): Promise<Entered> {
  const entered = await enterAsCohort(
    ctx,
    { campaignId: rules.campaignId, version, triggerNodeId },
    (entry) => insertCartEntries(ctx.db, rules, entry, now),
  );
  const next = await nextCartEntryAt(ctx.db, rules, now);
  return { entered, next: next && new Date(Math.max(next.getTime(), now.getTime() + scanSpacingMs)) };
}

/**
 * Carts have changed: every running campaign that starts by them will look when the first of them may be due. Told
 * nothing about when they were touched, it looks at once; a look that finds nobody costs one statement.
 */
export const watchCarts = command({
  name: "campaigns.watch-carts",
  permission: "campaigns:publish",
  input: z.object({ earliestActionAt: z.coerce.date().optional() }),
  async run(ctx, { earliestActionAt }): Promise<{ alarms: number }> {
    const now = ctx.clock.now();
    let alarms = 0;
    for (const id of await listRunning(ctx.db)) {
      const campaign = await holdCampaign(ctx.db, id);
      const trigger = campaign.state === "active" ? await cartTriggerOf(ctx.db, campaign, now) : undefined;
      if (!trigger) continue;
      const idleMs = trigger.rules.trigger.idle_seconds * 1000;
      const dueAt = new Date(Math.max(now.getTime(), (earliestActionAt?.getTime() ?? 0) + idleMs));
      const ringsAt = await armAlarm(ctx.db, id, dueAt, now);
      if (!ringsAt) continue;
      ctx.announce(alarmSet(id, ringsAt));
      alarms += 1;
    }
    return { alarms };
  },
});
