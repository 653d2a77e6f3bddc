/** Real browsers' and servers' libraries, unmodified, against the door on a real server. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { Analytics } from "@segment/analytics-node";
import { sql } from "drizzle-orm";
import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildTracker } from "@/scripts/build-tracker";
import { findChromium } from "@/tests/support/chromium";
import { testDatabase } from "@/tests/support/database";
import { serveDoorOnNode, testTrackDoor, writeKey } from "@/tests/support/track-callers";

const { db, url } = await testDatabase();
const door = await testTrackDoor(db, url);
const origin = await serveDoorOnNode(door);

interface Stored extends Record<string, unknown> {
  type: string;
  event?: string;
  userId?: string;
  anonymousId?: string;
  previousId?: string;
  groupId?: string;
  name?: string;
  traits?: Record<string, unknown>;
  properties?: Record<string, unknown>;
  context?: {
    page?: { url?: string; referrer?: string };
    campaign?: Record<string, string>;
    library?: { name: string };
  };
}
/** Events stored since the last call with this mark in them, as the log has them. */
async function storedWith(mark: string): Promise<Stored[]> {
  const rows = await db.execute<{ type: string; payload: string }>(
    sql`select type, payload from event_log where payload like ${`%${mark}%`} order by occurred_at, txid, seq`,
  );
  return rows.map((row) => ({ ...(JSON.parse(row.payload) as object), type: row.type }));
}
const typesOf = (events: Stored[]) => events.map((event) => event.type).sort();

test("@segment/analytics-node, unmodified", async () => {
  const mark = randomUUID();
  const problems: unknown[] = [];
  const analytics = new Analytics({ writeKey, host: origin, flushAt: 3, flushInterval: 50 });
  analytics.on("error", (error) => problems.push(error));
  analytics.identify({ userId: mark, traits: { email: "node@example.com", plan: "gold" } });
  analytics.track({ userId: mark, event: "Order Completed", properties: { order_id: "1", total: 9.5 } });
  analytics.page({ userId: mark, name: "Docs" });
  analytics.screen({ userId: mark, name: "Start" });
  analytics.group({ userId: mark, groupId: "acme", traits: { name: "Acme" } });
  analytics.alias({ userId: mark, previousId: "before" });
  await analytics.closeAndFlush();
  const events = await storedWith(mark);
  expect(typesOf(events)).toEqual(["alias", "group", "identify", "page", "screen", "track"]);
  expect(events.find((event) => event.type === "track")?.properties).toEqual({ order_id: "1", total: 9.5 });
  expect(problems).toEqual([]);
});

