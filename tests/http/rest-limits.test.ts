import { sql } from "drizzle-orm";
import postgres from "postgres";
import { beforeAll, describe, expect, it } from "vitest";
import { openApiKey } from "@/server/auth/api-key";
import { createKeyLimits } from "@/server/auth/key-limits";
import { createDb } from "@/server/db/client";
import { apiKeys } from "@/server/db/schema";
import { createAdmission } from "@/server/http/rest/admission";
import { handleRest } from "@/server/http/rest/handle";
import { apiScopes } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { testDatabase } from "@/tests/support/database";

const { db, url } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const addKey = async (key: string, ratePerSecond: number | null) => {
  await db.insert(apiKeys).values({
    name: key,
    prefix: key.slice(0, 10),
    hash: sha256(key),
    scopes: [...apiScopes],
    ratePerSecond,
  });
  return key;
};
beforeAll(() => addKey("car_usual_0123456789", 1_000));

const get = (target: string, key = "car_usual_0123456789", around = {}, headers = {}) =>
  handleRest(
    new Request(`http://localhost/api/v1${target}`, {
      headers: { authorization: `Bearer ${key}`, ...headers },
    }),
    { network: "127.0.0.1" },
    around,
  );

describe("a key's limit", () => {
  it("is told in each answer, and kept: 429 with Retry-After", async () => {
    const key = await addKey("car_slow_0123456789", 2);
    const first = await get("/stores", key);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "ratelimit-policy": '"key";q=4;w=2',
      ratelimit: '"key";r=3;t=1',
      "ratelimit-limit": "4",
      "ratelimit-remaining": "3",
    });
    for (let i = 0; i < 3; i++) expect((await get("/stores", key)).status).toBe(200);
    const refused = await get("/stores", key);
    expect(refused.status).toBe(429);
    expect(refused.headers.get("retry-after")).toBe("1");
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(await refused.json()).toMatchObject({ code: "limit_exceeded", request_id: expect.any(String) });
    expect((await get("/stores")).status).toBe(200);
  });

  it("is shared by processes: each hears within a second what the others let through", async () => {
    const key = await openApiKey(db, `Bearer ${await addKey("car_shared_0123456789", 10)}`, new Date());
    const [a, b] = [1, 2].map(() => createKeyLimits({ defaultPerSecond: 10, tellEveryMs: 20 }));
    const at = Date.now();
    const allowed = (limits: typeof a, count: number) => {
      let passed = 0;
      for (let i = 0; i < count; i++)
        try {
          limits?.spend(db, key, new Date(at));
          passed++;
        } catch {
          break;
        }
      return passed;
    };
    // Both have told the database once, so each knows where it started.
    expect([allowed(a, 1), allowed(b, 1)]).toEqual([1, 1]);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(allowed(a, 15)).toBe(15);
    await new Promise((resolve) => setTimeout(resolve, 60));
    // b speaks with the database after its next request, and then knows that 15 are gone.
    expect(allowed(b, 1)).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(allowed(b, 19)).toBeLessThan(5);
    const [row] = await db.select({ n: apiKeys.requests }).from(apiKeys).where(sql`id = ${key.id}`);
    expect(row?.n).toBeGreaterThanOrEqual(18);
  });
});

describe("an answer", () => {
  it("names its request, by the client's own id when it has one", async () => {
    expect((await get("/stores")).headers.get("request-id")).toMatch(/^req_[\w-]{16}$/);
    const own = await get("/nothing", undefined, {}, { "x-request-id": "shop-2026-0001" });
    expect([own.status, own.headers.get("request-id")]).toEqual([404, "shop-2026-0001"]);
    const odd = await get("/stores", undefined, {}, { "x-request-id": "a\tb<script>" });
    expect(odd.headers.get("request-id")).toMatch(/^req_/);
  });
});

describe("cursors", () => {
  it("continue the list they came from, and no other", async () => {
    await db.execute(
      sql`insert into products (external_id, name) select 'c' || n, 'n' || n from generate_series(1, 9) n`,
    );
    const page = async (query: string) => {
      const answer = await get(`/products?${query}`);
      return {
        status: answer.status,
        ...((await answer.json()) as { data?: unknown[]; page?: { next_cursor: string } }),
      };
    };
    const { page: info } = await page("limit=4&search=n");
    const cursor = info?.next_cursor ?? "";
    expect(await page(`limit=4&search=n&cursor=${cursor}`)).toMatchObject({
      status: 200,
      data: Array(4).fill({}),
    });
    expect(await page(`limit=2&fields=id&search=n&cursor=${cursor}`)).toMatchObject({
      status: 200,
      data: [{ id: expect.any(String) }, { id: expect.any(String) }],
    });
    const wrong = [
      `search=c&cursor=${cursor}`,
      `search=n&sort=newest&cursor=${cursor}`,
      `search=n&cursor=${cursor.slice(0, -4)}AAAA`,
      "search=n&cursor=eyJuYW1lIjoiIn0",
      "search=n&cursor=",
    ];
    for (const query of wrong)
      expect(await page(query), query).toMatchObject({ status: 400, errors: [{ path: "cursor" }] });
    expect((await get(`/orders?cursor=${cursor}`)).status).toBe(400);
    expect(await page("fields=id,password")).toMatchObject({ status: 400, errors: [{ path: "fields" }] });
  });
});

describe("when the connections are exhausted", () => {
  it("answers 503 with Retry-After instead of hanging, and recovers", async () => {
    const pool = createDb({ url, poolSize: 2, applicationName: "exhausted" });
    const around = {
      pool,
      admission: createAdmission({ most: 2, mostWaiting: 3, waitMs: 100 }),
      requestMs: 400,
    };
    const holders = [1, 2].map(() => pool.execute(sql`select pg_sleep(1.2)`).then(() => {}));
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => get("/stores", undefined, around)));
    expect(performance.now() - started).toBeLessThan(1_000);
    for (const one of answers) {
      expect(one.status).toBe(503);
      expect(Number(one.headers.get("retry-after"))).toBeGreaterThan(0);
    }
    await Promise.all(holders);
    await expect.poll(async () => (await get("/stores", undefined, around)).status).toBe(200);
    await pool.$client.end({ timeout: 1 });
  });

  it("answers 503 when the server takes no more connections", async () => {
    const admin = postgres(url, { max: 1, onnotice: () => {} });
    const role = `full_${Math.random().toString(36).slice(2, 10)}`;
    await admin.unsafe(`create role ${role} login password 'full' connection limit 0`);
    const refused = new URL(url);
    refused.username = role;
    refused.password = "full";
    const pool = createDb({ url: refused.href, poolSize: 2, applicationName: "refused" });
    const answer = await get("/stores", undefined, { pool });
    expect(answer.status).toBe(503);
    await pool.$client.end({ timeout: 1 });
    await admin.unsafe(`drop role ${role}`);
    await admin.end();
  });
});
