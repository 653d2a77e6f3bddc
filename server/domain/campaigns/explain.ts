import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Queryable, toDate, toDateOrNull } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { notFound } from "@/server/platform/errors";
import { cartTriggerOf } from "./enter-from-carts";
import { moveTriggerOf } from "./enter-from-moves";
import { cartConditions, type EntryCondition, moveConditions } from "./model";
import { askCartChecks } from "./store/cart-entries";
import { findCursor } from "./store/cursors";
import { askMoveChecks } from "./store/move-entries";
import { type Campaign, getCampaign, listVersions } from "./store/versions";

/** Why she is not in, or not in again: the first condition that fails, in the words of the entry rules. */
export type EntryRefusal = EntryCondition | "campaign_not_active" | "trigger_of_other_kind";
export interface EntryExplanation {
  /** True when the next scan will take her in. */
  wouldEnter: boolean;
  refusal: EntryRefusal | null;
  /** What the conditions are about. */
  about: "cart" | "move";
  /** Every condition, held or not; null where there is nothing to ask (no cart, no move). */
  checks: { condition: EntryCondition; holds: boolean | null }[];
  /** When her cart counts as abandoned. */
  dueAt: Date | null;
  /** Her last move of the kind that the trigger waits for. */
  movedAt: Date | null;
}
export interface ExplainedStep {
  nodeId: string;
  name: string;
  kind: string;
  enteredAt: Date;
  /** Null while she stands there. */
  leftAt: Date | null;
  outcome: string | null;
  reason: string | null;
}
export interface ExplainedMessage {
  id: string;
  nodeId: string | null;
  channel: string;
  state: string;
  reason: string | null;
  detail: string | null;
  subject: string | null;
  plannedAt: Date;
  acceptedAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
}
export interface ExplainedEntry {
  participantId: number;
  version: number;
  state: string;
  reason: string | null;
  enteredAt: Date;
  finishedAt: Date | null;
  waitingUntil: Date | null;
  path: ExplainedStep[];
  messages: ExplainedMessage[];
}

/** Why she did or did not get something of this campaign: her entries with path and letters, and whether she could enter now. */
export const explainCustomer = query({
  name: "campaigns.explain-customer",
  permission: "reports:read",
  input: z.object({ campaignId: z.uuid(), customerId: z.number().int().positive() }),
  async run(
    ctx,
    { campaignId, customerId },
  ): Promise<{ entries: ExplainedEntry[]; entering: EntryExplanation }> {
    const campaign = await getCampaign(ctx.db, campaignId);
    const [known] = await ctx.db.execute(sql`select 1 from customers where id = ${customerId}::bigint`);
    if (!known) throw notFound("customer", `cus_${customerId}`);
    return {
      entries: await readEntries(ctx.db, campaign, customerId),
      entering: await explainEntering(ctx.db, campaign, customerId, ctx.clock.now()),
    };
  },
});

async function explainEntering(
  db: Queryable,
  campaign: Campaign,
  customerId: number,
  now: Date,
): Promise<EntryExplanation> {
  const cart = await cartTriggerOf(db, campaign, now);
  if (cart) {
    const { dueAt, checks } = await askCartChecks(db, cart.rules, customerId, now);
    return { ...judged(campaign, cartConditions, checks), about: "cart", dueAt, movedAt: null };
  }
  const move = await moveTriggerOf(db, campaign, now);
  if (move) {
    const cursor = await findCursor(db, campaign.id);
    const position = cursor?.source === move.source ? cursor.position : undefined;
    const { checks, movedAt } = await askMoveChecks(db, move.rules, { customerId, position, now });
    return { ...judged(campaign, moveConditions, checks), about: "move", dueAt: null, movedAt };
  }
  const refusal = campaign.currentVersion === null ? "campaign_not_active" : "trigger_of_other_kind";
  return { wouldEnter: false, refusal, about: "cart", checks: [], dueAt: null, movedAt: null };
}

