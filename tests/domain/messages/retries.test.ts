import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { messageContents, messageEvents, messages, templateVersions } from "@/server/db/schema";
import type { EmailChannel, Letter, Outcome } from "@/server/domain/channels";
import { resendChannel } from "@/server/domain/channels/email/resend";
import { dispatchDue, saveChoice } from "@/server/domain/messages";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { startFakeResend } from "@/tests/support/provider";
import { insertPeople, now, planFor, publishTemplate } from "./support";

const { db } = await testDatabase();
const clock = manualClock(now);
const ctx = asSystem(db, clock);
const provider = await startFakeResend();
afterAll(() => provider.stop());
const resend = resendChannel({ apiKey: "re_test", baseUrl: provider.url, answerTimeoutMs: 500 });
const hour = 3_600_000;

let templateId = "";
beforeAll(async () => {
  await insertPeople(db, 800);
  templateId = await publishTemplate(db);
});
let name = "";
beforeEach(async (test) => {
  clock.set(now);
  name = test.task.name;
  await provider.behave({});
});
const plan = (from: number, to: number) =>
  planFor(db, templateId, from, to, { source: { kind: "campaign", id: name } });
const rows = () => db.select().from(messages).where(sql`source_id = ${name}`).orderBy(messages.customerId);
/** A channel of a name of its own, so that its circuit is its own too. */
const channelOf = (
  provider: string,
  keyMemoryMs: number,
  send: (letter: Letter) => Promise<Outcome>,
): EmailChannel => ({
  provider,
  capabilities: { keyMemoryMs, deliveryReceipts: false, concurrency: 4, leavesMachine: true },
  send,
  close: async () => {},
});

describe("asking again", () => {
  test("is byte-identical, whatever changed in between", async () => {
    await plan(1, 1);
    await provider.behave({ acceptThenError: 1 });
    expect(await dispatchDue(ctx, { channel: resend })).toMatchObject({ deferred: 1, accepted: 0 });
    const [fixed] = await db.select().from(messageContents).where(sql`customer_id = 1`);
    await db.execute(
      sql`update customers set first_name = 'Renamed', email = 'new@example.org' where id = 1`,
    );
    await db
      .update(templateVersions)
      .set({ subject: "Another subject" })
      .where(sql`template_id = ${templateId}`);
    await db.execute(sql`insert into settings (name, value) values ('senderName', '"Somebody else"')`);
    await provider.behave({});
    clock.advance(60_000);
    expect(await dispatchDue(ctx, { channel: resend })).toMatchObject({ accepted: 1 });
    const [row] = await rows();
    const log = provider.log().filter((entry) => entry.messageId === row?.id);
    expect(log.map((entry) => entry.kind)).toEqual(["accepted", "replayed"]);
    expect(new Set(log.map((entry) => entry.bodyHash)).size).toBe(1);
    expect(await db.select().from(messageContents).where(sql`customer_id = 1`)).toEqual([fixed]);
    expect(row).toMatchObject({
      state: "accepted",
      attempts: 2,
      address: "p1@example.org",
      attemptOpenSince: null,
    });
    await db.execute(sql`delete from settings`);
    await db.update(templateVersions).set({ subject: "Your cart" }).where(sql`template_id = ${templateId}`);
  });

  test("waits as long as it was told to", async () => {
    await plan(2, 3);
    await provider.behave({ tooMany: 1, retryAfterSeconds: 120 });
    const before = (await provider.counters()).requests ?? 0;
    const first = await dispatchDue(ctx, { channel: { ...resend, provider: "resend-429" } });
    expect(first.deferred + first.accepted).toBeGreaterThan(0);
    clock.advance(119_000);
    await provider.behave({});
    expect(await dispatchDue(ctx, { channel: resend })).toMatchObject({ claimed: 0 });
    const asked = ((await provider.counters()).requests ?? 0) - before;
    expect(asked).toBeLessThanOrEqual(2);
    clock.advance(2_000);
    expect(await dispatchDue(ctx, { channel: resend })).toMatchObject({ accepted: 2 });
  });

  test("ends as uncertain when the provider has forgotten the key", async () => {
    await plan(4, 4);
    const silent = channelOf("forgetful", 23 * hour, async () => ({ kind: "unknown", detail: "no answer" }));
    await dispatchDue(ctx, { channel: silent });
    expect((await rows())[0]).toMatchObject({ state: "planned", attemptOpenSince: now });
    clock.advance(24 * hour);
    let asked = 0;
    const back = channelOf("forgetful", 23 * hour, async () => {
      asked += 1;
      return { kind: "accepted", providerMessageId: "x" };
    });
    expect(await dispatchDue(ctx, { channel: back })).toMatchObject({ claimed: 0, uncertain: 1 });
    expect([asked, (await rows())[0]?.state, (await rows())[0]?.reason]).toEqual([
      0,
      "uncertain",
      "provider_key_expired",
    ]);
  });

  test("is not done through another provider, which knows no such key", async () => {
    await plan(5, 5);
    await dispatchDue(ctx, {
      channel: channelOf("one", 23 * hour, async () => ({ kind: "unknown", detail: "" })),
    });
    clock.advance(60_000);
    const other = channelOf("other", 23 * hour, async () => ({ kind: "accepted", providerMessageId: "x" }));
    expect(await dispatchDue(ctx, { channel: other })).toMatchObject({ uncertain: 1, accepted: 0 });
  });

  test("never happens by itself without keys", async () => {
    await plan(6, 6);
    await dispatchDue(ctx, {
      channel: channelOf("keyless", 0, async () => ({ kind: "unknown", detail: "line dropped" })),
    });
    clock.advance(48 * hour);
    expect(
      await dispatchDue(ctx, {
        channel: channelOf("keyless", 0, async () => ({ kind: "accepted", providerMessageId: "x" })),
      }),
    ).toMatchObject({ claimed: 0 });
    expect((await rows())[0]).toMatchObject({
      state: "uncertain",
      reason: "outcome_unknown",
      detail: "line dropped",
    });
    const events = await db.select().from(messageEvents).where(sql`customer_id = 6 and kind = 'uncertain'`);
    expect(events).toMatchObject([{ data: { provider: "keyless", attempt: 1, reason: "outcome_unknown" } }]);
  });

  test("goes on through a long outage without using up any letter's chances", async () => {
    await plan(10, 40);
    let isDown = true;
    const channel = channelOf("outage", 0, async () =>
      isDown
        ? { kind: "deferred", everyone: true, retryAfterMs: null, detail: "connection refused" }
        : { kind: "accepted", providerMessageId: "x" },
    );
    let asked = 0;
    const counting: EmailChannel = {
      ...channel,
      send(letter) {
        asked += 1;
        return channel.send(letter);
      },
    };
    await dispatchDue(ctx, { channel: counting });
    // The circuit opened long before all had tried.
    expect(asked).toBeLessThan(15);
    isDown = false;
    clock.advance(100 * hour);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await dispatchDue(ctx, { channel: counting });
    expect(new Set((await rows()).map((row) => row.state))).toEqual(new Set(["delivered"]));
  });
});

