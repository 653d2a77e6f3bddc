import { z } from "zod";
import type { Queryable } from "@/server/db/client";
import { keepLive } from "@/server/domain/segments";
import { type CommandContext, command } from "@/server/kernel/command";
import { type Entered, enterAsCohort } from "./entering";
import { alarmSet } from "./events";
import { rfmTransition, rfmTransitionSettings } from "./nodes/rfm-transition/node";
import { segmentEntered, segmentLeft, segmentMoveSettings } from "./nodes/segment-move/node";
import { armAlarm } from "./store/alarms";
import { defaultModelId, endOfMoves, findCursor, knowsMembers, saveCursor } from "./store/cursors";
import { insertMoveEntries, type MoveEntryRules, movesPast, presentMembers } from "./store/move-entries";
import { type Campaign, type CampaignVersion, getVersion, holdCampaign, listRunning } from "./store/versions";
import { triggerOf } from "./validate-graph";

interface MoveTrigger {
  rules: MoveEntryRules;
  /** Whose moves its cursor counts. */
  source: string;
  version: CampaignVersion;
  triggerNodeId: string;
}

/** The trigger of a campaign's current version, or undefined where it starts by something else than moves. */
export async function moveTriggerOf(
  db: Queryable,
  campaign: Campaign,
  now: Date,
): Promise<MoveTrigger | undefined> {
  if (campaign.currentVersion === null) return undefined;
  const version = await getVersion(db, campaign.id, campaign.currentVersion);
  const node = triggerOf(version.graph);
  const trigger = node && (await settingsOf(db, node.kind, node.settings));
  if (!node || !trigger) return undefined;
  return {
    rules: {
      campaignId: campaign.id,
      trigger,
      settings: version.settings,
      activatedAt: campaign.activatedAt ?? now,
    },
    source: `${trigger.of === "rfm" ? "rfm" : trigger.kind}:${trigger.id}`,
    version,
    triggerNodeId: node.id,
  };
}

async function settingsOf(
  db: Queryable,
  kind: string,
  raw: unknown,
): Promise<MoveEntryRules["trigger"] | undefined> {
  if (kind === segmentEntered.kind || kind === segmentLeft.kind) {
    const { segment, on_edit, lifetime_days } = segmentMoveSettings.parse(raw);
    return {
      of: "segment",
      id: segment,
      kind: kind === segmentEntered.kind ? "entered" : "left",
      node: kind,
      countsEdits: on_edit,
      lifetimeDays: lifetime_days,
    };
  }
  if (kind !== rfmTransition.kind) return undefined;
  const { model, on_edit, lifetime_days, ...way } = rfmTransitionSettings.parse(raw);
  const id = model ?? (await defaultModelId(db));
  if (id === undefined) return undefined;
  return { of: "rfm", id, way, node: kind, countsEdits: on_edit, lifetimeDays: lifetime_days };
}

/**
 * From here on moves count. A start begins at the end of what was noted so far, or, where those whom it fits already are to
 * enter, with the segment's members or the last computation; going on keeps the place. A segment is kept current for it.
 */
export async function beginWithMoves(
  ctx: CommandContext,
  campaign: Campaign,
  { isStart }: { isStart: boolean },
): Promise<void> {
  const now = ctx.clock.now();
  const trigger = await moveTriggerOf(ctx.db, campaign, now);
  if (!trigger) return;
  const { rules, source } = trigger;
  if (rules.trigger.of === "segment") await keepLive(ctx, rules.trigger.id);
  const cursor = await findCursor(ctx.db, campaign.id);
  if (!isStart && cursor?.source === source) return;
  const end = await endOfMoves(ctx.db, rules.trigger);
  const takesPresent = isStart && rules.settings.include_existing;
  await saveCursor(ctx.db, {
    campaignId: campaign.id,
    source,
    position: takesPresent && rules.trigger.of === "rfm" ? Math.max(0, end - 1) : end,
    awaitsMembers: takesPresent && source.startsWith("entered:"),
    movedAt: now,
  });
}

/** Takes in, as one cohort, everybody whose move is past the cursor, and moves the cursor on in the same transaction. */
export async function enterFromMoves(ctx: CommandContext, trigger: MoveTrigger, now: Date): Promise<Entered> {
  const { rules, source, version, triggerNodeId } = trigger;
  const cursor = await findCursor(ctx.db, rules.campaignId);
  const upTo = await endOfMoves(ctx.db, rules.trigger);
  if (cursor?.source !== source) {
    // Another model became the default one: what it found before is not what people did since.
    const { campaignId } = rules;
    await saveCursor(ctx.db, { campaignId, source, position: upTo, awaitsMembers: false, movedAt: now });
    return { entered: 0, next: undefined };
  }
  const takesMembers = cursor.awaitsMembers && (await knowsMembers(ctx.db, rules.trigger.id));
  const isBehind = upTo > cursor.position;
  if (!takesMembers && !isBehind) return { entered: 0, next: undefined };
  const where = { campaignId: rules.campaignId, version, triggerNodeId };
  const entered = await enterAsCohort(ctx, where, async (entry) => {
    const take = (moves: Parameters<typeof insertMoveEntries>[2]["moves"]) =>
      insertMoveEntries(ctx.db, rules, { moves, entry, now });
    const present = takesMembers ? await take(presentMembers(rules, now)) : 0;
    return present + (isBehind ? await take(movesPast(rules, cursor, upTo)) : 0);
  });
  await saveCursor(ctx.db, {
    ...cursor,
    position: Math.max(upTo, cursor.position),
    awaitsMembers: cursor.awaitsMembers && !takesMembers,
    movedAt: now,
  });
  return { entered, next: undefined };
}

/**
 * Moves were noted, or nobody knows: every running campaign that begins by moves and is behind looks at once. One that is
 * not behind costs two look-ups.
 */
export const watchMoves = command({
  name: "campaigns.watch-moves",
  permission: "campaigns:publish",
  input: z.object({}),
  async run(ctx): Promise<{ alarms: number }> {
    const now = ctx.clock.now();
    let alarms = 0;
    for (const id of await listRunning(ctx.db)) {
      const campaign = await holdCampaign(ctx.db, id);
      const trigger = campaign.state === "active" ? await moveTriggerOf(ctx.db, campaign, now) : undefined;
      if (!trigger || !(await isBehind(ctx.db, trigger))) continue;
      const ringsAt = await armAlarm(ctx.db, id, now, now);
      if (!ringsAt) continue;
      ctx.announce(alarmSet(id, ringsAt));
      alarms += 1;
    }
    return { alarms };
  },
});

async function isBehind(db: Queryable, { rules, source }: MoveTrigger): Promise<boolean> {
  const cursor = await findCursor(db, rules.campaignId);
  if (cursor?.source !== source) return true;
  if (cursor.awaitsMembers && (await knowsMembers(db, rules.trigger.id))) return true;
  return (await endOfMoves(db, rules.trigger)) > cursor.position;
}
