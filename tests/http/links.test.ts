import { sql } from "drizzle-orm";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  consentLog,
  dirtyCustomers,
  mailingCategories,
  messageEvents,
  messages,
  subscriptions,
} from "@/server/db/schema";
import { dispatchDue, type LinkPurpose, linkToken, type MessageKey } from "@/server/domain/messages";
import { createLinksDoor } from "@/server/http/links/door";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { insertPeople, now, planFor, publishTemplate } from "../domain/messages/support";

const { db } = await testDatabase();
const clock = manualClock(now);
const system = asSystem(db, clock);
const door = createLinksDoor({
  context: (network) => ({
    ...system,
    actor: { kind: "customer", id: "", label: "link" },
    door: "links",
    network,
  }),
});
const browser =
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36";

const request = (path: string, init: RequestInit & { headers?: Record<string, string> } = {}) =>
  door.handle(
    new Request(`http://shop.test${path}`, { ...init, headers: { "user-agent": browser, ...init.headers } }),
    { network: "203.0.113.7" },
  );
let key: MessageKey;
const paths: Record<LinkPurpose, string> = { open: "/t/o/", click: "/t/c/", unsubscribe: "/u/", web: "/m/" };
const link = (purpose: LinkPurpose, linkNo = 0) => paths[purpose] + linkToken(purpose, { ...key, linkNo });
const row = async () => {
  const [found] = await db.select().from(messages).where(sql`id = ${key.id}`);
  if (!found) throw new Error("no message");
  return found;
};
const urlencoded = (fields: Record<string, string>) => ({
  method: "POST",
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: new URLSearchParams(fields).toString(),
});
const oneClick = urlencoded({ "List-Unsubscribe": "One-Click" });

let templateId = "";
let nextCustomer = 1;
beforeAll(async () => {
  await insertPeople(db, 60);
  await db.insert(mailingCategories).values([
    { code: "news", name: "News" },
    { code: "offers", name: "Offers <b>" },
  ]);
  templateId = await publishTemplate(db);
});
beforeEach(async () => {
  const customerId = nextCustomer++;
  clock.set(now);
  await planFor(db, templateId, customerId, customerId);
  await dispatchDue(system);
  const [sent] = await db
    .select()
    .from(messages)
    .where(sql`customer_id = ${customerId} and source_id = 'c1'`);
  if (!sent) throw new Error("not sent");
  key = { customerId, plannedAt: sent.plannedAt, id: sent.id };
  clock.advance(60_000);
});

describe("opens", () => {
  test("the pixel is a picture and counts once as first, every time as event", async () => {
    for (let i = 0; i < 3; i++) {
      const answer = await request(link("open"));
      expect([answer.status, answer.headers.get("content-type")]).toEqual([200, "image/gif"]);
      expect((await answer.arrayBuffer()).byteLength).toBe(42);
      clock.advance(1000);
    }
    expect(await row()).toMatchObject({
      firstOpenedAt: new Date(now.getTime() + 60_000),
      firstClickedAt: null,
    });
    expect(
      await db.select().from(messageEvents).where(sql`message_id = ${key.id} and kind = 'opened'`),
    ).toHaveLength(3);
    expect(
      await db
        .select()
        .from(dirtyCustomers)
        .where(sql`customer_id = ${key.customerId} and topic = 'attribution'`),
    ).toHaveLength(1);
  });

  test.each([
    ["HEAD", "HEAD", browser],
    ["a scanner", "GET", "Mozilla/5.0 (compatible; Barracuda Sentinel)"],
  ])("%s is kept apart as a machine", async (_name, method, agent) => {
    await request(link("open"), { method, headers: { "user-agent": agent } });
    expect(await row()).toMatchObject({ firstOpenedAt: null, machineOpenedAt: expect.any(Date) });
  });

  test("a forged token gets the same picture and leaves nothing", async () => {
    const answer = await request(`/t/o/${"A".repeat(63)}`);
    expect([answer.status, (await answer.arrayBuffer()).byteLength]).toEqual([200, 42]);
    expect((await row()).firstOpenedAt).toBeNull();
  });
});

