import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { jsonParam } from "@/server/db/client";
import { updateSettings } from "@/server/domain/account";
import { predictEverybody, refreshDue, refreshEverybody, refreshStale } from "@/server/domain/metrics";
import { upsertReceipts } from "@/server/domain/orders";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const zone = "America/Sao_Paulo";
const start = Date.parse("2026-01-01T15:00:00Z");
const day = 86_400_000;
const clock = manualClock(new Date(start));
const ctx = { ...asSystem(db, clock), db };

beforeAll(async () => {
  await updateSettings(ctx, { timeZone: zone, currency: "EUR" });
  await db.execute(
    sql`insert into products (id, external_id, name, brand) values (1, 'milk', 'Milk', 'Alpine'), (2, 'bread', 'Bread', null)`,
  );
});

const wipe = () =>
  db.execute(
    sql`truncate customers, customer_identities, customer_metrics, receipts, receipt_lines, record_keys, dirty_customers, purchase_metrics, outbox`,
  );
const table = async () =>
  (
    await db.execute(sql`select to_jsonb(m) - 'as_of' as row from purchase_metrics m order by customer_id`)
  ).map((one) => one.row as Record<string, unknown>);

type Step =
  | { kind: "buy"; id: number; who: number; daysAgo: number; total: number; status: string; product: string }
  | { kind: "wait"; days: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("buy" as const),
      id: fc.integer({ min: 1, max: 12 }),
      who: fc.integer({ min: 1, max: 3 }),
      daysAgo: fc.oneof(fc.integer({ min: 0, max: 5 }), fc.constantFrom(29, 30, 31, 89, 90, 364, 365, 366)),
      total: fc.constantFrom(0, 10, 19.99),
      status: fc.constantFrom("completed", "completed", "completed", "returned", "cancelled"),
      product: fc.constantFrom("milk", "bread"),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("wait" as const),
      days: fc.constantFrom(1, 2, 29, 30, 61, 275),
    }),
  },
);

describe("metrics of purchases", () => {
  it("kept current step by step are what computing everything from nothing gives, on any day", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        await wipe();
        clock.set(new Date(start));
        for (const one of steps) {
          if (one.kind === "wait") {
            clock.advance(one.days * day);
            await refreshDue(ctx);
            continue;
          }
          const at = new Date(clock.now().getTime() - one.daysAgo * day);
          await db.transaction((tx) =>
            upsertReceipts(
              tx,
              [
                {
                  externalId: `r${one.id}`,
                  customer: { externalId: `x${one.who}` },
                  occurredAt: at.toISOString(),
                  total: one.total,
                  status: one.status,
                  lines: [{ product: one.product, quantity: 2, price: one.total / 2, total: one.total }],
                } as never,
              ],
              { via: "test", now: clock.now() },
            ),
          );
          await refreshStale(ctx);
        }
        const incremental = await table();
        await refreshEverybody(ctx);
        expect(await table()).toEqual(incremental);
        await db.execute(sql`truncate purchase_metrics`);
        await refreshEverybody(ctx);
        expect(await table()).toEqual(incremental);
      }),
      { numRuns: 10 },
    );
  }, 90_000);

  it("are the numbers one would work out by hand", async () => {
    await wipe();
    clock.set(new Date("2026-05-13T15:00:00Z"));
    const receipt = (id: string, at: string, total: number, more: object = {}) => ({
      externalId: id,
      customer: { externalId: "anna" },
      occurredAt: at,
      total,
      ...more,
    });
    await db.transaction((tx) =>
      upsertReceipts(
        tx,
        [
          // Tuesday evening in Sao Paulo, Wednesday in UTC.
          receipt("1", "2026-04-15T01:30:00Z", 30, {
            discount: 10,
            lines: [
              { product: "milk", quantity: 3, price: 5, total: 15 },
              { product: "bread", quantity: 1, price: 15, total: 15 },
            ],
          }),
          receipt("2", "2026-04-14T12:00:00Z", 50, { channel: "web" }),
          receipt("3", "2026-05-12T12:00:00Z", 10, {
            bonusPaid: 9,
            lines: [{ product: "milk", quantity: 1, price: 10, total: 10 }],
          }),
          receipt("4", "2026-05-01T12:00:00Z", 70, { status: "returned" }),
        ] as never[],
        { via: "test", now: clock.now() },
      ),
    );
    await refreshStale(ctx);
    expect((await table())[0]).toMatchObject({
      purchases: 3,
      revenue_minor: 9000,
      purchases_30d: 3,
      purchases_90d: 3,
      first_on: "2026-04-14",
      last_on: "2026-05-12",
      average_minor: 3000,
      median_minor: 3000,
      largest_minor: 5000,
      items_per_purchase: 2.5,
      average_item_minor: 800,
      discount_share: 0.1,
      bonus_share: 0.1,
      returns: 1,
      return_share: 0.25,
      visits: 2,
      average_gap_days: 28,
      median_gap_days: 28,
      expected_next_on: "2026-06-09",
      favourite_weekday: 2,
      favourite_product_id: 1,
      favourite_brand: "Alpine",
      online_share: 0.3333,
      channels: 2,
      next_change_on: "2026-05-14",
    });
    clock.set(new Date("2026-05-14T15:00:00Z"));
    await refreshDue(ctx);
    expect((await table())[0]).toMatchObject({
      purchases: 3,
      purchases_30d: 1,
      revenue30d_minor: 1000,
      next_change_on: "2026-06-11",
    });
  });
});

describe("predictions", () => {
  it("fit the base they are about, and say less of who has been away", async () => {
    await wipe();
    clock.set(new Date("1997-09-30T15:00:00Z"));
    const lines = gunzipSync(readFileSync("tests/fixtures/cdnow-sample.txt.gz"))
      .toString("latin1")
      .trim()
      .split("\n");
    const rows = lines.map((line, i) => {
      const [, who, date = "", , total] = line.trim().split(/\s+/);
      return {
        id: i + 1,
        who: Number(who),
        date: `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
        minor: Math.round(Number(total) * 100),
      };
    });
    await db.execute(sql`
      insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
      select who, id, 'r' || id, (date || ' 12:00')::timestamp at time zone ${zone}, minor
      from jsonb_to_recordset(${jsonParam(rows)}) as r(id bigint, who bigint, date text, minor bigint) where date <= '1997-09-30'`);
    await refreshEverybody(ctx);
    expect(await predictEverybody(ctx)).toEqual({ customers: 2357, isTooSmall: false });
    const [fit] = await db.execute<{ parameters: { r: number; alpha: number; a: number; b: number } }>(
      sql`select parameters from prediction_models where name = 'bg_nbd'`,
    );
    expect(fit?.parameters.r).toBeCloseTo(0.243, 2);
    expect(fit?.parameters.alpha).toBeCloseTo(4.414, 1);
    expect(fit?.parameters.a).toBeCloseTo(0.793, 1);
    expect(fit?.parameters.b).toBeCloseTo(2.426, 1);
    const [away] = await db.execute<{ recent: number; gone: number }>(sql`
      select avg(p.probability_active) filter (where m.last_on > '1997-08-30') as recent,
        avg(p.probability_active) filter (where m.last_on < '1997-04-01') as gone
      from predictions p join purchase_metrics m using (customer_id) where m.visits > 2`);
    expect(away?.recent).toBeGreaterThan((away?.gone ?? 1) + 0.3);
  });

  it("are not made from too few people", async () => {
    await wipe();
    expect(await predictEverybody(ctx)).toEqual({ customers: 0, isTooSmall: true });
  });
});
