import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { drawProductPicture, seedDemo } from "@/server/demo";
import { demoProducts } from "@/server/demo/catalogue";
import { drawHistory } from "@/server/demo/history";
import { bootstrapInstallation } from "@/server/main/bootstrap";
import { testDatabase } from "@/tests/support/database";

const { db, url } = await testDatabase();
const now = new Date();
const options = { databaseUrl: url, now, baseUrl: "http://localhost:3000", report: () => {} };
const count = async (table: string) =>
  Number((await db.execute<{ n: number }>(sql`select count(*) as n from ${sql.raw(table)}`))[0]?.n);

test("the same seed and day draw the same retailer", () => {
  expect(drawHistory(now, 50)).toEqual(drawHistory(now, 50));
});

await bootstrapInstallation(db, {
  setUpToken: "t".repeat(40),
  apiKey: "car_demo_test_key_0123456789",
  writeKey: "wk_demo_test",
  now,
});

test("the demo retailer loads whole, once, and its sums agree", async () => {
  expect(await seedDemo(options)).toBe(true);
  expect(await seedDemo(options)).toBe(false);
  // Sixteen of them twice, as careless tills and sites do.
  expect(await count("customers")).toBe(5016);
  expect(await count("customer_metrics")).toBe(5016);
  expect(await count("stores")).toBe(12);
  expect(await count("receipts")).toBeGreaterThan(30_000);
  expect(await count("carts where state = 'open'")).toBeGreaterThan(100);
  const [sums] = await db.execute<{ wrong: number; future: number }>(sql`
    select (select count(*) from receipts r where total_minor <> (select sum(total_minor) from receipt_lines l where l.customer_id = r.customer_id and l.receipt_id = r.id)) as wrong,
      (select count(*) from customer_events where occurred_at > ${now.toISOString()}::timestamptz)
        + (select count(*) from customers where created_at > ${now.toISOString()}::timestamptz) as future`);
  expect(sums).toEqual({ wrong: 0, future: 0 });
}, 180_000);

test("its campaign's history adds up: every letter has its row, its content and a time that makes sense", async () => {
  const [sums] = await db.execute<Record<string, number>>(sql`
    select (select count(*)::int from campaign_participants) as entries,
      (select count(*)::int from campaign_participants where state = 'active') as waiting,
      (select count(*)::int from messages where state = 'delivered') as delivered,
      (select count(*)::int from messages where state = 'skipped') as skipped,
      (select count(*)::int from messages m where state = 'delivered' and not exists (select 1 from message_contents c where c.customer_id = m.customer_id and c.message_id = m.id)) as empty,
      (select count(*)::int from messages where state not in ('delivered', 'skipped', 'failed')) as stuck,
      (select count(*)::int from messages where first_clicked_at < first_opened_at or first_opened_at < delivered_at or delivered_at < planned_at) as absurd,
      (select count(*)::int from message_events where at > ${now.toISOString()}::timestamptz) as future,
      (select count(*)::int from order_attributions) as attributed`);
  expect(sums).toMatchObject({ empty: 0, stuck: 0, absurd: 0, future: 0 });
  expect(sums?.entries).toBeGreaterThan(200);
  expect(sums?.delivered).toBeGreaterThan(250);
  expect(sums?.skipped).toBeGreaterThan(5);
  expect(sums?.attributed).toBeGreaterThan(10);
});

test("every product has its picture", () => {
  for (const product of demoProducts) expect(drawProductPicture(product.code)).toMatch(/^<svg .*<\/svg>$/);
  expect(drawProductPicture("../../etc/passwd")).toBeUndefined();
});
