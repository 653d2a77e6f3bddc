import { sql } from "drizzle-orm";
import { type Db, instantParam, jsonParam } from "@/server/db/client";
import { refreshAttribution } from "@/server/domain/analytics";
import { createCampaign, getCampaign, publishCampaign, saveDraft } from "@/server/domain/campaigns";
import { sandboxChannel } from "@/server/domain/channels";
import { dispatchDue, planMessages } from "@/server/domain/messages";
import type { Context } from "@/server/kernel/context";
import { systemClock } from "@/server/platform/clock";
import { newUuid } from "@/server/platform/ids";
import { logger } from "@/server/platform/logger";
import { campaignDays, campaignTiming, type DemoEpisode, type DemoLetter } from "./episodes";
import { type Load, pictureUrl, productUrl } from "./load";

const day = 86_400_000;
/** So that whoever tries the demo shop gets her letter while she watches. */
const quickTiming = { idleSeconds: 60, firstWaitSeconds: 15 };

/**
 * Five weeks of the abandoned-cart campaign. The ledger is written by the product's own planning and dispatching (into
 * the sandbox, whatever channel is configured), then set back to when it would have happened; opens, clicks and
 * attributions follow. Whoever is still between two letters goes on for real.
 */
export async function loadCampaign(db: Db, load: Load): Promise<{ entries: number; letters: number }> {
  const ctx: Context = {
    actor: { kind: "system", label: "demo" },
    door: "script",
    clock: systemClock,
    db,
    log: logger,
  };
  const { id } = await createCampaign(ctx, {
    name: "Abandoned cart",
    recipe: "abandoned-cart",
    recipeSettings: {
      idle_seconds: campaignTiming.idleSeconds,
      first_wait_seconds: campaignTiming.firstWaitSeconds,
      second_wait_seconds: campaignTiming.secondWaitSeconds,
    },
    activate: true,
  });
  const startedAt = new Date(load.options.now.getTime() - campaignDays * day);
  await db.execute(
    sql`update campaigns set activated_at = ${instantParam(startedAt)}, created_at = ${instantParam(startedAt)} where id = ${id}::uuid`,
  );
  await db.execute(
    sql`update campaign_versions set published_at = ${instantParam(startedAt)} where campaign_id = ${id}::uuid`,
  );
  const rows = load.customers.flatMap((customer, i) =>
    customer.episodes.map((episode) => ({
      episode,
      customerId: load.customerIds[i] ?? 0,
      cohortId: newUuid(),
    })),
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`insert into campaign_cohorts (id, campaign_id, version, node_id, state, size, entered_at, due_at, finished_at)
      select c.id, ${id}::uuid, 1, c.node, c.state, 1, c.entered_at, c.due_at, c.finished_at
      from jsonb_to_recordset(${jsonParam(rows.map(cohortOf))}) as c(id uuid, node text, state text, entered_at timestamptz, due_at timestamptz, finished_at timestamptz)`);
    await tx.execute(sql`insert into campaign_participants (customer_id, campaign_id, version, trigger_key, node_id, cohort_id, state, context, entered_at, node_entered_at, finished_at)
      select p.customer_id, ${id}::uuid, 1, p.trigger_key, p.node, p.cohort_id, p.state, p.context, p.entered_at, p.node_entered_at, p.finished_at
      from jsonb_to_recordset(${jsonParam(rows.map((row) => participantOf(load, row)))}) as p(customer_id bigint, trigger_key text, node text, cohort_id uuid, state text, context jsonb, entered_at timestamptz, node_entered_at timestamptz, finished_at timestamptz)`);
    await tx.execute(sql`insert into campaign_steps (customer_id, participant_id, node_id, campaign_id, version, entered_at, left_at, outcome)
      select p.customer_id, p.id, s.node, ${id}::uuid, 1, s.entered_at, s.left_at, s.outcome
      from jsonb_to_recordset(${jsonParam(rows.flatMap(stepsOf))}) as s(cohort_id uuid, node text, entered_at timestamptz, left_at timestamptz, outcome text)
      join campaign_participants p on p.cohort_id = s.cohort_id`);
    for (const node of ["reminder", "last-call"] as const)
      await planLetters(tx, id, node, rows, load.options.now);
  });
  const sent = await dispatchDue(ctx, { channel: sandboxChannel(), limit: 100_000, budgetMs: 300_000 });
  await setBack(db, id);
  await engage(db, id, rows);
  await trouble(db, id);
  const people = [...new Set(rows.map((row) => row.customerId))];
  await db.transaction((tx) => refreshAttribution(tx, people, load.options.now));
  await db.execute(sql`delete from outbox where name = 'messages/message.planned'`);
  await quicken(ctx, id);
  return { entries: rows.length, letters: sent.accepted };
}

