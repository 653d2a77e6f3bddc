import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Queryable } from "@/server/db/client";
import { campaigns } from "@/server/db/schema";
import { projectScope } from "@/server/domain/segments";
import { type CommandContext, command } from "@/server/kernel/command";
import { newUuid } from "@/server/platform/ids";
import { alarmSet, cohortReady } from "./events";
import { nextNodeId } from "./graph";
import { abandonedCart, abandonedCartSettings } from "./nodes/abandoned-cart/node";
import { armAlarm, clearAlarm, lockAlarm } from "./store/alarms";
import { type CartEntryRules, insertCartEntries, nextCartEntryAt } from "./store/cart-entries";
import { insertCohorts } from "./store/cohorts";
import { type Campaign, type CampaignVersion, getVersion, holdCampaign } from "./store/versions";
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

export type Entered = { entered: number; nextAt: string | null };

/**
 * The campaign's alarm rang: takes in everybody who is due as one cohort, and sets the alarm for who is next. A ring
 * that comes too early, late, twice or for a campaign that is not running does no harm.
 */
export const enterFromCarts = command({
  name: "campaigns.enter-from-carts",
  permission: "campaigns:publish",
  input: z.object({ campaignId: z.uuid() }),
  async run(ctx, { campaignId }): Promise<Entered> {
    const now = ctx.clock.now();
    const campaign = await holdCampaign(ctx.db, campaignId);
    const alarmAt = await lockAlarm(ctx.db, campaignId);
    if (alarmAt === undefined || alarmAt > now) return { entered: 0, nextAt: alarmAt?.toISOString() ?? null };
    const trigger = campaign.state === "active" ? await cartTriggerOf(ctx.db, campaign, now) : undefined;
    await clearAlarm(ctx.db, campaignId);
    if (!trigger) return { entered: 0, nextAt: null };
    const entered = await takeIn(ctx, trigger, now);
    const next = await nextCartEntryAt(ctx.db, trigger.rules, now);
    if (!next) return { entered, nextAt: null };
    const nextAt = new Date(Math.max(next.getTime(), now.getTime() + scanSpacingMs));
    await armAlarm(ctx.db, campaignId, nextAt, now);
    ctx.announce(alarmSet(campaignId, nextAt));
    return { entered, nextAt: nextAt.toISOString() };
  },
});

async function takeIn(
  ctx: CommandContext,
  { rules, version, triggerNodeId }: CartTrigger,
  now: Date,
): Promise<number> {
  const nodeId = nextNodeId(version.graph, triggerNodeId, "next");
  if (nodeId === undefined) throw new Error(`Nothing follows the trigger of campaign ${rules.campaignId}.`);
  const cohortId = newUuid();
  const size = await insertCartEntries(
    ctx.db,
    rules,
    { version: version.version, triggerNodeId, nodeId, cohortId },
    now,
  );
  if (size === 0) return 0;
  const { campaignId } = rules;
  await insertCohorts(ctx.db, [
    {
      id: cohortId,
      campaignId,
      version: version.version,
      nodeId,
      state: "ready",
      size,
      enteredAt: now,
      createdAt: now,
    },
  ]);
  ctx.announce(cohortReady(cohortId));
  return size;
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

async function listRunning(db: Queryable): Promise<string[]> {
  const rows = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(eq(campaigns.state, "active"))
    .orderBy(campaigns.id);
  return rows.map((row) => row.id);
}
