import { sql } from "drizzle-orm";
import { beforeAll, expect, test } from "vitest";
import { messageContents, messageEvents, messages, subscriptions } from "@/server/db/schema";
import { dispatchDue } from "@/server/domain/messages";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { insertPeople, now, planFor, publishTemplate } from "./support";

const { db } = await testDatabase();
const clock = manualClock(now);
const ctx = asSystem(db, clock);
let templateId = "";

beforeAll(async () => {
  await insertPeople(db, 20);
  templateId = await publishTemplate(db);
});

test("what is due is rendered, fixed and sent by the sandbox", async () => {
  await planFor(db, templateId, 1, 3);
  const result = await dispatchDue(ctx);
  expect(result).toMatchObject({ claimed: 3, accepted: 3, skipped: 0, failed: 0, nextDueAt: null });
  const [row] = await db.select().from(messages).where(sql`customer_id = 2`);
  expect(row).toMatchObject({
    state: "delivered",
    subject: "Your cart, Ann 2",
    attempts: 1,
    templateVersion: 1,
    provider: "sandbox",
    claimToken: null,
    attemptOpenSince: null,
  });
  const [content] = await db.select().from(messageContents).where(sql`customer_id = 2`);
  expect(content?.links).toEqual([
    "https://shop.example/cart?a=1&b=cus_2&utm_source=carillon&utm_medium=email&utm_campaign=c1",
    "https://shop.example/help?utm_source=kept&utm_medium=email&utm_campaign=c1",
  ]);
  expect(content?.html).not.toContain("https://shop.example");
  expect(content?.html).toContain("mailto:us@shop.example");
  expect(content?.html).toMatch(/\/t\/o\/[\w-]{63}"/);
  expect(content?.headers).toMatchObject({ "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" });
  const events = await db
    .select()
    .from(messageEvents)
    .where(sql`customer_id = 2`)
    .orderBy(messageEvents.kind);
  expect(events.map((event) => event.kind)).toEqual(["accepted", "delivered", "planned"]);
});

test("an opt-out between plan and claim wins, with its reason", async () => {
  await planFor(db, templateId, 4, 5);
  await db
    .insert(subscriptions)
    .values({ customerId: 4, channel: "email", state: "unsubscribed", source: "page" });
  expect(await dispatchDue(ctx)).toMatchObject({ claimed: 1, accepted: 1, skipped: 1 });
  const [row] = await db.select().from(messages).where(sql`customer_id = 4`);
  expect(row).toMatchObject({ state: "skipped", reason: "unsubscribed_channel" });
  expect(await db.select().from(messageContents).where(sql`customer_id = 4`)).toEqual([]);
});

test("a template that throws for one person costs only her letter", async () => {
  const fragile = await publishTemplate(db, {
    html: "<p>{% if customer.id == 'cus_7' %}{% for i in (1..100000000) %}x{% endfor %}{% endif %}ok</p>",
  });
  await planFor(db, fragile, 6, 8, { source: { kind: "campaign", id: "fragile" } });
  await dispatchDue(ctx);
  const rows = await db
    .select()
    .from(messages)
    .where(sql`source_id = 'fragile'`)
    .orderBy(messages.customerId);
  expect(rows.map((row) => row.state)).toEqual(["delivered", "skipped", "delivered"]);
  expect(rows[1]).toMatchObject({ reason: "render_error" });
  expect(rows[1]?.detail).toBeTruthy();
});

test("without a published version the reason says so", async () => {
  await planFor(db, "7a8f6c1e-2f8e-4c11-9b6d-0a5b2b1f6a01", 9, 9, {
    source: { kind: "campaign", id: "untemplated" },
  });
  expect(await dispatchDue(ctx)).toMatchObject({ skipped: 1, accepted: 0 });
});

test("what lives too long is expired, not sent", async () => {
  await planFor(db, templateId, 10, 10, { source: { kind: "campaign", id: "short" }, expiresAfter: 1000 });
  expect(await dispatchDue(ctx)).toMatchObject({ skipped: 1, accepted: 0 });
});

test("many workers at once send each message once", async () => {
  await planFor(db, templateId, 1, 20, { source: { kind: "campaign", id: "crowd" } });
  const results = await Promise.all([1, 2, 3, 4].map(() => dispatchDue(ctx)));
  // Customer 4 has left.
  expect(results.reduce((sum, result) => sum + result.accepted, 0)).toBe(19);
  const attempts = await db.execute<{ n: number }>(sql`select max(attempts)::int as n from messages`);
  expect(attempts[0]?.n).toBe(1);
});