test("a stop lets what is on its way end and gives the rest back", async () => {
  await plan(50, 90);
  const stop = new AbortController();
  const channel = channelOf("stopping", 0, async () => {
    stop.abort();
    await new Promise((resolve) => setTimeout(resolve, 30));
    return { kind: "accepted", providerMessageId: "x" };
  });
  const result = await dispatchDue(ctx, { channel, signal: stop.signal });
  const states = (await rows()).map((row) => row.state);
  expect(result.accepted).toBeGreaterThan(0);
  expect(states.filter((state) => state === "delivered")).toHaveLength(result.accepted);
  expect(states.filter((state) => state === "planned")).toHaveLength(41 - result.accepted);
  await db.execute(
    sql`update messages set state = 'skipped', reason = 'cancelled' where source_id = ${name} and state = 'planned'`,
  );
});

test("opting out while letters are claimed: nothing is claimed after the opt-out's commit", async () => {
  await plan(100, 799);
  const all = await rows();
  const channel = channelOf("racing", 0, async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return { kind: "accepted", providerMessageId: "x" };
  });
  const leavers = all.filter((_, i) => i % 2 === 0);
  /** By the database's clock, a moment when each one's opt-out was committed. */
  const goneBy = new Map<number, number>();
  const leave = async ({ customerId, plannedAt, id }: (typeof leavers)[number]) => {
    await saveChoice(
      ctx,
      { customerId, plannedAt, id },
      { leave: "all", source: "one_click", userAgent: null },
    );
    const [clockNow] = await db.execute<{ ms: number }>(
      sql`select extract(epoch from clock_timestamp()) * 1000 as ms`,
    );
    goneBy.set(customerId, Number(clockNow?.ms));
  };
  const leaving = (async () => {
    for (let from = 0; from < leavers.length; from += 6)
      await Promise.all(leavers.slice(from, from + 6).map(leave));
  })();
  await Promise.all([leaving, ...[0, 1].map(() => dispatchDue(ctx, { channel }))]);
  const ended = await rows();
  const claimedLate = ended.filter(
    (row) =>
      row.state === "delivered" &&
      (row.claimedAt?.getTime() ?? 0) > (goneBy.get(row.customerId) ?? Number.POSITIVE_INFINITY),
  );
  expect([goneBy.size, claimedLate]).toEqual([350, []]);
  const ends = (await rows()).map((row) => row.state);
  expect(ends.filter((state) => state === "delivered" || state === "skipped")).toHaveLength(700);
  // Whoever had left before any claim got nothing; whoever stayed got hers.
  expect((await rows()).filter((_, i) => i % 2 === 1).every((row) => row.state === "delivered")).toBe(true);
});
