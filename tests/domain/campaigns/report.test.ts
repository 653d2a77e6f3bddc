import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import { messageEvents, orderAttributions } from "@/server/db/schema";
import {
  getCampaignReport,
  listCampaigns,
  publishCampaign,
  type ReportMetric,
  reportMetrics,
  reportPeople,
  saveDraft,
  stopCampaign,
} from "@/server/domain/campaigns";
import { testDatabase } from "../../support/database";
import { day, hour, minute, scene, second } from "./scene";

const { db } = await testDatabase();
const shop = scene(db);
let id = "";
let secondVersionAt = new Date();

/** Sixty people on two versions: some buy in the wait, some cannot be written to, letters meet every fate. */
beforeAll(async () => {
  const made = await shop.campaign({ second_wait_seconds: 3 * 3600 });
  id = made.id;
  for (let i = 0; i < 40; i++) await leaveCart(i);
  await shop.pass(65 * minute, 5 * minute);
  await buySome(0, 5);
  await shop.pass(20 * minute, 5 * minute);
  await fateOfLetters();
  await shop.pass(90 * minute, 10 * minute);
  await buySome(5, 12);
  await shop.pass(3 * hour, 10 * minute);
  await fateOfLetters();
  await saveDraft(shop.marketer, { id, revision: made.draftRevision, graph: made.draft });
  await publishCampaign(shop.marketer, { id });
  secondVersionAt = shop.clock.now();
  for (let i = 40; i < 60; i++) await leaveCart(i);
  await shop.pass(2 * hour, 10 * minute);
  await fateOfLetters();
  for (let i = 60; i < 63; i++) await leaveCart(i);
  await shop.pass(62 * minute, minute);
});
const people: number[] = [];
async function leaveCart(i: number) {
  const her = await shop.customer(i % 7 === 0 ? { email: null } : i % 11 === 0 ? { emailCode: 40 } : {});
  people.push(her);
  await shop.cart(her);
}
async function buySome(from: number, to: number) {
  for (const her of people.slice(from, to)) await shop.order(her, { totalMinor: 100 * her });
}
/** Whatever is planned gets a fate by its place in line; some readers open, click, leave, buy. */
async function fateOfLetters() {
  const now = shop.clock.now();
  await db.execute(sql`
    with planned as (
      select customer_id, planned_at, id, row_number() over (order by id) % 9 as nth from messages where state = 'planned')
    update messages m set
      state = case when nth < 6 then 'delivered' when nth = 6 then 'accepted' when nth = 7 then 'failed' else 'uncertain' end,
      reason = case when nth = 7 then 'bounced_hard' when nth = 8 then 'outcome_unknown' end,
      accepted_at = case when nth < 8 then ${now.toISOString()}::timestamptz end,
      first_opened_at = case when nth between 1 and 3 then ${now.toISOString()}::timestamptz end,
      first_clicked_at = case when nth in (3, 4) then ${now.toISOString()}::timestamptz end,
      unsubscribed_at = case when nth = 2 then ${now.toISOString()}::timestamptz end
    from planned where (m.customer_id, m.planned_at, m.id) = (planned.customer_id, planned.planned_at, planned.id)`);
  const opened = await db.execute<{ customer_id: number; planned_at: string; id: string }>(sql`
    select customer_id, planned_at::text as planned_at, id from messages where first_opened_at = ${now.toISOString()}::timestamptz`);
  await ensurePartitions(db, "message_events", [now]);
  for (const [i, one] of [...opened].entries()) {
    const event = {
      customerId: one.customer_id,
      at: now,
      messageId: one.id,
      plannedAt: new Date(one.planned_at),
      kind: "opened",
    };
    await db.insert(messageEvents).values({ ...event, id: crypto.randomUUID(), isMachine: i % 2 === 1 });
  }
  shop.clock.advance(second);
  const clicked = await db.execute<{ customer_id: number; id: string; node_id: string }>(sql`
    select customer_id, id, node_id from messages where first_clicked_at = ${now.toISOString()}::timestamptz`);
  for (const one of clicked) {
    await shop.order(one.customer_id, { totalMinor: 2500, occurredAt: shop.clock.now() });
    const [order] = await db.execute<{ id: number }>(
      sql`select max(id) as id from orders where customer_id = ${one.customer_id}`,
    );
    await db
      .insert(orderAttributions)
      .values({
        customerId: one.customer_id,
        purchaseKind: "order",
        purchaseId: order?.id ?? 0,
        messageId: one.id,
        sourceKind: "campaign",
        sourceId: id,
        nodeId: one.node_id,
        engagement: "click",
        engagedAt: now,
        purchasedAt: shop.clock.now(),
        amountMinor: 2500,
      })
      .onConflictDoNothing();
  }
}

