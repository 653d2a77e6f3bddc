import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { customers, messages, orderAttributions } from "@/server/db/schema";
import {
  countMessages,
  dispatchDue,
  getMessage,
  getMessageSource,
  listCustomerMessages,
  listMessages,
  recordHits,
  sendTest,
} from "@/server/domain/messages";
import { messageRoutes } from "@/server/http/rest/messages";
import { manualClock } from "@/server/platform/clock";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { insertPeople, now, planFor, publishTemplate } from "./support";

const { db } = await testDatabase();
const clock = manualClock(now);
const ctx = asSystem(db, clock);
let templateId = "";

beforeAll(async () => {
  await insertPeople(db, 30);
  templateId = await publishTemplate(db);
  await planFor(db, templateId, 1, 25);
  await dispatchDue(ctx);
  await db.insert(customers).values({ id: 99 });
  await planFor(db, templateId, 99, 99);
});
const rest = (operationId: string, args: { params: object; query?: object }) => {
  const found = messageRoutes.find((route) => route.operationId === operationId);
  if (!found) throw new Error(operationId);
  const parsed = {
    params: found.params?.parse(args.params),
    query: found.query?.parse(args.query ?? {}),
    body: undefined,
  };
  return found.handle({ ctx, request: new Request("http://x/"), ...parsed });
};

describe("the outbox", () => {
  test("pages through everything once, newest first", async () => {
    const seen: string[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await listMessages(ctx, { limit: 7, ...(cursor ? { cursor } : {}) });
      seen.push(...page.rows.map((row) => row.id));
      if (!page.nextCursor) break;
      cursor = page.nextCursor;
    }
    expect(seen).toHaveLength(26);
    expect(new Set(seen).size).toBe(26);
  });

  test.each([
    [{ search: "p13@" }, 1],
    [{ search: "Ann 2" }, 7],
    [{ search: "cus_5" }, 1],
    [{ search: "100%" }, 0],
    [{ states: ["skipped" as const] }, 1],
    [{ sourceId: "c1", states: ["delivered" as const] }, 25],
    [{ sourceKind: "test" as const }, 0],
    [{ from: "2026-03-11T00:00:00Z" }, 0],
    [{ to: "2026-03-11T00:00:00Z" }, 26],
    [{ reason: "no_contact" }, 1],
    [{ reason: "frequency_cap" }, 0],
    [{ search: "0b0e7e3c-1111-4111-8111-000000000000" }, 0],
    [{ reaction: "clicked" as const }, 0],
  ])("%j finds and counts %d", async (filter, count) => {
    expect((await listMessages(ctx, filter)).rows).toHaveLength(count);
    expect(await countMessages(ctx, filter)).toEqual({ count, isMore: false });
  });

  test("a message is found by its id and names its letter", async () => {
    const [row] = await db.select().from(messages).where(sql`customer_id = 7`);
    const { rows } = await listMessages(ctx, { search: row?.id ?? "" });
    expect(rows).toMatchObject([{ id: row?.id, templateId, templateName: expect.stringMatching(/./) }]);
  });

  test("a cursor that is not ours is refused with its name", async () => {
    await expect(listMessages(ctx, { cursor: "AAAA" })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "cursor" }],
    });
  });
});

