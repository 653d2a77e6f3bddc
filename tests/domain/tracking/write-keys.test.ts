/** A write key is public by nature: what it may do, and what it may cost. */
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  createSource,
  getInstallation,
  listEventShapes,
  recordEvents,
  rotateWriteKey,
  updateSourceSettings,
} from "@/server/domain/tracking";
import { visitorLinkToken } from "@/server/domain/tracking/link-token";
import { withVisitorLink } from "@/server/domain/tracking/own-sites";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { writeKey } from "@/tests/support/track-callers";
import { testShop } from "@/tests/support/tracked";

const { db, url } = await testDatabase();
const shop = await testShop(db, url);
const ctx = () => asRole(db, "administrator", shop.clock);
const [first] = await db.execute<{ id: number }>(sql`select id from sources where write_key = ${writeKey}`);
const sourceId = first?.id ?? 0;

test("a flood of made-up names of properties is capped and counted; reading stays fast", async () => {
  for (let batch = 0; batch < 20; batch++)
    await shop.send(
      ...Array.from({ length: 100 }, (_, event) =>
        shop.event("track", batch, {
          userId: "flood",
          event: "Flood",
          properties: Object.fromEntries(
            Array.from({ length: 50 }, (_, no) => [`p_${batch}_${event}_${no}`, no]),
          ),
        }),
      ),
    );
  expect(await shop.consume()).toBe(2_000);
  const startedAt = performance.now();
  const shapes = await listEventShapes(ctx(), { id: sourceId });
  const { issues } = await getInstallation(ctx(), { id: sourceId });
  expect(performance.now() - startedAt).toBeLessThan(2_000);
  expect(shapes.reduce((sum, shape) => sum + 1 + shape.properties.length, 0)).toBe(2_000);
  // 100,000 names came; those that found no place are told.
  const left = issues.find((issue) => issue.code === "too_many_properties")?.events ?? 0;
  expect(left).toBeGreaterThan(97_000);
});

test("says nothing of consent, verified addresses or suppression", async () => {
  const id = randomUUID();
  await shop.send(
    shop.event("identify", 1, {
      userId: id,
      traits: {
        email: `${id}@example.com`,
        consent: true,
        subscribed: true,
        email_verified: true,
        suppressed: false,
        size: 3,
      },
    }),
  );
  await shop.consume();
  const [person] = await db.execute(sql`
    select attributes, (select count(*)::int from subscriptions s where s.customer_id = c.id) as subscriptions from customers c where external_id = ${id}`);
  expect(person).toEqual({ attributes: { size: 3 }, subscriptions: 0 });
});

test("pages that a source does not name are refused; a replaced key works along for as long as it is given", async () => {
  const source = await createSource(ctx(), { name: "Outlet" });
  await updateSourceSettings(ctx(), { id: source.id, allowedOrigins: ["shop.example"] });
  const body = () =>
    Buffer.from(JSON.stringify({ type: "track", userId: "u", event: "E", messageId: randomUUID() }));
  const send = (key: string, origin?: string) =>
    shop.ingest.receive({ kind: "track", writeKey: key, body: body(), ...(origin ? { origin } : {}) });
  shop.clock.advance(10_000);
  await expect(send(source.writeKey, "https://evil.example")).rejects.toMatchObject({ code: "forbidden" });
  expect(await send(source.writeKey, "https://www.shop.example")).toMatchObject({ accepted: 1 });
  expect(await send(source.writeKey)).toMatchObject({ accepted: 1 });
  const changed = await rotateWriteKey(ctx(), { id: source.id, keepOldHours: 24 });
  shop.clock.advance(10_000);
  expect(await send(source.writeKey)).toMatchObject({ accepted: 1 });
  expect(await send(changed.writeKey)).toMatchObject({ accepted: 1 });
  shop.clock.advance(25 * 3_600_000);
  await expect(send(source.writeKey)).rejects.toMatchObject({ code: "unauthenticated" });
  await shop.consume();
});

test("a letter's link names a visitor whom nobody has named, while it is fresh; a sign-in outweighs it", async () => {
  const [anna] = await db.execute<{ id: number }>(sql`
    insert into customers (id, external_id, created_via) values (nextval('subject_ids'), 'anna-of-letter', 'test') returning id`);
  const id = Number(anna?.id);
  await db.execute(sql`insert into customer_metrics (customer_id) values (${id})`);
  await updateSourceSettings(ctx(), { id: sourceId, ownDomains: ["shop.example"] });
  shop.clock.advance(6_000);
  expect(await withVisitorLink(ctx(), "https://elsewhere.example/a", id)).toBe("https://elsewhere.example/a");
  const target = new URL(await withVisitorLink(ctx(), "https://www.shop.example/a?b=1", id));
  const linkToken = target.searchParams.get("cl") ?? "";
  const stale = visitorLinkToken(id, new Date(shop.clock.now().getTime() - 3_600_000));
  const view = (anonymousId: string, minute: number) =>
    shop.event("track", minute, {
      anonymousId,
      event: "Product Viewed",
      properties: { product_id: anonymousId },
    });
  await shop.send(
    view("by-link", 1),
    shop.event("identify", 2, { anonymousId: "by-link", linkToken }),
    shop.event("identify", 2, { anonymousId: "by-stale", linkToken: stale }),
    shop.event("identify", 2, { anonymousId: "by-forger", linkToken: `${linkToken.slice(0, -2)}AA` }),
    shop.event("identify", 2, { anonymousId: "forwarded", linkToken }),
    view("forwarded", 3),
  );
  await shop.consume();
  const ownerOf = async (anonymousId: string) => {
    const [row] = await db.execute<{ owner: string | null }>(
      sql`select c.external_id as owner from visitors v left join customers c on c.id = v.customer_id where anonymous_id = ${anonymousId}`,
    );
    return row?.owner ?? null;
  };
  expect(await Promise.all(["by-link", "by-stale", "by-forger", "forwarded"].map(ownerOf))).toEqual([
    "anna-of-letter",
    null,
    null,
    "anna-of-letter",
  ]);
  // Her friend signs in later: what was done on her browser is hers.
  await shop.send(shop.event("identify", 60, { anonymousId: "forwarded", userId: "friend" }));
  await shop.consume();
  expect(await ownerOf("forwarded")).toBe("friend");
  const rows = await db.execute(sql`
    select c.external_id, v.item_id, v.views from product_views v join customers c on c.id = v.customer_id
    where v.item_id in ('by-link', 'forwarded') order by 1`);
  expect(rows.map((row) => Object.values(row))).toEqual([
    ["anna-of-letter", "by-link", 1],
    ["friend", "forwarded", 1],
  ]);
});

test("servers may tell what happened to nobody, and each event is known by its id", async () => {
  const id = randomUUID();
  const events = [
    { event: "Feed Loaded", messageId: id, properties: { rows: 5 } },
    { event: "Feed Loaded", messageId: id },
    { type: "identify" },
  ];
  const results = await db.transaction((tx) => recordEvents(tx, events, { now: shop.clock.now() }));
  expect(results.map((one) => one.outcome)).toEqual(["accepted", "duplicate", "rejected"]);
  expect(results[2]?.problem).toMatchObject({ path: "userId" });
  await shop.consume();
  expect(await db.execute(sql`select name, properties from system_events`)).toEqual([
    { name: "Feed Loaded", properties: { rows: 5 } },
  ]);
});