describe("clicks", () => {
  test("leads to the stored address, and implies an open", async () => {
    const answer = await request(link("click", 0));
    expect(answer.status).toBe(302);
    expect(answer.headers.get("location")).toMatch(
      /^https:\/\/shop\.example\/cart\?a=1&b=cus_\d+&utm_source=carillon/,
    );
    expect(answer.headers.get("set-cookie")).toBeNull();
    const at = new Date(now.getTime() + 60_000);
    expect(await row()).toMatchObject({
      firstOpenedAt: at,
      firstClickedAt: at,
      lastClickedAt: at,
      machineClickedAt: null,
    });
  });

  test("no changed, cut, foreign or numberless link redirects", async () => {
    const token = linkToken("click", { ...key, linkNo: 0 });
    const bad = new Set([
      `${token}A`,
      token.slice(1),
      token.slice(0, -1),
      linkToken("open", { ...key, linkNo: 0 }),
      linkToken("unsubscribe", { ...key, linkNo: 0 }),
      linkToken("click", { ...key, linkNo: 9 }),
      "https:%2f%2fevil.example",
      "%2f%2fevil.example",
    ]);
    for (let i = 0; i < token.length; i++)
      for (const other of ["A", "z", "_"])
        if (token[i] !== other) bad.add(token.slice(0, i) + other + token.slice(i + 1));
    const bodies = new Set<string>();
    for (const forged of bad) {
      const answer = await request(`/t/c/${forged}`);
      expect([forged, answer.status, answer.headers.get("location")]).toEqual([forged, 404, null]);
      bodies.add(await answer.text());
    }
    expect(bodies.size).toBe(1);
    expect((await row()).firstClickedAt).toBeNull();
  });

  test("a stored address that is not http is never followed", async () => {
    await db.execute(
      sql`update message_contents set links = '["javascript:alert(1)"]'::jsonb where message_id = ${key.id}`,
    );
    expect((await request(link("click", 0))).status).toBe(404);
  });

  test("books that cannot be written never stop the reader", async () => {
    const broken = createLinksDoor({
      context: (network) => ({
        ...system,
        network,
        db: new Proxy(db, {
          get: (of, name, self) =>
            name === "transaction" ? () => new Promise(() => {}) : Reflect.get(of, name, self),
        }),
      }),
    });
    const started = performance.now();
    const answer = await broken.handle(new Request(`http://shop.test${link("click", 0)}`), { network: "x" });
    expect(answer.status).toBe(302);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});

describe("unsubscribing", () => {
  const state = async () => {
    const rows = await db.select().from(subscriptions).where(sql`customer_id = ${key.customerId}`);
    return Object.fromEntries(rows.map((found) => [found.category, found.state]));
  };

  test.each(["GET", "HEAD"])("%s changes nothing, whoever fetches it", async (method) => {
    for (const headers of [{}, { "sec-purpose": "prefetch" }, { "user-agent": "Barracuda" }] as Record<
      string,
      string
    >[]) {
      const answer = await request(link("unsubscribe"), { method, headers });
      expect(answer.status).toBe(200);
      const body = await answer.text();
      if (method === "GET") {
        expect(body).toContain("p•••@example.org".replace("p", "p"));
        expect(body).not.toMatch(/p\d+@example\.org/);
        expect(body).toContain("Offers &#60;b&#62;");
        expect(body).not.toContain("<script");
      }
    }
    expect(await state()).toEqual({});
    expect((await row()).unsubscribedAt).toBeNull();
  });

  test("one click in either encoding: no cookies, no redirect, at once, and again", async () => {
    const form = new FormData();
    form.set("List-Unsubscribe", "One-Click");
    for (const init of [oneClick, { method: "POST", body: form }]) {
      await db.delete(subscriptions).where(sql`customer_id = ${key.customerId}`);
      for (let again = 0; again < 2; again++) {
        const answer = await request(
          link("unsubscribe"),
          init as RequestInit & { headers?: Record<string, string> },
        );
        expect([answer.status, answer.headers.get("location"), answer.headers.get("set-cookie")]).toEqual([
          200,
          null,
          null,
        ]);
        expect(await state()).toEqual({ "": "unsubscribed" });
      }
    }
    expect((await row()).unsubscribedAt).toEqual(clock.now());
    const [proof] = await db.select().from(consentLog).where(sql`customer_id = ${key.customerId}`);
    expect(proof).toMatchObject({
      source: "one_click",
      state: "unsubscribed",
      messageId: key.id,
      network: "203.0.113.7",
      userAgent: browser,
    });
  });

  test("what was already planned is cancelled with its reason", async () => {
    await planFor(db, templateId, key.customerId, key.customerId, {
      source: { kind: "campaign", id: "later" },
    });
    await request(link("unsubscribe"), oneClick);
    const [planned] = await db
      .select()
      .from(messages)
      .where(sql`customer_id = ${key.customerId} and source_id = 'later'`);
    expect(planned).toMatchObject({ state: "skipped", reason: "unsubscribed_channel" });
    expect(await dispatchDue(system)).toMatchObject({ claimed: 0, accepted: 0 });
  });

  test("the page's own form keeps the reason; coming back needs the page", async () => {
    const left = await (
      await request(link("unsubscribe"), urlencoded({ action: "leave", reason: "too_often" }))
    ).text();
    expect(await state()).toEqual({ "": "unsubscribed" });
    await request(link("unsubscribe"), urlencoded({ action: "resubscribe" }));
    await request(
      link("unsubscribe"),
      urlencoded({ action: "resubscribe", confirm: `${clock.now().getTime() + 1000}.AAAA` }),
    );
    expect(await state()).toEqual({ "": "unsubscribed" });
    const confirm = /name="confirm" value="([^"]+)"/.exec(left)?.[1] ?? "";
    clock.advance(3_700_000);
    await request(link("unsubscribe"), urlencoded({ action: "resubscribe", confirm }));
    expect(await state()).toEqual({ "": "unsubscribed" });
    clock.set(new Date(now.getTime() + 61_000));
    await request(link("unsubscribe"), urlencoded({ action: "resubscribe", confirm }));
    expect(await state()).toMatchObject({ "": "subscribed" });
    const reasons = await db
      .select()
      .from(consentLog)
      .where(sql`customer_id = ${key.customerId} and reason = 'too_often'`);
    expect(reasons).toHaveLength(1);
  });

  test("topics: what is not ticked is left, the channel stays", async () => {
    const page = await (await request(link("unsubscribe"))).text();
    const confirm = /name="confirm" value="([^"]+)"/.exec(page)?.[1] ?? "";
    await request(link("unsubscribe"), urlencoded({ action: "topics", keep: "news", confirm }));
    expect(await state()).toEqual({ "": "subscribed", news: "subscribed", offers: "unsubscribed" });
  });

  test("10,000 invented tokens change nothing and all look alike", async () => {
    const looks = new Set<string>();
    for (let i = 0; i < 10_000; i++) {
      const token = Buffer.from(crypto.getRandomValues(new Uint8Array(47))).toString("base64url");
      const answer = await request(`/u/${token}`, i % 2 ? oneClick : {});
      if (i < 200) looks.add(`${answer.status} ${await answer.text()}`);
      else expect(answer.status).toBe(404);
    }
    expect(looks.size).toBe(1);
    expect(await state()).toEqual({});
  });

  test("a body that says nothing is refused, not taken for a wish", async () => {
    expect((await request(link("unsubscribe"), { method: "POST", body: "hello" })).status).toBe(400);
    expect(await state()).toEqual({});
  });
});

test("the letter in a browser runs nothing", async () => {
  const answer = await request(link("web"));
  expect(answer.headers.get("content-security-policy")).toMatch(/^sandbox allow-popups/);
  expect(await answer.text()).toContain("Hello Ann");
});

test("only the methods of each link are taken", () => {
  expect([
    door.match("POST", link("open")),
    door.match("POST", link("click")),
    door.match("DELETE", link("unsubscribe")),
  ]).toEqual([false, false, false]);
  expect([door.match("POST", link("unsubscribe")), door.match("GET", link("web"))]).toEqual([true, true]);
});