describe("a message's story", () => {
  test("content, events, evidence, what it earned", async () => {
    const [row] = await db.select().from(messages).where(sql`customer_id = 3`);
    if (!row) throw new Error("none");
    const target = { customerId: 3, plannedAt: row.plannedAt, id: row.id, linkNo: 0 };
    const hit = {
      target,
      at: new Date(now.getTime() + 60_000),
      url: null,
      method: "GET",
      userAgent: "Mozilla/5.0 (X11)",
      purpose: null,
      network: "n",
    };
    await recordHits(ctx, [
      { ...hit, kind: "opened" },
      { ...hit, kind: "opened", method: "HEAD" },
    ]);
    await db.insert(orderAttributions).values({
      customerId: 3,
      purchaseKind: "order",
      purchaseId: 5,
      messageId: row.id,
      sourceKind: "campaign",
      sourceId: "c1",
      engagement: "open",
      engagedAt: now,
      purchasedAt: now,
      amountMinor: 1250,
    });
    const story = await getMessage(ctx, { id: row.id });
    expect(story).toMatchObject({
      customerName: "Ann 3 Lee",
      subject: "Your cart, Ann 3",
      content: { to: { address: "p3@example.org" } },
      earned: [{ kind: "order", id: 5, amountMinor: 1250 }],
      live: { web: expect.stringContaining("/m/"), unsubscribe: expect.stringContaining("/u/") },
    });
    expect(story.live?.clicks).toHaveLength(story.content?.links.length ?? -1);
    expect((await listMessages(ctx, { reaction: "opened" })).rows.map((found) => found.id)).toEqual([row.id]);
    expect(story.events.map((event) => [event.kind, event.isMachine])).toEqual([
      ["planned", false],
      ["accepted", false],
      ["delivered", false],
      ["opened", expect.any(Boolean)],
      ["opened", expect.any(Boolean)],
    ]);
    expect(story.events.filter((event) => event.isMachine)).toMatchObject([
      { data: { machine: "head_request" } },
    ]);
    const { source } = await getMessageSource(ctx, { id: row.id });
    expect(source).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
    expect(source).toContain("To: Ann 3 Lee <p3@example.org>");
  });

  test("REST tells the same, also what was not sent and why", async () => {
    const sent = (await rest("listCustomerMessages", { params: { id: "cus_3" } })) as {
      data: Record<string, unknown>[];
    };
    expect(sent.data).toMatchObject([
      {
        channel: "email",
        status: "delivered",
        reason: null,
        subject: "Your cart, Ann 3",
        source: "campaign",
        campaign_id: "c1",
        node_id: "letter",
      },
    ]);
    expect(sent.data[0]?.html).toContain("Hello Ann 3");
    const skipped = (await rest("listCustomerMessages", { params: { id: "99" } })) as {
      data: Record<string, unknown>[];
    };
    expect(skipped.data).toMatchObject([
      { status: "skipped", reason: "no_contact", html: null, sent_at: null },
    ]);
    const story = await rest("getMessage", { params: { id: sent.data[0]?.id } });
    expect(story).toMatchObject({
      status: "delivered",
      events: expect.arrayContaining([expect.objectContaining({ kind: "planned" })]),
    });
    await expect(rest("listCustomerMessages", { params: { id: "cus_424242" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(rest("listCustomerMessages", { params: { id: "x" } })).rejects.toMatchObject({
      code: "invalid",
    });
    await expect(getMessage(ctx, { id: crypto.randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("test letters", () => {
  test("go to a colleague, filled for a customer, whatever she agreed to, and only if one may", async () => {
    await db.execute(sql`update customers set email_code = 32 where id = 7`);
    await expect(
      sendTest(asRole(db, "analyst", clock), { templateId, customerId: 7, address: "me@team.example" }),
    ).rejects.toMatchObject({ code: "forbidden" });
    const { id } = await sendTest(asRole(db, "designer", clock), {
      templateId,
      customerId: 7,
      address: " Me@Team.example ",
    });
    await dispatchDue(ctx);
    const story = await getMessage(ctx, { id });
    expect(story).toMatchObject({
      state: "delivered",
      address: "me@team.example",
      sourceKind: "test",
      sourceName: "Letter",
      subject: "Your cart, Ann 7",
    });
    expect(story.content?.html).toMatch(/[1-9] goods wait/);
    expect(
      (await listCustomerMessages(ctx, { customerId: 7 })).rows.map((row) => row.sourceKind).sort(),
    ).toEqual(["campaign", "test"]);
  });

  test("wants one plain address and a published letter", async () => {
    await expect(sendTest(ctx, { templateId, customerId: 7, address: "a@b.c, d@e.f" })).rejects.toMatchObject(
      { code: "invalid", fields: [{ path: "address" }] },
    );
    await expect(
      sendTest(ctx, { templateId: crypto.randomUUID(), customerId: 7, address: "a@b.co" }),
    ).rejects.toMatchObject({ code: "conflict" });
  });
});
