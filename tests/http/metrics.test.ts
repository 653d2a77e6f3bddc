import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/server/db/schema";
import { standardMetricCodes } from "@/server/domain/segments/standard-metrics";
import { handleRest } from "@/server/http/rest/handle";
import { sha256 } from "@/server/platform/crypto";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_test_0123456789012345678901234567890123456789";

async function call(method: string, path: string, body?: unknown) {
  const answer = await handleRest(
    new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
    { network: "127.0.0.1" },
  );
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
const made = async (code: string, definition: object): Promise<string> => {
  const answer = await call("POST", "/metrics", { code, name: `The ${code}`, definition });
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body.id);
};
const spent = (days: number) => ({
  kind: "purchases",
  measure: "sum",
  window: { kind: "last", amount: days, unit: "days" },
});
const over = (metric: string, value: number) => ({
  kind: "metric",
  metric,
  type: "number",
  test: { operator: "at_least", value },
});
const count = async (definition: object) => (await call("POST", "/segments/preview", { definition })).body;

beforeAll(async () => {
  await db.insert(apiKeys).values({
    name: "test",
    prefix: "car_test",
    hash: sha256(key),
    scopes: ["segments:read", "segments:write", "customers:read"],
  });
  // 300 people; person n has n % 4 receipts of 100.00 within a month, and one of 7.50 a year ago when n % 4 = 3.
  await db.execute(sql`
    insert into customers (id, external_id, state)
    select 1000 + n, 'x' || n, case when n = 300 then 'erased' else 'active' end from generate_series(1, 300) n`);
  await db.execute(sql`
    insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
    select 1000 + n, n * 10 + k, 'r' || n || '-' || k, now() - interval '1 day' * k, 10000
    from generate_series(1, 300) n, generate_series(1, 3) k where k <= n % 4
    union all select 1000 + n, n * 10 + 9, 'r' || n || '-9', now() - interval '365 days', 750
    from generate_series(1, 300) n where n % 4 = 3`);
  await db.execute(sql`
    insert into stores (id, external_id, name) values (7, 's-7', 'Main street')`);
  await db.execute(sql`
    insert into purchase_metrics (customer_id, purchases, revenue_minor, purchases_30d, revenue30d_minor, purchases_90d, revenue90d_minor,
      purchases_365d, revenue365d_minor, first_on, last_on, average_minor, median_minor, largest_minor, returns, visits, categories,
      channels, as_of, favourite_store_id)
    select 1000 + n, n % 4, (n % 4) * 10000, 0, 0, 0, 0, 0, 0, '2026-01-01', '2026-02-01', 10000, 10000, 10000, 0, 1, 0, 1, '2026-03-01', 7
    from generate_series(1, 300) n where n % 4 > 0`);
});

