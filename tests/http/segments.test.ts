import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/server/db/schema";
import { handleRest } from "@/server/http/rest/handle";
import { sha256 } from "@/server/platform/crypto";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_test_0123456789012345678901234567890123456789";

async function call(method: string, path: string, body?: unknown) {
  const answer = await handleRest(
    new Request(`http://localhost/api/v1/segments${path}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    }),
    { network: "127.0.0.1" },
  );
  const text = await answer.text();
  return { status: answer.status, body: text === "" ? {} : (JSON.parse(text) as Record<string, unknown>) };
}
const made = async (body: unknown): Promise<string> => {
  const answer = await call("POST", "", body);
  expect(answer).toMatchObject({ status: 201 });
  return String(answer.body.id);
};

const city = (value: string) => ({
  kind: "attribute",
  field: "city",
  type: "text",
  test: { operator: "equals", value },
});
const bought = (value: number) => ({
  kind: "purchases",
  of: "receipts",
  measure: "count",
  test: { operator: "at_least", value },
});
const named = (id: string) => ({ kind: "segment", id });

beforeAll(async () => {
  await db.insert(apiKeys).values({
    name: "test",
    prefix: "car_test",
    hash: sha256(key),
    scopes: ["segments:read", "segments:write"],
  });
  // 300 people, every third of Tver, person n with n % 4 receipts.
  await db.execute(sql`
    insert into customers (id, external_id, city, state)
    select 1000 + n, 'x' || n, case when n % 3 = 0 then 'Tver' end, case when n = 300 then 'erased' else 'active' end
    from generate_series(1, 300) n`);
  await db.execute(sql`
    insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
    select 1000 + n, n * 10 + k, 'r' || n || '-' || k, now() - interval '1 day', 100
    from generate_series(1, 300) n, generate_series(1, 3) k where k <= n % 4`);
});

describe("segments", () => {
  it("are previewed with an exact count and a sample", async () => {
    const answer = await call("POST", "/preview", {
      definition: { kind: "all", rules: [city("tver"), bought(3)] },
    });
    expect(answer).toMatchObject({ status: 200, body: { count: 25, total: 299 } });
    expect(answer.body.sample).toHaveLength(10);
    expect((answer.body.sample as unknown[])[0]).toMatchObject({
      customer_id: "cus_1003",
      external_id: "x3",
    });
  });

  it("are made, read, changed as versions, listed and deleted", async () => {
    const id = await made({ name: "Of Tver", definition: city("Tver") });
    expect((await call("GET", `/${id}`)).body).toMatchObject({
      name: "Of Tver",
      kind: "dynamic",
      version: 1,
      definition: city("Tver"),
    });
    expect(await call("PATCH", `/${id}`, { definition: city("Omsk"), name: "Of Omsk" })).toMatchObject({
      status: 200,
      body: { version: 2, name: "Of Omsk" },
    });
    const list = (await call("GET", "?search=omsk&limit=1")).body as { data: { id: string }[] };
    expect(list.data.map((one) => one.id)).toEqual([id]);
    expect((await call("DELETE", `/${id}`)).status).toBe(204);
    expect((await call("GET", `/${id}`)).status).toBe(404);
  });

  it("give their members page by page, each once, without those erased", async () => {
    const id = await made({ name: "Tver", definition: city("Tver") });
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page = (await call("GET", `/${id}/customers?limit=40${cursor ? `&cursor=${cursor}` : ""}`))
        .body as {
        data: { customer_id: string }[];
        page: { next_cursor: string | null };
      };
      seen.push(...page.data.map((one) => one.customer_id));
      cursor = page.page.next_cursor;
    }
    expect(seen).toHaveLength(99);
    expect(new Set(seen).size).toBe(99);
    expect((await call("GET", `/${id}/customers?cursor=nonsense`)).status).toBe(400);
  });

  it("may be made of one another, but never of themselves", async () => {
    const tver = await made({ name: "A", definition: city("Tver") });
    const regulars = await made({ name: "B", definition: { kind: "all", rules: [named(tver), bought(3)] } });
    const count = async (definition: unknown) => (await call("POST", "/preview", { definition })).body.count;
    expect(await count(named(regulars))).toBe(25);
    // Difference: of Tver, but no regular.
    expect(await count({ kind: "all", rules: [named(tver), { ...named(regulars), is: "not_member" }] })).toBe(
      74,
    );
    const circle = await call("PATCH", `/${tver}`, { definition: named(regulars) });
    expect(circle).toMatchObject({ status: 400 });
    expect(JSON.stringify(circle.body)).toContain("made of itself");
    expect((await call("PATCH", `/${tver}`, { definition: named(tver) })).status).toBe(400);
    const used = await call("DELETE", `/${tver}`);
    expect(used).toMatchObject({ status: 409 });
    expect(JSON.stringify(used.body)).toContain('segment \\"B\\"');
    expect((await call("DELETE", `/${regulars}`)).status).toBe(204);
    expect((await call("DELETE", `/${tver}`)).status).toBe(204);
    expect((await call("POST", "/preview", { definition: named(tver) })).status).toBe(400);
  });

  it("of kind list hold whom one puts in", async () => {
    const id = await made({ name: "Guests", kind: "list" });
    const people = { customer_ids: ["cus_1001", "cus_1002", "cus_1300", "cus_999999"] };
    expect((await call("POST", `/${id}/add`, people)).body).toEqual({ changed: 2 });
    expect((await call("POST", `/${id}/add`, people)).body).toEqual({ changed: 0 });
    expect((await call("POST", `/${id}/remove`, { customer_ids: ["cus_1002"] })).body).toEqual({
      changed: 1,
    });
    expect((await call("GET", `/${id}`)).body).toMatchObject({ size: 1 });
    expect((await call("GET", `/${id}/customers`)).body).toMatchObject({
      data: [{ customer_id: "cus_1001" }],
    });
    expect((await call("PATCH", `/${id}`, { definition: city("Tver") })).status).toBe(409);
    const moves = await db.execute(
      sql`select kind, count(*)::int as n from segment_moves where segment_id = ${id} group by 1 order by 1`,
    );
    expect([...moves]).toEqual([
      { kind: "entered", n: 2 },
      { kind: "left", n: 1 },
    ]);
  });

  it("as samples are stable for a salt, and as large as asked", async () => {
    const sample = async (how: object) => {
      const answer = await call("POST", "/samples", { name: "S", definition: city("Tver"), ...how });
      expect(answer.status).toBe(201);
      const page = (await call("GET", `/${answer.body.id}/customers?limit=1000`)).body as { data: unknown[] };
      expect(answer.body.size).toBe(page.data.length);
      return page.data;
    };
    const ten = await sample({ count: 10, salt: "one" });
    expect(ten).toHaveLength(10);
    expect(await sample({ count: 10, salt: "one" })).toEqual(ten);
    expect(await sample({ count: 10, salt: "two" })).not.toEqual(ten);
    expect(await sample({ percent: 100 })).toHaveLength(99);
    const third = await sample({ percent: 33, salt: "one" });
    expect(third.length).toBeGreaterThan(15);
    expect(third.length).toBeLessThan(55);
    expect((await call("POST", "/samples", { name: "S", definition: city("Tver") })).status).toBe(400);
  });

  it("say of one person which condition holds and which fails", async () => {
    const definition = { kind: "all", rules: [city("Tver"), { kind: "none", rules: [bought(3)] }] };
    const id = await made({ name: "Why", definition });
    expect((await call("GET", `/${id}/explain/cus_1003`)).body).toMatchObject({
      is_member: false,
      verdict: {
        holds: false,
        parts: [{ holds: true }, { holds: false, parts: [{ rule: { kind: "purchases" }, holds: true }] }],
      },
    });
    expect((await call("GET", `/${id}/explain/cus_1006`)).body).toMatchObject({ is_member: true });
    // No city at all: unknown, so no member.
    expect((await call("GET", `/${id}/explain/cus_1001`)).body).toMatchObject({
      is_member: false,
      verdict: { holds: null, parts: [{ holds: null }, { holds: true }] },
    });
    expect((await call("GET", `/${id}/explain/cus_1300`)).status).toBe(404);
  });

  it("refuse what is too large or makes no sense, naming the place", async () => {
    const wide = { kind: "any", rules: Array.from({ length: 10_000 }, () => city("Tver")) };
    let deep: unknown = city("Tver");
    for (let i = 0; i < 1000; i++) deep = { kind: "all", rules: [deep] };
    for (const definition of [
      wide,
      deep,
      {
        kind: "attribute",
        field: "city'; drop table customers; --",
        type: "text",
        test: { operator: "is_empty" },
      },
      { kind: "attribute", field: "city", type: "number", test: { operator: "is_empty" } },
      { kind: "purchases", measure: "average", test: { operator: "on", value: "2026-01-01" } },
      { kind: "message", node_id: "n1", status: "opened" },
      { kind: "any", rules: [{ kind: "nothing" }] },
      null,
      "all",
    ]) {
      for (const answer of [
        await call("POST", "/preview", { definition }),
        await call("POST", "", { name: "X", definition }),
      ]) {
        expect(answer.status).toBe(400);
        expect(JSON.stringify(answer.body)).toMatch(/definition|levels/);
      }
    }
    expect((await call("GET", "/not-a-uuid")).status).toBe(400);
  });
});