interface Row {
  episode: DemoEpisode;
  customerId: number;
  cohortId: string;
}
const after = (at: Date, seconds: number) => new Date(at.getTime() + seconds * 1000);
const remindedAt = (episode: DemoEpisode) => after(episode.enteredAt, campaignTiming.firstWaitSeconds);
const secondAt = (episode: DemoEpisode) => after(remindedAt(episode), campaignTiming.secondWaitSeconds);
/** Bought before the second letter: the second filter sent her out. */
const leftBySecondFilter = (episode: DemoEpisode) =>
  episode.waitsUntil === null && episode.letters.length === 1;

const cohortOf = ({ episode, cohortId }: Row) => ({
  id: cohortId,
  node: episode.waitsUntil ? "second-wait" : leftBySecondFilter(episode) ? "second-check" : "last-call",
  state: episode.waitsUntil ? "waiting" : "done",
  entered_at: episode.waitsUntil ? remindedAt(episode) : secondAt(episode),
  due_at: episode.waitsUntil,
  finished_at: episode.waitsUntil ? null : secondAt(episode),
});

function participantOf(load: Load, { episode, customerId, cohortId }: Row) {
  const items = episode.lines.map((line) => ({
    productId: line.product.code,
    name: line.product.name,
    quantity: line.quantity,
    priceMinor: line.priceMinor,
    url: productUrl(load, line.product.code),
    imageUrl: pictureUrl(load, line.product.code),
    category: line.product.category,
  }));
  const cohort = cohortOf({ episode, customerId, cohortId });
  return {
    customer_id: customerId,
    trigger_key: `cart/${episode.lastActionAt.toISOString().slice(0, -1)}000Z`,
    node: cohort.node,
    cohort_id: cohortId,
    state: episode.waitsUntil ? "active" : "finished",
    context: {
      cart: {
        container: "cart",
        items,
        itemsCount: items.reduce((sum, item) => sum + item.quantity, 0),
        totalMinor: items.reduce((sum, item) => sum + item.priceMinor * item.quantity, 0),
        currency: "RUB",
        cartUrl: `${load.options.baseUrl}/demo/shop/cart`,
        startedAt: episode.startedAt,
        lastActionAt: episode.lastActionAt,
      },
      trigger: { kind: "abandoned-cart", occurred_at: episode.lastActionAt },
    },
    entered_at: episode.enteredAt,
    node_entered_at: cohort.entered_at,
    finished_at: cohort.finished_at,
  };
}

function stepsOf({ episode, cohortId }: Row) {
  const step = (node: string, enteredAt: Date, leftAt: Date, outcome: string) => ({
    cohort_id: cohortId,
    node,
    entered_at: enteredAt,
    left_at: leftAt,
    outcome,
  });
  const first = remindedAt(episode);
  const second = secondAt(episode);
  const steps = [
    step("cart", episode.enteredAt, episode.enteredAt, "next"),
    step("first-wait", episode.enteredAt, first, "next"),
    step("first-check", first, first, "yes"),
    step("reminder", first, first, "next"),
  ];
  if (episode.waitsUntil) return steps;
  steps.push(step("second-wait", first, second, "next"));
  if (leftBySecondFilter(episode)) return [...steps, step("second-check", second, second, "no")];
  return [...steps, step("second-check", second, second, "yes"), step("last-call", second, second, "next")];
}

type Tx = Parameters<typeof planMessages>[0];

async function planLetters(
  tx: Tx,
  campaignId: string,
  node: DemoLetter["node"],
  rows: readonly Row[],
  now: Date,
): Promise<void> {
  const sent = rows.flatMap(({ episode, cohortId }) =>
    episode.letters
      .filter((letter) => letter.node === node)
      .map((letter) => ({ cohort_id: cohortId, at: letter.sentAt })),
  );
  const [template] = await tx.execute<{ id: string }>(
    sql`select id from templates where code = ${node === "reminder" ? "cart-reminder" : "cart-last-call"}`,
  );
  if (!template || sent.length === 0) return;
  await planMessages(tx, {
    source: { kind: "campaign", id: campaignId, version: 1, nodeId: node },
    recipients: sql`select p.customer_id, p.id as participant_id, s.at as planned_at, p.context
      from jsonb_to_recordset(${jsonParam(sent)}) as s(cohort_id uuid, at timestamptz) join campaign_participants p on p.cohort_id = s.cohort_id`,
    channel: "email",
    templateId: template.id,
    now,
  });
}

/** The ledger says when things would have happened, not when this script wrote them. */
async function setBack(db: Db, campaignId: string): Promise<void> {
  await db.execute(sql`update messages set created_at = planned_at, updated_at = planned_at, not_before = planned_at, claimed_at = planned_at, first_attempt_at = planned_at,
      accepted_at = case when accepted_at is null then null else planned_at + interval '1 second' end,
      delivered_at = case when delivered_at is null then null else planned_at + interval '3 seconds' end
    where source_id = ${campaignId}`);
  await db.execute(sql`update message_events e set at = m.planned_at + case e.kind when 'planned' then interval '0' when 'skipped' then interval '0' when 'delivered' then interval '3 seconds' else interval '1 second' end
    from messages m where m.source_id = ${campaignId} and m.id = e.message_id and m.customer_id = e.customer_id`);
}