const everyone = async (
  metric: ReportMetric,
  more: { nodeId?: string; version?: number; reason?: string } = {},
) => {
  const found: { customerId: number; nodeId: string | null }[] = [];
  let cursor: string | undefined;
  do {
    const page = await reportPeople(shop.marketer, {
      campaignId: id,
      metric,
      limit: 7,
      ...(cursor ? { cursor } : {}),
      ...more,
    });
    found.push(...page.people);
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return found;
};
const one = async (query: ReturnType<typeof sql>) =>
  Number(Object.values((await db.execute(query))[0] ?? {})[0]);

describe("the report", () => {
  it("counts entries, letters and purchases as the raw rows have them", async () => {
    const { totals, messages, purchases, nodes } = await getCampaignReport(shop.marketer, { campaignId: id });
    const raw = await db.execute<{
      state: string;
      reason: string | null;
      node_id: string;
      first_opened_at: string | null;
      first_clicked_at: string | null;
      unsubscribed_at: string | null;
      customer_id: number;
    }>(sql`select * from messages where source_id = ${id}`);
    const count = (test: (row: (typeof raw)[number]) => boolean) => [...raw].filter(test).length;
    expect(totals.entered).toBe(
      await one(sql`select count(*) from campaign_participants where campaign_id = ${id}::uuid`),
    );
    expect(totals).toMatchObject({ entered: 63, customers: 63, exited: 0, dropped: 0 });
    expect(totals.inFlight + totals.finished).toBe(63);
    expect(messages).toMatchObject({
      planned: raw.length,
      skipped: count((row) => row.state === "skipped"),
      sent: count((row) => ["accepted", "delivered"].includes(row.state)),
      delivered: count((row) => row.state === "delivered"),
      opened: count((row) => row.first_opened_at !== null || row.first_clicked_at !== null),
      clicked: count((row) => row.first_clicked_at !== null),
      unsubscribed: count((row) => row.unsubscribed_at !== null),
      failed: count((row) => row.state === "failed"),
      uncertain: count((row) => row.state === "uncertain"),
      skippedByReason: {
        no_contact: count((row) => row.reason === "no_contact"),
        invalid_contact: count((row) => row.reason === "invalid_contact"),
      },
      failedByReason: { bounced_hard: count((row) => row.state === "failed") },
    });
    expect(messages.pending + messages.skipped + messages.sent + messages.failed + messages.uncertain).toBe(
      messages.planned,
    );
    expect(messages.people.clicked).toBe(
      new Set([...raw].filter((row) => row.first_clicked_at).map((row) => row.customer_id)).size,
    );
    expect(messages.clicked).toBeGreaterThan(0);
    expect(purchases.orders).toBe(
      await one(sql`select count(*) from order_attributions where source_id = ${id}`),
    );
    expect(purchases.revenueMinor).toBe(purchases.orders * 2500);
    expect(purchases.revenuePerEntryMinor).toBe(Math.round(purchases.revenueMinor / 63));
    expect(purchases.ordersAfterClick).toBeGreaterThanOrEqual(purchases.orders);
    expect(purchases.timeToPurchase.reduce((sum, bucket) => sum + bucket.orders, 0)).toBe(purchases.orders);
    expect(nodes.reduce((sum, node) => sum + (node.messages?.planned ?? 0), 0)).toBe(raw.length);
  });

  it("adds up at every node: who came in went out, was dropped, or is still there", async () => {
    const { nodes, totals } = await getCampaignReport(shop.marketer, { campaignId: id });
    for (const node of nodes) expect(node.in, node.nodeId).toBe(node.out + node.dropped + node.inFlight);
    expect(nodes.reduce((sum, node) => sum + node.inFlight, 0)).toBe(totals.inFlight);
    const waiting = nodes.find((node) => node.nodeId === "first-wait");
    expect(waiting).toMatchObject({ in: 63, inFlight: 3 });
    expect(waiting?.firstDueAt?.getTime()).toBeGreaterThan(shop.clock.now().getTime());
    const check = nodes.find((node) => node.nodeId === "first-check");
    expect(check).toMatchObject({ in: 60, yes: 55, no: 5 });
  });

  it("resolves every number to the people behind it", async () => {
    const { totals, messages, purchases, nodes } = await getCampaignReport(shop.marketer, { campaignId: id });
    const expected: Partial<Record<ReportMetric, number>> = {
      entered: totals.entered,
      in_flight: totals.inFlight,
      finished: totals.finished,
      exited: totals.exited,
      dropped: totals.dropped,
      planned: messages.planned,
      pending: messages.pending,
      skipped: messages.skipped,
      sent: messages.sent,
      delivered: messages.delivered,
      opened: messages.opened,
      clicked: messages.clicked,
      unsubscribed: messages.unsubscribed,
      complained: messages.complained,
      failed: messages.failed,
      uncertain: messages.uncertain,
      orders: purchases.orders,
      orders_after_click: purchases.ordersAfterClick,
    };
    for (const metric of reportMetrics) {
      if (metric.startsWith("node_")) continue;
      expect((await everyone(metric)).length, metric).toBe(expected[metric]);
    }
    for (const node of nodes) {
      const of = async (metric: ReportMetric) => (await everyone(metric, { nodeId: node.nodeId })).length;
      expect(await of("node_in"), node.nodeId).toBe(node.in);
      expect(await of("node_out"), node.nodeId).toBe(node.out);
      expect(await of("node_yes"), node.nodeId).toBe(node.yes);
      expect(await of("node_no"), node.nodeId).toBe(node.no);
      expect(await of("in_flight"), node.nodeId).toBe(node.inFlight);
      if (node.messages) expect(await of("delivered"), node.nodeId).toBe(node.messages.delivered);
    }
    for (const [reason, count] of Object.entries(messages.skippedByReason))
      expect(await everyone("skipped", { reason })).toHaveLength(count);
  });

  it("is of one version, or of the entries of a period, when told", async () => {
    const whole = await getCampaignReport(shop.marketer, { campaignId: id });
    const [one, two] = [
      await getCampaignReport(shop.marketer, { campaignId: id, version: 1 }),
      await getCampaignReport(shop.marketer, { campaignId: id, version: 2 }),
    ];
    expect([one.totals.entered, two.totals.entered]).toEqual([40, 23]);
    expect(one.messages.planned + two.messages.planned).toBe(whole.messages.planned);
    expect(one.purchases.orders + two.purchases.orders).toBe(whole.purchases.orders);
    const late = await getCampaignReport(shop.marketer, { campaignId: id, from: secondVersionAt });
    expect(late.totals.entered).toBe(23);
    expect(late.messages).toEqual(two.messages);
    expect((await everyone("entered", { version: 2 })).length).toBe(23);
  });

  it("knows no version that was never published", async () => {
    await expect(getCampaignReport(shop.marketer, { campaignId: id, version: 9 })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("counts openings by people, by the hour of the project's zone", async () => {
    const { opensByHour } = await getCampaignReport(shop.marketer, { campaignId: id });
    const human = await one(
      sql`select count(*) from message_events where kind = 'opened' and not is_machine`,
    );
    expect(opensByHour).toHaveLength(24);
    expect(opensByHour.reduce((sum, count) => sum + count, 0)).toBe(human);
    expect(human).toBeGreaterThan(0);
  });

  it("lays out by day what the totals count, without gaps", async () => {
    const { byDay, totals, messages, purchases } = await getCampaignReport(shop.marketer, { campaignId: id });
    const sum = (name: "entered" | "sent" | "orders" | "revenueMinor") =>
      byDay.reduce((total, row) => total + row[name], 0);
    expect(sum("entered")).toBe(totals.entered);
    expect(sum("sent")).toBe(messages.sent);
    expect(sum("orders")).toBe(purchases.orders);
    expect(sum("revenueMinor")).toBe(purchases.revenueMinor);
    const days = byDay.map((row) => Date.parse(`${row.day}T00:00:00Z`));
    expect(days.every((at, i) => i === 0 || at - (days[i - 1] ?? 0) === day)).toBe(true);
    const later = shop.clock.now();
    expect((await getCampaignReport(shop.marketer, { campaignId: id, from: later })).byDay).toEqual([]);
  });

  it("is summed up in the list", async () => {
    const { totals, purchases } = await getCampaignReport(shop.marketer, { campaignId: id });
    const list = await listCampaigns(shop.marketer, {});
    expect(list.campaigns).toMatchObject([
      {
        id,
        entered: totals.entered,
        inFlight: totals.inFlight,
        orders: purchases.orders,
        revenueMinor: purchases.revenueMinor,
      },
    ]);
    expect(list.totals).toEqual({
      active: 1,
      orders: purchases.orders,
      revenueMinor: purchases.revenueMinor,
    });
    expect((await listCampaigns(shop.marketer, { search: "ABANDONED" })).campaigns).toHaveLength(1);
    expect((await listCampaigns(shop.marketer, { search: "%" })).campaigns).toHaveLength(0);
  });

  it("names the dropped with their reason", async () => {
    await stopCampaign(shop.marketer, { id, inFlight: "drop" });
    const { totals, nodes } = await getCampaignReport(shop.marketer, { campaignId: id });
    expect(totals.droppedByReason).toEqual({ campaign_stopped: totals.dropped });
    expect(nodes.find((node) => node.nodeId === "first-wait")).toMatchObject({
      dropped: 3,
      droppedByReason: { campaign_stopped: 3 },
      inFlight: 0,
    });
    expect(await everyone("dropped", { reason: "campaign_stopped" })).toHaveLength(totals.dropped);
    shop.clock.advance(day);
  });
});
