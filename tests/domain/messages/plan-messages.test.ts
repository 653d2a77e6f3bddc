import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { instantParam } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import {
  customers,
  mailingCategories,
  messageEvents,
  messages,
  outbox,
  subscriptions,
} from "@/server/db/schema";
import { type PlanMessages, planMessages } from "@/server/domain/messages";
import { deterministicUuid } from "@/server/platform/ids";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const plannedAt = new Date("2026-03-10T09:00:00.123Z");
const now = new Date("2026-03-10T09:00:05Z");
const templateId = "7a8f6c1e-2f8e-4c11-9b6d-0a5b2b1f6a01";

beforeAll(async () => {
  await ensurePartitions(db, "messages", [plannedAt]);
  await ensurePartitions(db, "message_events", [now]);
  await db.insert(mailingCategories).values({ code: "news", name: "News" });
  await db
    .insert(customers)
    .values([
      { id: 1, email: "good@example.org" },
      { id: 2 },
      { id: 3, email: "bounced@example.org", emailCode: 32 },
      { id: 4, email: "off@example.org" },
      { id: 5, email: "notopic@example.org" },
      { id: 6, email: "merged@example.org", state: "merged" },
      { id: 7, email: "pending@example.org" },
      { id: 8, email: "soft@example.org", emailCode: 3 },
      { id: 9, email: "both@example.org" },
    ]);
  await db.insert(subscriptions).values([
    { customerId: 4, channel: "email", state: "unsubscribed", source: "page" },
    { customerId: 5, channel: "email", category: "news", state: "unsubscribed", source: "page" },
    { customerId: 7, channel: "email", state: "pending", source: "form" },
    { customerId: 9, channel: "email", state: "unsubscribed", source: "page" },
    { customerId: 9, channel: "email", category: "news", state: "subscribed", source: "page" },
  ]);
});

const everybody = sql`select id as customer_id, null::bigint as participant_id, ${instantParam(plannedAt)} as planned_at,
  jsonb_build_object('n', id) as context from generate_series(1, 10) id`;
const plan = (over: Partial<PlanMessages>) =>
  db.transaction((tx) =>
    planMessages(tx, {
      source: { kind: "campaign", id: "c1", version: 1, nodeId: "letter" },
      recipients: everybody,
      channel: "email",
      templateId,
      category: "news",
      now,
      ...over,
    }),
  );
const reasonsOf = async (sourceId: string) => {
  const rows = await db.execute<{ id: number; reason: string }>(
    sql`select customer_id as id, coalesce(reason, state) as reason from messages where source_id = ${sourceId} order by 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.id, row.reason]));
};

describe("planMessages", () => {
  test("keeps a row for everybody, each drop with its reason, in the order of the gates", async () => {
    const result = await plan({});
    expect(result).toEqual({
      planned: 2,
      skipped: {
        customer_gone: 2,
        no_contact: 1,
        invalid_contact: 1,
        unsubscribed_channel: 3,
        unsubscribed_category: 1,
      },
    });
    expect(await reasonsOf("c1")).toEqual({
      1: "planned",
      2: "no_contact",
      3: "invalid_contact",
      4: "unsubscribed_channel",
      5: "unsubscribed_category",
      6: "customer_gone",
      7: "unsubscribed_channel",
      8: "planned",
      9: "unsubscribed_channel",
      10: "customer_gone",
    });
    const told = await db.select().from(messageEvents);
    expect(told).toHaveLength(10);
    expect(told.find((event) => event.customerId === 3)).toMatchObject({
      kind: "skipped",
      data: { reason: "invalid_contact" },
    });
    const [announced] = await db.select().from(outbox);
    expect(announced).toMatchObject({
      name: "messages/message.planned",
      data: { channel: "email", count: 2 },
    });
  });

  test("planning again changes nothing and announces nothing", async () => {
    const before = await db.select().from(messages);
    expect(await plan({})).toEqual({ planned: 0, skipped: {} });
    expect(await db.select().from(messages)).toEqual(before);
    expect(await db.select().from(outbox)).toHaveLength(1);
    expect(await db.select().from(messageEvents)).toHaveLength(10);
  });

  test("two plans of the same recipients at once make one row each", async () => {
    const results = await Promise.all([1, 2, 3].map(() => plan({ source: { kind: "mailing", id: "race" } })));
    expect(results.reduce((sum, { planned }) => sum + planned, 0)).toBe(2);
    expect(Object.keys(await reasonsOf("race"))).toHaveLength(10);
  });

  test("the id is the one the rest of the code can compute", async () => {
    const [row] = await db.select().from(messages).where(sql`customer_id = 1 and source_id = 'c1'`);
    expect(row?.plannedAt).toEqual(plannedAt);
    expect(row?.id).toBe(
      deterministicUuid("message", "campaign", "c1", "letter", "email", 1, "", plannedAt.getTime()),
    );
  });

  test("another arrival at the same node is another message", async () => {
    const later = new Date(plannedAt.getTime() + 1);
    const recipients = sql`select 1 as customer_id, 77 as participant_id, ${instantParam(later)} as planned_at, null::jsonb as context`;
    expect((await plan({ recipients })).planned).toBe(1);
  });

  test("service messages pass a category opt-out but not a channel opt-out", async () => {
    await plan({ source: { kind: "campaign", id: "service" }, transactional: true });
    const reasons = await reasonsOf("service");
    expect(reasons[5]).toBe("planned");
    expect(reasons[4]).toBe("unsubscribed_channel");
  });

  test("without a default subscription only those who said yes are written to", async () => {
    await plan({ source: { kind: "campaign", id: "opt-in" }, subscribedByDefault: false });
    expect((await reasonsOf("opt-in"))[1]).toBe("unsubscribed_channel");
  });

  test("caps count what is planned and sent, and the place in line inside one plan", async () => {
    const twice = sql`select 8 as customer_id, p as participant_id, ${instantParam(plannedAt)} + p * interval '1 hour' as planned_at,
      null::jsonb as context from generate_series(1, 3) p`;
    // Customer 8 already has a planned campaign message, a mailing, and a service one that does not count.
    const result = await plan({
      source: { kind: "campaign", id: "capped" },
      recipients: twice,
      caps: [{ messages: 4, hours: 24 }],
    });
    expect(result).toEqual({ planned: 2, skipped: { frequency_cap: 1 } });
  });

  test("hostile names are data", async () => {
    const hostile = "x'); drop table messages; --";
    await plan({ source: { kind: "campaign", id: hostile, nodeId: hostile }, category: hostile });
    expect((await reasonsOf(hostile))[1]).toBe("planned");
  });
});
