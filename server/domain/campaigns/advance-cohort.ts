import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import { matches, scopeOf } from "@/server/domain/segments";
import { isReadUpTo } from "@/server/domain/tracking";
import { command } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { alarmSet, cohortReady, cohortReadyData } from "./events";
import { findNode } from "./graph";
import { along, constant, leaving, type Work } from "./node-work";
import type { Decision } from "./nodes/kind";
import { getNodeKind } from "./nodes/registry";
import { planLetters } from "./plan-letters";
import { armAlarm } from "./store/alarms";
import * as cohorts from "./store/cohorts";
import { getVersion, holdCampaign } from "./store/versions";

/** What became of a call. Small on purpose: the engine stores it with the run. */
export type Advance =
  | { state: "done" }
  | { state: "paused" }
  | { state: "waiting"; dueAt: string }
  /** Events received before the cohort came here are still unread: ask again shortly. */
  | { state: "behind"; retryAt: string }
  | { state: "moved"; left: Record<string, number>; children: number };

const retryMs = 500;
/** `patient`: a filter may be put off while the log of events has not been read up to it. */
const advanceInput = cohortReadyData.extend({ patient: z.boolean().default(false) });

/**
 * Does the work of the node a cohort stands on and moves its people on: a constant number of statements for one person
 * or a hundred thousand. May be called at any time, twice, and at once: a cohort moves on once, and not before it is due.
 */
export async function advanceCohort(ctx: Context, input: z.input<typeof advanceInput>): Promise<Advance> {
  const cohort = await cohorts.findCohort(ctx.db, input.cohortId);
  if (!cohort || cohort.state === "done") return { state: "done" };
  // A letter's ledger row lies in the month its cohort came to the node in.
  const months = [cohort.enteredAt, ctx.clock.now()];
  for (const table of ["messages", "message_events"] as const)
    await ensurePartitions(ctx.db as Db, table, months);
  return advance(ctx, input);
}

const advance = command({
  name: "campaigns.advance-cohort",
  permission: "campaigns:publish",
  input: advanceInput,
  async run(ctx, { cohortId, patient }): Promise<Advance> {
    const now = ctx.clock.now();
    const found = await cohorts.findCohort(ctx.db, cohortId);
    if (!found) return { state: "done" };
    // The campaign before the cohort, as stopping does: the other order could deadlock with it.
    const campaign = await holdCampaign(ctx.db, found.campaignId);
    const cohort = await cohorts.lockCohort(ctx.db, cohortId);
    if (!cohort || cohort.state === "done") return { state: "done" };
    if (campaign.state === "paused") return { state: "paused" };
    if (cohort.dueAt && cohort.dueAt > now) return { state: "waiting", dueAt: cohort.dueAt.toISOString() };
    const version = await getVersion(ctx.db, cohort.campaignId, cohort.version);
    const node = findNode(version.graph, cohort.nodeId);
    if (!node)
      throw new Error(
        `Version ${cohort.version} of campaign ${cohort.campaignId} has no node ${cohort.nodeId}.`,
      );
    const decision = getNodeKind(node.kind).decide(node.settings, { enteredAt: cohort.enteredAt, now });
    // Judging by what was not read yet would write to her who has just bought.
    if (decision.do === "split" && patient && !(await isReadUpTo(ctx.db, cohort.enteredAt)))
      return { state: "behind", retryAt: new Date(now.getTime() + retryMs).toISOString() };
    return carryOut({ ctx, now, cohort, campaign, version, node }, decision);
  },
});

async function carryOut(work: Work, decision: Decision): Promise<Advance> {
  switch (decision.do) {
    case "wait":
      await cohorts.letWait(work.ctx.db, work.cohort.id, decision.until);
      return { state: "waiting", dueAt: decision.until.toISOString() };
    case "go":
      return move(work, { port: constant(decision.port), targets: [along(work, decision.port)] });
    case "split": {
      const scope = {
        ...(await scopeOf(work.ctx.db, decision.rule, work.now)),
        participant: cohorts.participantScope,
      };
      const port = sql`case when ${matches(decision.rule, scope)} then 'yes' else 'no' end`;
      return move(work, { port, targets: [along(work, "yes"), along(work, "no")] });
    }
    case "send":
      return move(work, await planLetters(work, decision));
    case "leave":
      return move(work, { port: constant("exit"), targets: [leaving("exit", "exited", null)] });
  }
}

async function move(work: Work, how: Pick<cohorts.Move, "port" | "joins" | "targets">): Promise<Advance> {
  const { ctx, cohort, now } = work;
  const targets = [...how.targets, leaving("gone", "dropped", "customer_gone")];
  const left = await cohorts.moveParticipants(ctx.db, { ...how, targets, cohort, now });
  const children = targets.flatMap(({ port, nodeId, cohortId }) => {
    const size = left.get(port) ?? 0;
    if (nodeId === null || cohortId === null || size === 0) return [];
    const { campaignId, version, id } = cohort;
    return [
      {
        id: cohortId,
        campaignId,
        version,
        nodeId,
        state: "ready",
        size,
        enteredAt: now,
        parentId: id,
        createdAt: now,
      },
    ];
  });
  await cohorts.insertCohorts(ctx.db, children);
  await cohorts.closeCohorts(ctx.db, [cohort.id], now);
  for (const child of children) ctx.announce(cohortReady(child.id));
  const someoneLeft = targets.some((target) => target.nodeId === null && left.has(target.port));
  if (someoneLeft) await ringSoon(work);
  return { state: "moved", left: Object.fromEntries(left), children: children.length };
}

/** Who has come to an end may be allowed in again: a newer cart of hers may have waited for just that. */
async function ringSoon({ ctx, campaign, now }: Work): Promise<void> {
  if (campaign.state !== "active") return;
  const ringsAt = await armAlarm(ctx.db, campaign.id, now, now);
  if (ringsAt) ctx.announce(alarmSet(campaign.id, ringsAt));
}
