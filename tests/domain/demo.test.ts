import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { drawProductPicture, seedDemo } from "@/server/demo";
import { demoProducts } from "@/server/demo/catalogue";
import { drawHistory } from "@/server/demo/history";
import { testDatabase } from "@/tests/support/database";

const { db, url } = await testDatabase();
const now = new Date("2026-11-22T12:00:00Z");
const options = { databaseUrl: url, now, baseUrl: "http://localhost:3000", report: () => {} };
const count = async (table: string) =>
  Number((await db.execute<{ n: number }>(sql`select count(*) as n from ${sql.raw(table)}`))[0]?.n);

test("the same seed and day draw the same retailer", () => {
  expect(drawHistory(now, 50)).toEqual(drawHistory(now, 50));
});

test("the demo retailer loads whole, once, and its sums agree", async () => {
  expect(await seedDemo(options)).toBe(true);
  expect(await seedDemo(options)).toBe(false);
  expect(await count("customers")).toBe(5000);
  expect(await count("stores")).toBe(12);
  expect(await count("receipts")).toBeGreaterThan(30_000);
  expect(await count("carts where state = 'open'")).toBeGreaterThan(100);
  const [sums] = await db.execute<{ wrong: number; future: number }>(sql`
    select (select count(*) from receipts r where total_minor <> (select sum(total_minor) from receipt_lines l where l.customer_id = r.customer_id and l.receipt_id = r.id)) as wrong,
      (select count(*) from customer_events where occurred_at > ${now.toISOString()}::timestamptz) as future`);
  expect(sums).toEqual({ wrong: 0, future: 0 });
});

test("every product has its picture", () => {
  for (const product of demoProducts) expect(drawProductPicture(product.code)).toMatch(/^<svg .*<\/svg>$/);
  expect(drawProductPicture("../../etc/passwd")).toBeUndefined();
});
