import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/server/db/schema";
import { updateSettings } from "@/server/domain/account";
import { handleRest } from "@/server/http/rest/handle";
import { sha256 } from "@/server/platform/crypto";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_test_0123456789012345678901234567890123456789";

const preview = (body: unknown, signal?: AbortSignal) =>
  handleRest(
    new Request("http://localhost/api/v1/rfm/preview", {
      method: "POST",
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
      body: JSON.stringify(body),
      ...(signal ? { signal } : {}),
    }),
    { network: "127.0.0.1" },
  );

const people = 12_000;
beforeAll(async () => {
  await db
    .insert(apiKeys)
    .values({ name: "test", prefix: "car_test", hash: sha256(key), scopes: ["segments:read"] });
  await updateSettings(asSystem(db), { timeZone: "Europe/Moscow", currency: "RUB" });
  await db.execute(
    sql`insert into customers (id, external_id) select 1000 + n, 'x' || n from generate_series(1, ${people}::int) n`,
  );
  await db.execute(sql`
    insert into receipts (customer_id, id, external_id, occurred_at, total_minor)
    select 1000 + n, n, 'r' || n, timestamptz '2026-05-01 20:59:59Z' - make_interval(days => n % 100), n * 10
    from generate_series(1, ${people}::int) n`);
});

describe("POST /api/v1/rfm/preview", () => {
  it("streams one JSON line a customer", async () => {
    const answer = await preview({ as_of: "2026-05-01", groups: 5, period_days: null });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
    const lines = (await answer.text()).trimEnd().split("\n");
    expect(lines).toHaveLength(people);
    expect(JSON.parse(lines[99] ?? "")).toEqual({
      customer_id: "cus_1100",
      external_id: "x100",
      recency_days: 0,
      frequency: 1,
      monetary: 10,
      r: 5,
      f: 1,
      m: 1,
    });
    const sizes = new Map<number, number>();
    for (const line of lines) {
      const { m } = JSON.parse(line) as { m: number };
      sizes.set(m, (sizes.get(m) ?? 0) + 1);
    }
    expect([...sizes.values()]).toEqual([2400, 2400, 2400, 2400, 2400]);
  });

  it("lets go of its connection when the reader leaves", async () => {
    for (let i = 0; i < 12; i++) {
      const reader = (await preview({ as_of: "2026-05-01" })).body?.getReader();
      await reader?.read();
      await reader?.cancel();
    }
    expect((await preview({ as_of: "2026-05-01", period_days: 1 })).status).toBe(200);
  });

  it.each([
    [{}, "as_of"],
    [{ as_of: "2026-02-30" }, "as_of"],
    [{ as_of: "2026-05-01", groups: 2 }, "groups"],
    [{ as_of: "2026-05-01", groups: 11 }, "groups"],
    [{ as_of: "2026-05-01", period_days: 0 }, "period_days"],
    [{ as_of: "2026-05-01", bounds: { r: [30, 10, 5, 1], f: null, m: null } }, "bounds.r"],
    [{ as_of: "2026-05-01", bounds: { r: [1, 2], f: null, m: null } }, "bounds.r"],
    [{ as_of: "2026-05-01", base: { kind: "attribute" } }, "base"],
  ])("refuses %j, naming the field", async (body, path) => {
    const answer = await preview(body);
    expect(answer.status).toBe(400);
    const { errors } = (await answer.json()) as { errors: { path: string }[] };
    expect(errors[0]?.path).toContain(path);
  });
});