async function engage(db: Db, campaignId: string, rows: readonly Row[]): Promise<void> {
  const hits = rows.flatMap(({ episode, customerId }) =>
    episode.letters.flatMap((letter) => [
      ...(letter.openedAt
        ? [
            {
              customer_id: customerId,
              node: letter.node,
              sent_at: letter.sentAt,
              kind: "opened",
              at: letter.openedAt,
            },
          ]
        : []),
      ...(letter.clickedAt
        ? [
            {
              customer_id: customerId,
              node: letter.node,
              sent_at: letter.sentAt,
              kind: "clicked",
              at: letter.clickedAt,
            },
          ]
        : []),
    ]),
  );
  const drawn = sql`jsonb_to_recordset(${jsonParam(hits)}) as h(customer_id bigint, node text, sent_at timestamptz, kind text, at timestamptz)
    join messages m on m.customer_id = h.customer_id and m.source_id = ${campaignId} and m.node_id = h.node and m.planned_at = h.sent_at and m.state = 'delivered'`;
  await db.execute(sql`insert into message_events (customer_id, at, id, message_id, planned_at, kind, link_no, url)
    select m.customer_id, h.at, gen_random_uuid(), m.id, m.planned_at, h.kind, case when h.kind = 'clicked' then 0 end,
      case when h.kind = 'clicked' then (select c.links ->> 0 from message_contents c where c.customer_id = m.customer_id and c.planned_at = m.planned_at and c.message_id = m.id) end
    from ${drawn}`);
  await db.execute(sql`update messages t set first_opened_at = x.opened, first_clicked_at = x.clicked, last_clicked_at = x.clicked
    from (select m.customer_id, m.planned_at, m.id, min(h.at) filter (where h.kind = 'opened') as opened, min(h.at) filter (where h.kind = 'clicked') as clicked
      from ${drawn} group by 1, 2, 3) x
    where t.customer_id = x.customer_id and t.planned_at = x.planned_at and t.id = x.id`);
}

/** Not everything arrives, and some have had enough: two in a hundred bounce, one in a hundred leaves. */
async function trouble(db: Db, campaignId: string): Promise<void> {
  const dice = sql`abs(hashtextextended(m.customer_id::text || m.node_id, 7)) % 100`;
  await db.execute(sql`with bounced as (
      update messages m set state = 'failed', reason = 'bounced_soft', detail = 'Mailbox full', failed_at = delivered_at, delivered_at = null, bounced_at = delivered_at
      where m.source_id = ${campaignId} and m.state = 'delivered' and m.first_opened_at is null and ${dice} < 3 returning m.customer_id, m.id)
    update message_events e set kind = 'bounced', data = '{"code": "4.2.2"}'::jsonb
    from bounced b where e.customer_id = b.customer_id and e.message_id = b.id and e.kind = 'delivered'`);
  await db.execute(sql`with left_us as (
      update messages m set unsubscribed_at = m.first_opened_at + interval '40 seconds'
      where m.source_id = ${campaignId} and m.first_opened_at is not null and m.first_clicked_at is null and m.node_id = 'last-call' and ${dice} < 5
      returning m.customer_id, m.id, m.planned_at, m.unsubscribed_at),
    events as (
      insert into message_events (customer_id, at, id, message_id, planned_at, kind)
      select customer_id, unsubscribed_at, gen_random_uuid(), id, planned_at, 'unsubscribed' from left_us),
    log as (
      insert into consent_log (customer_id, at, channel, category, state, source, reason, message_id)
      select customer_id, unsubscribed_at, 'email', '', 'unsubscribed', 'link', 'too_often', id::text from left_us)
    insert into subscriptions (customer_id, channel, category, state, source, reason, changed_at)
    select distinct on (customer_id) customer_id, 'email', '', 'unsubscribed', 'link', 'too_often', unsubscribed_at from left_us
    on conflict do nothing`);
}

/** From now on the chain reacts within a minute or so: the demo shop is there to be tried. */
async function quicken(ctx: Context, id: string): Promise<void> {
  const campaign = await getCampaign(ctx, { id });
  const settingsOf = (nodeId: string, settings: Record<string, unknown>) =>
    nodeId === "cart"
      ? { ...settings, idle_seconds: quickTiming.idleSeconds }
      : nodeId === "first-wait"
        ? { amount: quickTiming.firstWaitSeconds, unit: "seconds" }
        : settings;
  const nodes = campaign.draft.nodes.map((node) => ({
    ...node,
    settings: settingsOf(node.id, node.settings),
  }));
  const { draftRevision } = await saveDraft(ctx, {
    id,
    revision: campaign.draftRevision,
    graph: { ...campaign.draft, nodes },
  });
  await publishCampaign(ctx, { id, revision: draftRevision });
}