describe("in a browser", () => {
  let browser: Browser;
  let context: BrowserContext;
  /** A shop's site: another origin than ours, so CORS and preflights are real. */
  let shop: string;
  let site: Server;
  const require = createRequire(import.meta.url);
  const segmentFolder = require.resolve("@segment/analytics-next").replace(/dist.*$/, "dist/umd/");

  beforeAll(async () => {
    const server = createServer((req, res) => {
      const { pathname } = new URL(req.url ?? "/", "http://x");
      if (pathname.startsWith("/segment/")) {
        res.setHeader("content-type", "text/javascript");
        return void res.end(readFileSync(`${segmentFolder}${pathname.slice(9).replace(/[^\w.-]/g, "")}`));
      }
      res.setHeader("content-type", "text/html");
      res.end(`<!doctype html><title>${pathname}</title><h1>Shop</h1>`);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    shop = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    site = server;
    browser = await chromium.launch(await findChromium());
  });
  afterAll(async () => {
    await browser.close();
    site.closeAllConnections();
    site.close();
  });
  const open = async (path: string) => {
    context = await browser.newContext();
    const page = await context.newPage();
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(error.message));
    await page.goto(`${shop}${path}`);
    return { page, problems };
  };
  const snippet = (options: Record<string, unknown>) => `
    window.carillon = function () { (window.carillon.q = window.carillon.q || []).push([].slice.call(arguments)); };
    const script = document.createElement("script"); script.src = "${origin}/tracker.js"; document.head.append(script);
    carillon("init", "${writeKey}", ${JSON.stringify({ host: origin, ...options })});`;

  test("@segment/analytics-next, unmodified, with our address as its CDN and API", async () => {
    const mark = randomUUID();
    const { page, problems } = await open(`/segment-page?${mark}`);
    await page.addScriptTag({ url: `${shop}/segment/index.js` });
    await page.evaluate(
      async ({ key, cdnURL, mark }) => {
        const library = (
          window as unknown as {
            AnalyticsNext: {
              AnalyticsBrowser: {
                load(settings: object): Record<string, (...args: unknown[]) => Promise<unknown>>;
              };
            };
          }
        ).AnalyticsNext;
        const analytics = library.AnalyticsBrowser.load({ writeKey: key, cdnURL });
        const call = async (name: string, ...args: unknown[]) => await analytics[name]?.(...args);
        await call("page", "Home", { mark });
        await call("identify", `user-${mark}`, { email: "next@example.com" });
        await call("track", "Product Added", { product_id: "p1", mark });
        await call("group", "acme", { mark });
        await call("alias", `other-${mark}`);
      },
      { key: writeKey, cdnURL: origin, mark },
    );
    await expect
      .poll(async () => typesOf(await storedWith(mark)), { timeout: 10_000 })
      .toEqual(["alias", "group", "identify", "page", "track"]);
    const track = (await storedWith(mark)).find((event) => event.type === "track");
    expect(track).toMatchObject({
      event: "Product Added",
      userId: `user-${mark}`,
      context: { page: { url: `${shop}/segment-page?${mark}` } },
    });
    expect(track?.anonymousId).toMatch(/^[0-9a-f-]{36}$/);
    expect(problems).toEqual([]);
  });

  test("our tracker: queue stub, page views of a single-page application, sign-in, campaign", async () => {
    const mark = randomUUID();
    const { page, problems } = await open(`/landing?m=${mark}&utm_source=letter&utm_campaign=spring`);
    await page.evaluate(`${snippet({})} carillon("track", "Product Added", { product_id: "p1" });`);
    await expect.poll(async () => typesOf(await storedWith(mark))).toEqual(["page", "track"]);
    await page.evaluate((mark) => {
      const carillon = (window as unknown as { carillon(...args: unknown[]): void }).carillon;
      carillon("identify", `user-${mark}`, { email: "tracker@example.com" });
      history.pushState({}, "", `/second?m=${mark}`);
    }, mark);
    await expect.poll(async () => (await storedWith(mark)).length).toBe(4);
    const events = await storedWith(mark);
    const pages = events.filter((event) => event.type === "page");
    expect(pages[0]?.context?.campaign).toEqual({ source: "letter", name: "spring" });
    expect(pages[1]?.context?.page).toMatchObject({
      url: `${shop}/second?m=${mark}`,
      referrer: `${shop}/landing?m=${mark}&utm_source=letter&utm_campaign=spring`,
    });
    expect(pages.map((event) => event.userId)).toEqual([undefined, `user-${mark}`]);
    expect(new Set(events.map((event) => event.anonymousId)).size).toBe(1);
    expect((await context.cookies()).map((cookie) => cookie.name)).toEqual(["crl_aid"]);
    expect(problems).toEqual([]);
  });

  test("our tracker: a method for each event of the spec; signing in and out", async () => {
    const mark = randomUUID();
    const { page } = await open(`/methods?${mark}`);
    await page.evaluate(`${snippet({ spa: false })}
      carillon("section", "Delivery");
      carillon("productAddedToWishlist", { product_id: "p1" });
      carillon("event", "Quiz Passed", { score: 3 });
      carillon("login", "user-${mark}", { email: "in@example.com" });
      carillon("logout");
      carillon("checkoutStarted", { value: 9 });
      carillon("noSuchMethod", {});`);
    await expect.poll(async () => (await storedWith(mark)).length).toBe(7);
    const events = await storedWith(mark);
    expect(events.map((event) => event.event ?? event.type)).toEqual([
      "Section Viewed",
      "Product Added to Wishlist",
      "Quiz Passed",
      "identify",
      "Signed In",
      "Signed Out",
      "Checkout Started",
    ]);
    expect(events.at(-1)?.userId).toBeUndefined();
    expect(events.at(-1)?.anonymousId).not.toBe(events[0]?.anonymousId);
    expect(events.at(-2)).toMatchObject({ userId: `user-${mark}`, anonymousId: events[0]?.anonymousId });
  });

  test("a letter's link names the visitor and leaves the address; our other sites keep the visitor", async () => {
    const mark = randomUUID();
    const { page } = await open(`/letter?${mark}&cl=token-of-the-letter&utm_source=letter#top`);
    await page.evaluate(snippet({ domains: ["localhost"] }));
    await expect.poll(async () => typesOf(await storedWith(mark))).toEqual(["identify", "page"]);
    const [identify, view] = (await storedWith(mark)).sort((a, b) => (a.type < b.type ? -1 : 1));
    expect(identify).toMatchObject({ linkToken: "token-of-the-letter" });
    expect(view?.context?.page?.url).not.toContain("cl=");
    expect(await page.evaluate("location.href")).toBe(`${shop}/letter?${mark}=&utm_source=letter#top`);
    // To another host of ours: it is the same visitor there, and the address is clean again.
    const other = shop.replace("127.0.0.1", "localhost");
    await page.evaluate(`document.body.innerHTML = '<a href="${other}/other?${mark}">there</a>'`);
    await page.click("a");
    await page.waitForURL(/\/other/);
    await page.evaluate(snippet({ domains: ["127.0.0.1"] }));
    await expect.poll(async () => (await storedWith(mark)).length).toBe(3);
    expect(new Set((await storedWith(mark)).map((event) => event.anonymousId)).size).toBe(1);
    expect(await page.evaluate("location.search")).not.toContain("_crl");
    // Whoever writes such a link elsewhere gets nobody's browser.
    await page.goto(`${shop}/fixed?${mark}&_crl=chosen-by-somebody*zzzzzzzz`);
    await page.evaluate(snippet({ domains: ["localhost"] }));
    await expect.poll(async () => (await storedWith(mark)).length).toBe(4);
    expect((await storedWith(mark)).map((event) => event.anonymousId)).not.toContain("chosen-by-somebody");
  });

  test("cookieless: sent, and nothing kept; Google's consent signals are followed", async () => {
    const mark = randomUUID();
    const { page } = await open(`/cookieless?${mark}`);
    await page.evaluate(
      `${snippet({ consent: "cookieless" })} carillon("productViewed", { product_id: "p1" });`,
    );
    await expect.poll(async () => typesOf(await storedWith(mark))).toEqual(["page", "track"]);
    expect(await page.evaluate("localStorage.length + document.cookie.length")).toBe(0);
    const [before] = await storedWith(mark);
    await page.evaluate(`carillon("consent", "granted"); carillon("event", "After", {});`);
    await expect.poll(async () => (await storedWith(mark)).length).toBe(3);
    expect(await page.evaluate("document.cookie")).toContain(before?.anonymousId ?? "?");

    const google = randomUUID();
    const second = await open(`/google?${google}`);
    await second.page.evaluate(`window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
      gtag("consent", "default", { analytics_storage: "denied" });
      ${snippet({ consent: "google" })} window.gtag = gtag;`);
    await second.page.waitForFunction("!window.carillon.q");
    await second.page.waitForTimeout(700);
    expect(await storedWith(google)).toEqual([]);
    await second.page.evaluate(`gtag("consent", "update", { analytics_storage: "granted" });`);
    await expect.poll(async () => typesOf(await storedWith(google))).toEqual(["page"]);
    await second.page.evaluate(`gtag("consent", "update", { analytics_storage: "denied" });`);
    expect(await second.page.evaluate("localStorage.length + document.cookie.length")).toBe(0);
  });

  test("what is tracked while leaving arrives", async () => {
    const mark = randomUUID();
    const { page } = await open(`/leave?${mark}`);
    await page.evaluate(snippet({ spa: false }));
    await page.waitForFunction("!window.carillon.q");
    await page.evaluate(`carillon("track", "Left", {});`);
    await page.goto("about:blank");
    await expect.poll(async () => typesOf(await storedWith(mark))).toEqual(["track"]);
  });

  test("without consent nothing is kept or sent; with it, what waited goes", async () => {
    const mark = randomUUID();
    const { page } = await open(`/consent?${mark}`);
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.evaluate(snippet({ consent: "pending" }));
    await page.waitForFunction("!window.carillon.q");
    await page.evaluate(`carillon("track", "Waiting", {})`);
    await page.waitForTimeout(900);
    expect(requests.filter((one) => !one.endsWith("/tracker.js"))).toEqual([]);
    expect(await page.evaluate("localStorage.length + document.cookie.length")).toBe(0);
    await page.evaluate(`carillon("consent", "granted")`);
    await expect.poll(async () => typesOf(await storedWith(mark))).toEqual(["page", "track"]);
    await page.evaluate(`carillon("consent", "denied"); carillon("track", "Denied", {})`);
    await page.waitForTimeout(900);
    expect(await page.evaluate("localStorage.length + document.cookie.length")).toBe(0);
    expect(await storedWith(mark)).toHaveLength(2);
  });

  test("offline, events wait in the browser, also over a reload, and arrive once", async () => {
    const mark = randomUUID();
    const { page } = await open(`/offline?${mark}`);
    let isBroken = true;
    await page.route(`${origin}/v1/batch`, (route) => (isBroken ? route.abort() : route.continue()));
    await page.evaluate(snippet({ spa: false }));
    await page.waitForFunction("!window.carillon.q");
    await page.evaluate(`carillon("track", "Offline", {})`);
    await page.waitForTimeout(900);
    expect(await storedWith(mark)).toEqual([]);
    isBroken = false;
    await page.reload();
    await page.evaluate(snippet({ spa: false }));
    await expect.poll(async () => typesOf(await storedWith(mark))).toEqual(["track"]);
    expect(
      await page.evaluate(
        `new Promise((done) => setTimeout(() => done(localStorage.getItem("crl_q")), 300))`,
      ),
    ).toBeNull();
  });
});

test("public/tracker.js is what its source makes, and small", async () => {
  const built = readFileSync("public/tracker.js", "utf8");
  expect(built, "run: node --import tsx scripts/build-tracker.ts").toBe(await buildTracker());
  expect(gzipSync(built).length).toBeLessThan(4_096);
  const answer = await fetch(`${origin}/tracker.js`);
  expect([answer.status, await answer.text()]).toEqual([200, built]);
  expect(answer.headers.get("cache-control")).toContain("max-age=");
  const again = await fetch(`${origin}/tracker.js`, {
    headers: { "if-none-match": answer.headers.get("etag") ?? "" },
  });
  expect(again.status).toBe(304);
});