describe("metrics", () => {
  it("are listed, standard ones and one's own", async () => {
    await made("spent_listed", spent(30));
    const { status, body } = await call("GET", "/metrics");
    expect(status).toBe(200);
    const data = body.data as { metric: string; type: string; unit: string; is_own: boolean }[];
    expect(data.find((one) => one.metric === "own.spent_listed")).toMatchObject({
      type: "number",
      unit: "money",
      is_own: true,
      never_empty: true,
    });
    expect(data.filter((one) => !one.is_own).map((one) => one.metric)).toEqual(standardMetricCodes);
  });

  it("of one's own mean in a segment what their definition means, nested or not", async () => {
    await made("spent_month", spent(30));
    await made("average", { kind: "purchases", measure: "average" });
    expect(await count(over("own.spent_month", 200))).toMatchObject({ count: 150, total: 299 });
    expect(await count({ kind: "none", rules: [over("own.spent_month", 1)] })).toMatchObject({ count: 74 });
    // Nobody without a purchase has an average, nor is out of the comparison.
    expect(await count({ kind: "none", rules: [over("own.average", 90)] })).toMatchObject({ count: 75 });
    const segment = await call("POST", "/segments", {
      name: "Spenders",
      definition: over("own.spent_month", 200),
    });
    expect(segment.status).toBe(201);
    const nested = { kind: "segment", id: segment.body.id };
    expect(await count(nested)).toMatchObject({ count: 150 });
    expect(await call("GET", `/segments/${segment.body.id}/explain/cus_1002`)).toMatchObject({
      status: 200,
      body: { is_member: true },
    });
  });

  it("are previewed with their spread, exactly", async () => {
    const { status, body } = await call("POST", "/metrics/preview", { definition: spent(30) });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      type: "number",
      unit: "money",
      total: 299,
      count: 299,
      zeros: 74,
      min: 0,
      median: 200,
      max: 300,
    });
    expect(body.average).toBeCloseTo(((75 + 150 + 225) * 100) / 299, 2);
    const bars = body.bars as { customers: number }[];
    expect(bars.reduce((sum, bar) => sum + bar.customers, 0)).toBe(225);
    expect(body.sample).toHaveLength(10);
    expect((body.sample as object[])[0]).toEqual({
      customer_id: "cus_1003",
      external_id: "x3",
      value: 300,
      label: null,
    });
    const some = await call("POST", "/metrics/preview", {
      definition: { kind: "purchases", measure: "last_on" },
      customer_ids: ["cus_1004", "cus_1001"],
    });
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
    expect(some.body).toMatchObject({
      type: "date",
      count: 225,
      max: yesterday,
      sample: [
        { customer_id: "cus_1001", value: yesterday },
        { customer_id: "cus_1004", value: null },
      ],
    });
    expect(await call("POST", "/metrics/preview", { metric: "favourite_store" })).toMatchObject({
      status: 200,
      body: { type: "text", count: 225, values: [{ value: "s-7", label: "Main street", customers: 225 }] },
    });
    expect(await call("POST", "/metrics/preview", { metric: "revenue" })).toMatchObject({
      body: { count: 299, zeros: 74, max: 300 },
    });
  });

  it("of one customer are told together", async () => {
    await made("last_paid", { kind: "purchases", measure: "last_on", of: "receipts" });
    const { status, body } = await call("GET", "/customers/cus_1003/metrics");
    expect(status).toBe(200);
    const of = (metric: string) => (body.data as { metric: string }[]).find((one) => one.metric === metric);
    expect(of("purchases")).toMatchObject({ value: 3, unit: "count", name: null });
    expect(of("revenue")).toMatchObject({ value: 300, unit: "money" });
    expect(of("favourite_store")).toMatchObject({ value: "s-7", label: "Main street" });
    expect(of("churn_risk")).toMatchObject({ value: null });
    expect(of("own.last_paid")).toMatchObject({ type: "date", name: "The last_paid" });
    const none = await call("GET", "/customers/cus_1004/metrics");
    const ofNone = none.body.data as { metric: string; value: unknown }[];
    expect(ofNone.find((one) => one.metric === "purchases")?.value).toBe(0);
    expect(ofNone.find((one) => one.metric === "average_check")?.value).toBeNull();
    expect(await call("GET", "/customers/cus_1300/metrics")).toMatchObject({ status: 404 });
  });

  it("in use are neither deleted, nor renamed, nor made another type; otherwise all of it", async () => {
    const id = await made("in_use", spent(7));
    const segment = await call("POST", "/segments", { name: "Keepers", definition: over("own.in_use", 1) });
    expect(await call("DELETE", `/metrics/${id}`)).toMatchObject({ status: 409 });
    expect(JSON.stringify((await call("DELETE", `/metrics/${id}`)).body)).toContain("Keepers");
    expect(await call("PATCH", `/metrics/${id}`, { code: "other" })).toMatchObject({ status: 409 });
    expect(
      await call("PATCH", `/metrics/${id}`, { definition: { kind: "purchases", measure: "last_on" } }),
    ).toMatchObject({ status: 409 });
    expect(await call("PATCH", `/metrics/${id}`, { name: "Renamed", definition: spent(400) })).toMatchObject({
      status: 200,
      body: { name: "Renamed", version: 2, code: "in_use" },
    });
    // Who uses it goes on with the new definition.
    expect(await call("GET", `/segments/${segment.body.id}/explain/cus_1003`)).toMatchObject({
      body: { is_member: true },
    });
    await call("DELETE", `/segments/${segment.body.id}`);
    expect(await call("PATCH", `/metrics/${id}`, { code: "unused" })).toMatchObject({ status: 200 });
    expect(await call("DELETE", `/metrics/${id}`)).toMatchObject({ status: 204 });
    expect(await call("GET", `/metrics/${id}`)).toMatchObject({ status: 404 });
    expect(await call("POST", "/segments/preview", { definition: over("own.in_use", 1) })).toMatchObject({
      status: 400,
    });
  });

  it("refuse hostile names, codes and definitions, each with its reason", async () => {
    const good = { code: "good", name: "Good", definition: spent(1) };
    for (const [wrong, reason] of [
      [{ code: "Good" }, "code"],
      [{ code: "x'; drop table customers; --" }, "code"],
      [{ code: "own.good" }, "code"],
      [{ code: "__proto__" }, "code"],
      [{ code: "" }, "code"],
      [{ name: "   " }, "name"],
      [{ name: "a\u0000b" }, "name"],
      [{ name: "x".repeat(201) }, "name"],
      [{ definition: { kind: "metric", metric: "purchases" } }, "definition"],
      [{ definition: { kind: "all", rules: [] } }, "definition"],
      [{ definition: { ...spent(1), test: { operator: "equals", value: 1 } } }, "definition"],
      [{ definition: { ...spent(1), window: { kind: "since", point: "entry" } } }, "definition"],
      [{ definition: { kind: "purchases", measure: "drop" } }, "definition"],
    ] as const) {
      const answer = await call("POST", "/metrics", { ...good, ...wrong });
      expect(answer.status, JSON.stringify(wrong)).toBe(400);
      expect(JSON.stringify(answer.body), JSON.stringify(wrong)).toContain(reason);
    }
    const name = "<script>alert(1)</script> ' \" \\ %s #{x}";
    const hostile = await call("POST", "/metrics", {
      code: "hostile",
      name,
      definition: { kind: "event", name: "'); drop table customers; --", where: [] },
    });
    expect(hostile).toMatchObject({ status: 201, body: { name, unit: "count" } });
    expect(await count(over("own.hostile", 1))).toMatchObject({ count: 0, total: 299 });
    expect(await call("POST", "/metrics", { ...good, code: "hostile" })).toMatchObject({ status: 400 });
    for (const wrong of [{}, { metric: "nope" }, { metric: "purchases", definition: spent(1) }])
      expect((await call("POST", "/metrics/preview", wrong)).status).toBe(400);
    expect((await call("POST", "/metrics/preview", { metric: "own.nope" })).status).toBe(404);
  });

  it("leave a trace of each change", async () => {
    const rows = await db.execute<{ action: string }>(
      sql`select distinct action from audit_log where subject_type = 'metric' order by 1`,
    );
    expect(rows.map((row) => row.action)).toEqual(["metrics.create", "metrics.delete", "metrics.update"]);
  });
});
