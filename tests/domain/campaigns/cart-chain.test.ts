import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import { carts, messages, subscriptions } from "@/server/db/schema";
import {
  advanceCohort,
  enterDue,
  pauseCampaign,
  publishCampaign,
  resumeCampaign,
  saveDraft,
  stopCampaign,
  watchCarts,
} from "@/server/domain/campaigns";
import { testDatabase } from "../../support/database";
import { day, hour, minute, scene, second, start } from "./scene";

const { db } = await testDatabase();
/** Each test starts later than what the one before left behind. */
let epoch = start.getTime();
const fresh = async () => {
  epoch += 400 * day;
  await db.execute(sql`update campaigns set state = 'stopped' where state = 'active'`);
  await db.execute(sql`delete from campaign_alarms`);
  return scene(db, new Date(epoch));
};

describe("the abandoned cart chain", () => {
  it("writes to her who leaves a full cart: after the idle time and the wait, and once more a day later", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(59 * minute, minute);
    expect(await shop.entries(id)).toEqual([]);
    await shop.pass(minute);
    expect(await shop.entries(id)).toMatchObject([
      { customer_id: ann, node_id: "first-wait", state: "active" },
    ]);
    await shop.pass(9 * minute, minute);
    expect(await shop.letters(id)).toEqual([]);
    await shop.pass(minute);
    expect(await shop.letters(id)).toEqual([
      { customer_id: ann, node_id: "reminder", state: "planned", reason: null },
    ]);
    await shop.pass(day, hour);
    expect((await shop.letters(id)).map((letter) => letter.node_id)).toEqual(["reminder", "last-call"]);
    const [entry] = await shop.entries(id);
    expect(entry).toMatchObject({ state: "finished", reason: null });
    expect((await shop.steps(entry?.id ?? 0)).map((step) => `${step.node_id}:${step.outcome}`)).toEqual([
      "cart:next",
      "first-wait:next",
      "first-check:yes",
      "reminder:next",
      "second-wait:next",
      "second-check:yes",
      "last-call:next",
    ]);
    await shop.pass(2 * day, hour);
    expect(await shop.entries(id)).toHaveLength(1);
  });

  it("carries the cart into the letter as it was", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    await shop.cart(await shop.customer());
    await shop.pass(2 * hour, minute);
    const [letter] = await db.select().from(messages).where(sql`source_id = ${id}`);
    expect(letter?.context).toMatchObject({
      cart: { itemsCount: 2, totalMinor: 1000, items: [{ name: "Tea" }] },
      trigger: { kind: "abandoned-cart" },
    });
  });

  it.each([
    ["an order arrives while she waits", async (shop, her) => shop.order(her)],
    [
      "the order was placed before she entered, and arrives late",
      async (shop, her) =>
        shop.order(her, { occurredAt: new Date(shop.clock.now().getTime() - 20 * minute) }),
    ],
    [
      "the cart is emptied while she waits",
      async (shop, her) => shop.cart(her, { state: "emptied", items: [], itemsCount: 0 }),
    ],
  ] satisfies [
    string,
    (shop: ReturnType<typeof scene>, her: number) => Promise<void>,
  ][])("writes nothing when %s", async (_, happens) => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(65 * minute, minute);
    await happens(shop, ann);
    await shop.pass(2 * day, 10 * minute);
    expect(await shop.letters(id)).toEqual([]);
    expect(await shop.entries(id)).toMatchObject([{ state: "finished", node_id: "first-check" }]);
  });

  it.each([
    ["who ordered in the idle time", async (shop, her) => shop.order(her)],
    ["who emptied it", async (shop, her) => shop.cart(her, { state: "emptied", items: [], itemsCount: 0 })],
    [
      "whose order is on record though the cart does not know",
      async (shop, her) => {
        await shop.order(her);
        await db.update(carts).set({ state: "open", itemsCount: 1 }).where(sql`customer_id = ${her}`);
      },
    ],
  ] satisfies [
    string,
    (shop: ReturnType<typeof scene>, her: number) => Promise<void>,
  ][])("does not let in her %s", async (_, happens) => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(30 * minute, minute);
    await happens(shop, ann);
    await shop.pass(3 * hour, minute);
    expect(await shop.entries(id)).toEqual([]);
  });

  it("starts the idle time anew when the cart is touched", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(50 * minute, minute);
    await shop.cart(ann);
    await shop.pass(59 * minute, minute);
    expect(await shop.entries(id)).toEqual([]);
    await shop.pass(minute);
    expect(await shop.entries(id)).toHaveLength(1);
  });

  it("begins again, with one letter, when the cart is touched after entering and left once more", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(65 * minute, minute);
    await shop.cart(ann, { totalMinor: 2000 });
    await shop.pass(3 * hour, minute);
    expect(await shop.entries(id)).toMatchObject([
      { state: "finished", node_id: "first-check" },
      { state: "active", node_id: "second-wait" },
    ]);
    expect(await shop.letters(id)).toMatchObject([{ node_id: "reminder" }]);
  });

  it("lets a newer cart in as soon as the entry in its way has ended", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign({ second_wait_seconds: 6 * 3600 });
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(2 * hour, minute);
    await shop.cart(ann, { totalMinor: 2000 });
    await shop.pass(5 * hour - minute, minute);
    expect(await shop.entries(id)).toHaveLength(1);
    await shop.pass(30 * minute, minute);
    expect((await shop.letters(id)).map((letter) => letter.node_id)).toEqual(["reminder", "reminder"]);
  });

  it("keeps the re-entry interval, and takes her in when it ends", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign({ reentry_seconds: 3 * 86_400 });
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(2 * day, 10 * minute);
    await shop.cart(ann);
    await shop.pass(day, 10 * minute);
    expect(await shop.entries(id)).toHaveLength(1);
    await shop.pass(2 * hour, 10 * minute);
    expect(await shop.entries(id)).toHaveLength(2);
  });

  it("rings again by itself when an alarm should have rung and was lost with the engine that knew it", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    await shop.work();
    const ann = await shop.customer();
    await shop.cart(ann);
    // The engine is wiped: what it was told is gone, and the hour passes without anybody ringing.
    await db.execute(sql`truncate outbox`);
    shop.clock.advance(hour + 10 * second);
    expect(await watchCarts(shop.system, {})).toEqual({ alarms: 0 });
    shop.clock.advance(10 * second);
    expect(await watchCarts(shop.system, {})).toEqual({ alarms: 1 });
    expect(await watchCarts(shop.system, {})).toEqual({ alarms: 0 });
    const dueAt = shop.clock.now().toISOString();
    const told = await db.execute(sql`select name, data from outbox where data ->> 'campaignId' = ${id}`);
    expect([...told]).toEqual([{ name: "campaigns/alarm.set", data: { campaignId: id, dueAt } }]);
    await enterDue(shop.system, { campaignId: id });
    expect(await shop.entries(id)).toMatchObject([{ customer_id: ann, node_id: "first-wait" }]);
  });

  it("never lets an unknown visitor in, until she is known", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const visitor = 900_000_001;
    await shop.cart(visitor);
    await shop.pass(2 * hour, minute);
    expect(await shop.entries(id)).toEqual([]);
    const ann = await shop.customer();
    await db.update(carts).set({ customerId: ann }).where(sql`customer_id = ${visitor}`);
    await enterDue(shop.system, { campaignId: id });
    await shop.cart(ann);
    await shop.pass(61 * minute, minute);
    expect(await shop.entries(id)).toMatchObject([{ customer_id: ann }]);
  });

  it("leaves alone what happened before the campaign started, small carts, old carts and gone customers", async () => {
    const shop = await fresh();
    const before = await shop.customer();
    await shop.cart(before);
    await shop.pass(2 * hour);
    const { id } = await shop.campaign({ min_total: 20 });
    await shop.cart(await shop.customer());
    await shop.cart(await shop.customer(), {
      totalMinor: 5000,
      lastActionAt: new Date(shop.clock.now().getTime() - 31 * day),
    });
    await shop.cart(await shop.customer({ state: "erased" }), { totalMinor: 5000 });
    const rich = await shop.customer();
    await shop.cart(rich, { totalMinor: 2000 });
    await shop.pass(3 * hour, minute);
    expect(await shop.entries(id)).toMatchObject([{ customer_id: rich }]);
  });

  it("takes in whoever is there already when told to", async () => {
    const shop = await fresh();
    const ann = await shop.customer();
    await shop.cart(ann);
    await shop.pass(2 * hour);
    const { id } = await shop.campaign({}, { settings: { include_existing: true } });
    await shop.work();
    expect((await shop.entries(id)).map((entry) => entry.customer_id)).toContain(ann);
  });

  it("keeps a row with the reason for her who may not be written to", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const [mute, off] = [await shop.customer({ email: null }), await shop.customer()];
    await db
      .insert(subscriptions)
      .values({ customerId: off, channel: "email", state: "unsubscribed", source: "test" });
    for (const her of [mute, off]) await shop.cart(her);
    await shop.pass(2 * hour, minute);
    expect(await shop.letters(id)).toEqual([
      { customer_id: mute, node_id: "reminder", state: "skipped", reason: "no_contact" },
      { customer_id: off, node_id: "reminder", state: "skipped", reason: "unsubscribed_channel" },
    ]);
    expect(await shop.entries(id)).toMatchObject([{ state: "active" }, { state: "active" }]);
  });

  it("stands still while paused, and goes on at once with whoever became due", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    const [ann, bea] = [await shop.customer(), await shop.customer()];
    await shop.cart(ann);
    await shop.pass(65 * minute, minute);
    await pauseCampaign(shop.marketer, { id });
    await shop.cart(bea);
    const [cohort] = await db.execute<{ id: string }>(
      sql`select id from campaign_cohorts where campaign_id = ${id}::uuid and state = 'waiting'`,
    );
    await shop.pass(3 * hour, 10 * minute);
    expect(await advanceCohort(shop.system, { cohortId: cohort?.id ?? "" })).toEqual({ state: "paused" });
    expect(await shop.letters(id)).toEqual([]);
    await resumeCampaign(shop.marketer, { id });
    const announced = await db.execute<{ name: string }>(
      sql`select name from outbox where data->>'cohortId' = ${cohort?.id ?? ""}`,
    );
    expect(announced.length).toBe(2);
    await shop.work();
    expect(await shop.letters(id)).toMatchObject([{ customer_id: ann }]);
    expect((await shop.entries(id)).map((entry) => entry.customer_id)).toEqual([ann, bea]);
  });

  it("finishes people in flight on their version, and newcomers on the new one", async () => {
    const shop = await fresh();
    const { id, draft, draftRevision } = await shop.campaign();
    const [ann, bea] = [await shop.customer(), await shop.customer()];
    await shop.cart(ann);
    await shop.pass(65 * minute, minute);
    const graph = {
      ...draft,
      nodes: draft.nodes.filter((node) => node.id === "cart" || node.id === "last-call"),
      edges: [{ from: "cart", port: "next", to: "last-call" }],
    };
    await saveDraft(shop.marketer, { id, revision: draftRevision, graph });
    expect(await publishCampaign(shop.marketer, { id })).toEqual({ id, version: 2 });
    await shop.cart(bea);
    await shop.pass(61 * minute, minute);
    expect(await shop.letters(id)).toMatchObject([
      { customer_id: ann, node_id: "reminder" },
      { customer_id: bea, node_id: "last-call" },
    ]);
    expect(await shop.entries(id)).toMatchObject([{ version: 1 }, { version: 2 }]);
  });

  it("stops as told: lets people finish, or drops them with the reason", async () => {
    for (const inFlight of ["finish", "drop"] as const) {
      const shop = await fresh();
      const { id } = await shop.campaign();
      const ann = await shop.customer();
      await shop.cart(ann);
      await shop.pass(65 * minute, minute);
      await stopCampaign(shop.marketer, { id, inFlight });
      await shop.cart(await shop.customer());
      await shop.pass(2 * day, 10 * minute);
      const expected =
        inFlight === "finish"
          ? { state: "finished", reason: null }
          : { state: "dropped", reason: "campaign_stopped" };
      expect(await shop.entries(id)).toMatchObject([expected]);
      expect(await shop.letters(id)).toHaveLength(inFlight === "finish" ? 2 : 0);
    }
  });

  it("puts a filter off while an order may lie unread in the log, and judges all the same in the end", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign({ first_wait_seconds: 1 });
    await shop.cart(await shop.customer());
    await shop.pass(hour);
    shop.clock.advance(second);
    const [waiting] = await db.execute<{ id: string }>(
      sql`select id from campaign_cohorts where campaign_id = ${id}::uuid and state <> 'done'`,
    );
    await advanceCohort(shop.system, { cohortId: waiting?.id ?? "" });
    await ensurePartitions(db, "event_log", [shop.clock.now()]);
    await db.execute(sql`
      insert into event_log (received_at, txid, seq, id, source_id, type, occurred_at, payload)
      values (${shop.clock.now().toISOString()}::timestamptz, 7, 1, gen_random_uuid(), 1, 'track', ${shop.clock.now().toISOString()}::timestamptz, '{}')`);
    const [filter] = await db.execute<{ id: string }>(
      sql`select id from campaign_cohorts where campaign_id = ${id}::uuid and node_id = 'first-check'`,
    );
    const call = (patient: boolean) => advanceCohort(shop.system, { cohortId: filter?.id ?? "", patient });
    expect(await call(true)).toMatchObject({ state: "behind" });
    expect(await call(false)).toMatchObject({ state: "moved", left: { yes: 1 } });
    await db.execute(
      sql`insert into log_cursors (name, txid, seq) values ('tracking', 8, 0) on conflict (name) do update set txid = 8`,
    );
    expect(await call(true)).toEqual({ state: "done" });
  });

  it("does no harm when called twice, at once, too early or too late", async () => {
    const shop = await fresh();
    const { id } = await shop.campaign();
    for (let i = 0; i < 20; i++) await shop.cart(await shop.customer());
    shop.clock.advance(hour);
    await Promise.all(Array.from({ length: 6 }, () => enterDue(shop.system, { campaignId: id })));
    expect(await shop.entries(id)).toHaveLength(20);
    for (let round = 0; round < 12; round++) {
      const all = await db.execute<{ id: string }>(
        sql`select id from campaign_cohorts where campaign_id = ${id}::uuid`,
      );
      await Promise.all(
        [...all, ...all, ...all].map((cohort) => advanceCohort(shop.system, { cohortId: cohort.id })),
      );
      shop.clock.advance(round % 2 === 0 ? 300 * second : 13 * hour);
    }
    const [count] = await db.execute(sql`
      select count(*)::int as steps, count(distinct (participant_id, node_id))::int as different from campaign_steps where campaign_id = ${id}::uuid`);
    expect(count).toEqual({ steps: 140, different: 140 });
    expect(await shop.letters(id)).toHaveLength(40);
  });
});
