import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { createMetric, updateMetric } from "@/server/domain/metrics";
import { createSegment, followSegments, rule, setLive } from "@/server/domain/segments";
import { metricDefinition } from "@/server/domain/segments/conditions/metric";
import { timeOf } from "@/server/domain/segments/live/time";
import { topicsOf } from "@/server/domain/segments/live/topics";
import { standardMetricCodes, standardMetrics } from "@/server/domain/segments/standard-metrics";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const clock = manualClock(new Date("2026-03-10T12:00:00Z"));
const ctx = { ...asSystem(db, clock), db };

const compared = (metric: string, type = "number") =>
  rule.parse({
    kind: "metric",
    metric,
    type,
    test: type === "number" ? { operator: "at_least", value: 1 } : { operator: "is_not_empty" },
  });

test("every standard metric says what it depends on, and days only where a day changes it", () => {
  for (const code of standardMetricCodes) {
    const one = compared(code, standardMetrics[code].type);
    expect(topicsOf(one, {}).size, code).toBeGreaterThan(1);
    expect(timeOf(one, {}).moving, code).toEqual([]);
  }
  expect([...topicsOf(compared("churn_risk"), {})]).toEqual(["person", "predictions"]);
  expect([...topicsOf(compared("open_rate_90d"), {})]).toEqual(["person", "messages"]);
  expect([...topicsOf(compared("favourite_store", "text"), {})]).toEqual(["person", "metrics", "stores"]);
  expect(timeOf(compared("revenue"), {}).changesAtMidnight).toBe(false);
  for (const code of ["days_since_last_purchase", "overdue_ratio", "sessions_30d", "click_rate_90d"])
    expect(timeOf(compared(code), {}).changesAtMidnight, code).toBe(true);
});

test("an own metric depends on what its definition does", () => {
  const metrics = new Map([
    [
      "views",
      metricDefinition.parse({
        kind: "event",
        name: "View",
        window: { kind: "last", amount: 2, unit: "hours" },
      }),
    ],
  ]);
  const one = compared("own.views");
  expect([...topicsOf(one, { metrics })]).toEqual(["person", "event:track:View"]);
  expect(timeOf(one, { metrics }).moving).toContainEqual({
    of: "event",
    type: "track",
    name: "View",
    offsetMs: 7_200_000,
  });
});

test("a live segment follows an own metric, and judges everybody anew when that is defined anew", async () => {
  await db.execute(sql`
    insert into customers (id, external_id) values (1, 'a'), (2, 'b');
    insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
    values (1, 1, 'r1', '2026-03-09T10:00Z', 5000), (2, 2, 'r2', '2026-03-09T10:00Z', 50000)`);
  const total = (measure: string) => ({ kind: "purchases", measure }) as never;
  const metric = await createMetric(ctx, { code: "spent", name: "Spent", definition: total("sum") });
  const { id } = await createSegment(ctx, {
    name: "Spenders",
    definition: {
      kind: "metric",
      metric: "own.spent",
      type: "number",
      test: { operator: "at_least", value: 100 },
    },
  });
  await setLive(ctx, { id, isLive: true });
  const members = async () => {
    await followSegments(ctx);
    const rows = await db.execute<{ customer_id: number }>(
      sql`select customer_id from segment_members where segment_id = ${id}::uuid order by 1`,
    );
    return rows.map((row) => Number(row.customer_id));
  };
  expect(await members()).toEqual([2]);
  await db.execute(sql`
    insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
    values (1, 3, 'r3', '2026-03-10T10:00Z', 5000)`);
  clock.advance(1000);
  expect(await members()).toEqual([1, 2]);
  await updateMetric(ctx, { id: metric.id, definition: total("count") });
  clock.advance(1000);
  expect(await members()).toEqual([]);
});