function judged<Condition extends EntryCondition>(
  campaign: Campaign,
  conditions: readonly Condition[],
  answers: Record<Condition, boolean | null>,
): Pick<EntryExplanation, "wouldEnter" | "refusal" | "checks"> {
  const checks = conditions.map((condition) => ({ condition, holds: answers[condition] ?? null }));
  const failed = checks.find(({ holds }) => holds !== true)?.condition ?? null;
  const refusal = campaign.state === "active" ? failed : "campaign_not_active";
  return { wouldEnter: refusal === null, refusal, checks };
}

type EntryRow = {
  id: number;
  version: number;
  state: string;
  reason: string | null;
  node_id: string;
  entered_at: string;
  node_entered_at: string;
  finished_at: string | null;
  due_at: string | null;
};
type StepRow = {
  participant_id: number;
  node_id: string;
  entered_at: string;
  left_at: string;
  outcome: string;
  reason: string | null;
};
type MessageRow = Record<"planned_at" | "id" | "channel" | "state", string> &
  Record<
    "node_id" | "reason" | "detail" | "subject" | "accepted_at" | "opened_at" | "clicked_at",
    string | null
  > & {
    participant_id: number;
  };

async function readEntries(db: Queryable, campaign: Campaign, customerId: number): Promise<ExplainedEntry[]> {
  const mine = sql`customer_id = ${customerId}::bigint`;
  const rows = await db.execute<EntryRow>(sql`
    select p.id, p.version, p.state, p.reason, p.node_id, p.entered_at::text as entered_at, p.node_entered_at::text as node_entered_at,
      p.finished_at::text as finished_at, case when p.state = 'active' then c.due_at::text end as due_at
    from campaign_participants p left join campaign_cohorts c on c.id = p.cohort_id
    where p.${mine} and p.campaign_id = ${campaign.id}::uuid order by p.entered_at desc, p.id desc limit 100`);
  const steps = await db.execute<StepRow>(sql`
    select participant_id, node_id, entered_at::text as entered_at, left_at::text as left_at, outcome, reason
    from campaign_steps where ${mine} and campaign_id = ${campaign.id}::uuid order by left_at, entered_at`);
  const letters = await db.execute<MessageRow>(sql`
    select participant_id, id, node_id, channel, state, reason, detail, subject, planned_at::text as planned_at,
      accepted_at::text as accepted_at, first_opened_at::text as opened_at, first_clicked_at::text as clicked_at
    from messages where ${mine} and source_kind = 'campaign' and source_id = ${campaign.id} order by planned_at`);
  const versions = await listVersions(db, campaign.id);
  return [...rows].map((row) => {
    const nodes = new Map(
      versions.find((one) => one.version === row.version)?.graph.nodes.map((node) => [node.id, node]),
    );
    const named = (nodeId: string) => ({
      nodeId,
      name: nodes.get(nodeId)?.name ?? "",
      kind: nodes.get(nodeId)?.kind ?? "",
    });
    const path: ExplainedStep[] = [...steps]
      .filter((step) => step.participant_id === row.id)
      .map((step) => ({
        ...named(step.node_id),
        enteredAt: toDate(step.entered_at),
        leftAt: toDate(step.left_at),
        outcome: step.outcome,
        reason: step.reason,
      }));
    if (row.state === "active")
      path.push({
        ...named(row.node_id),
        enteredAt: toDate(row.node_entered_at),
        leftAt: null,
        outcome: null,
        reason: null,
      });
    return {
      participantId: row.id,
      version: row.version,
      state: row.state,
      reason: row.reason,
      enteredAt: toDate(row.entered_at),
      finishedAt: toDateOrNull(row.finished_at),
      waitingUntil: toDateOrNull(row.due_at),
      path,
      messages: [...letters].filter((letter) => letter.participant_id === row.id).map(messageOf),
    };
  });
}

const messageOf = (row: MessageRow): ExplainedMessage => ({
  id: row.id,
  nodeId: row.node_id,
  channel: row.channel,
  state: row.state,
  reason: row.reason,
  detail: row.detail,
  subject: row.subject,
  plannedAt: toDate(row.planned_at),
  acceptedAt: toDateOrNull(row.accepted_at),
  openedAt: toDateOrNull(row.opened_at),
  clickedAt: toDateOrNull(row.clicked_at),
});
