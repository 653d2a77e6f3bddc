import { eq, sql } from "drizzle-orm";
import { instantParam, type Tx } from "@/server/db/client";
import { campaigns } from "@/server/db/schema";
import { cancelPlanned } from "@/server/domain/messages";
import { type CommandContext, command } from "@/server/kernel/command";
import { conflict } from "@/server/platform/errors";
import { again, cohortReady } from "./events";
import { type CampaignVerb, stateAfter } from "./model";
import { noteReferences } from "./references";
import { campaignRef, stopInput } from "./schema";
import { startWatching } from "./start-watching";
import { clearAlarm } from "./store/alarms";
import { type Campaign, getCampaign, lockCampaign } from "./store/versions";

/** Nobody enters or moves on; the clock keeps running, so that who becomes due meanwhile goes on at once afterwards. */
export const pauseCampaign = command({
  name: "campaigns.pause",
  permission: "campaigns:publish",
  input: campaignRef,
  async run(ctx, { id }) {
    await change(ctx, await lockCampaign(ctx.db, id), "pause", { pausedAt: ctx.clock.now() });
    await clearAlarm(ctx.db, id);
    return getCampaign(ctx.db, id);
  },
});

export const resumeCampaign = command({
  name: "campaigns.resume",
  permission: "campaigns:publish",
  input: campaignRef,
  async run(ctx, { id }) {
    await change(ctx, await lockCampaign(ctx.db, id), "resume", { pausedAt: null });
    // Their runs ended when they met the pause; those still asleep wake by themselves.
    for (const cohortId of await overdueCohorts(ctx.db, id, ctx.clock.now()))
      ctx.announce(again(cohortReady(cohortId)));
    await startWatching(ctx, id, { isStart: false });
    return getCampaign(ctx.db, id);
  },
});

/** Nobody enters any more. People on their way finish it, or are taken out where they stand. */
export const stopCampaign = command({
  name: "campaigns.stop",
  permission: "campaigns:publish",
  input: stopInput,
  async run(ctx, { id, inFlight }) {
    const campaign = await lockCampaign(ctx.db, id);
    const isDrop = inFlight === "drop";
    const dropped = isDrop ? await dropEverybody(ctx.db, id, ctx.clock.now()) : 0;
    const cancelled = isDrop ? await cancelPlanned(ctx.db, { kind: "campaign", id }, ctx.clock.now()) : 0;
    await change(ctx, campaign, "stop", { pausedAt: null }, { inFlight, dropped, cancelled });
    await clearAlarm(ctx.db, id);
    if (campaign.state === "paused" && inFlight === "finish")
      for (const cohortId of await overdueCohorts(ctx.db, id, ctx.clock.now()))
        ctx.announce(again(cohortReady(cohortId)));
    return getCampaign(ctx.db, id);
  },
});

async function change(
  ctx: CommandContext,
  campaign: Campaign,
  verb: CampaignVerb,
  set: Partial<typeof campaigns.$inferInsert>,
  facts: Record<string, unknown> = {},
): Promise<void> {
  const state = stateAfter(campaign.state, verb);
  if (!state) throw conflict(`The campaign is ${campaign.state}; it cannot ${verb} from there.`);
  await ctx.db
    .update(campaigns)
    .set({ ...set, state, updatedAt: ctx.clock.now() })
    .where(eq(campaigns.id, campaign.id));
  await noteReferences(ctx.db, campaign.id);
  ctx.audit({
    subjectType: "campaign",
    subjectId: campaign.id,
    changes: { state: { from: campaign.state, to: state }, ...facts },
  });
}

async function overdueCohorts(tx: Tx, campaignId: string, now: Date): Promise<string[]> {
  const rows = await tx.execute<{ id: string }>(sql`
    select id from campaign_cohorts
    where campaign_id = ${campaignId}::uuid and (state = 'ready' or (state = 'waiting' and due_at <= ${instantParam(now)}))`);
  return [...rows].map((row) => row.id);
}

/** The campaign's row is held for update, so no cohort moves meanwhile. */
async function dropEverybody(tx: Tx, campaignId: string, now: Date): Promise<number> {
  const [row] = await tx.execute<{ count: number }>(sql`
    with dropped as (
      update campaign_participants set state = 'dropped', reason = 'campaign_stopped', finished_at = ${instantParam(now)}
      where campaign_id = ${campaignId}::uuid and state = 'active'
      returning customer_id, id, node_id, campaign_id, version, node_entered_at
    ),
    noted as (
      insert into campaign_steps (customer_id, participant_id, node_id, campaign_id, version, entered_at, left_at, outcome, reason)
      select customer_id, id, node_id, campaign_id, version, node_entered_at, ${instantParam(now)}, 'drop', 'campaign_stopped'
      from dropped
      on conflict do nothing
    ),
    closed as (
      update campaign_cohorts set state = 'done', finished_at = ${instantParam(now)}
      where campaign_id = ${campaignId}::uuid and state <> 'done'
    )
    select count(*)::int as count from dropped`);
  return row?.count ?? 0;
}
