import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { createCarillon } from "@/public/carillon-client";
import { apiKeys } from "@/server/db/schema";
import { consumeAll } from "@/server/domain/tracking";
import { handleRest } from "@/server/http/rest/handle";
import { apiScopes } from "@/server/kernel/access";
import { systemClock } from "@/server/platform/clock";
import { sha256 } from "@/server/platform/crypto";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const apiKey = "car_objects_0123456789";
beforeAll(async () => {
  await db
    .insert(apiKeys)
    .values({ name: "objects", prefix: "car_object", hash: sha256(apiKey), scopes: [...apiScopes] });
});
const api = createCarillon({
  baseUrl: "http://localhost",
  apiKey,
  retries: 0,
  fetch: (request) => handleRest(request, { network: "127.0.0.1" }),
});
const read = () => consumeAll({ db, clock: systemClock, log: logger });

describe("events a server tells", () => {
  it("reach the customer named by any identifier, once by their id, and system events nobody", async () => {
    const { data: made } = await api.POST("/api/v1/customers", {
      body: { external_id: "ev1", email: "ev1@example.org" },
    });
    const id = made?.customer.id ?? "";
    const name = "Service Visit Booked";
    const { data, error } = await api.POST("/api/v1/events", {
      body: {
        items: [
          {
            id: "b1",
            name,
            customer: { external_id: "ev1" },
            properties: { store: "12" },
            context: { till: 3 },
          },
          { id: "b2", name, customer: { id }, occurred_at: "2026-01-31T10:00:00Z" },
          { id: "b1", name, customer: { external_id: "ev1" } },
          { id: "b3", name, customer: { email: "EV1@example.org" } },
          { name, customer: { id: "cus_999999" } },
          { name, customer: { external_id: "ev2" }, source: "nowhere" },
          { id: "s1", name: "Price List Loaded", properties: { rows: 3 } },
          { name, properties: { text: "x".repeat(33_000) } },
        ],
      },
    });
    expect(error).toBeUndefined();
    expect(data?.summary).toEqual({ accepted: 4, duplicate: 1, rejected: 3 });
    expect(data?.results.map((one) => one.problems[0]?.path ?? one.outcome)).toEqual([
      "accepted",
      "accepted",
      "duplicate",
      "accepted",
      "customer.id",
      "source",
      "accepted",
      "properties",
    ]);
    const again = await api.POST("/api/v1/events", {
      body: { items: [{ id: "b2", name, customer: { id } }] },
    });
    expect(again.data?.summary.duplicate).toBe(1);
    await read();
    const list = await api.GET("/api/v1/customers/{id}/events", {
      params: { path: { id }, query: { name, limit: 2 } },
    });
    expect(list.data?.data).toHaveLength(2);
    const rest = await api.GET("/api/v1/customers/{id}/events", {
      params: { path: { id }, query: { name, limit: 2, cursor: list.data?.page.next_cursor ?? "" } },
    });
    expect(rest.data?.data).toMatchObject([{ name, occurred_at: "2026-01-31T10:00:00.000Z" }]);
    const system = await api.GET("/api/v1/system-events", {
      params: { query: { name: "Price List Loaded" } },
    });
    expect(system.data?.data).toMatchObject([{ properties: { rows: 3 } }]);
  });

  it("say what is in a cart or wishlist", async () => {
    await api.POST("/api/v1/customers", { body: { external_id: "holder" } });
    const { data: found } = await api.GET("/api/v1/customers", {
      params: { query: { external_id: "holder" } },
    });
    const id = found?.data[0]?.id ?? "";
    const put = await api.PUT("/api/v1/customers/{id}/carts/{container}", {
      params: { path: { id, container: "wishlist" } },
      body: { lines: [{ product: "tea-1", name: "Green tea", quantity: 2, price: 12.25 }], currency: "EUR" },
    });
    expect(put.response.status).toBe(202);
    await read();
    const carts = await api.GET("/api/v1/customers/{id}/carts", { params: { path: { id } } });
    expect(carts.data?.data).toMatchObject([
      {
        container: "wishlist",
        state: "open",
        total: 24.5,
        lines: [{ product: "tea-1", quantity: 2, price: 12.25 }],
      },
    ]);
    const visits = await api.GET("/api/v1/customers/{id}/visits", { params: { path: { id } } });
    expect(visits.response.status).toBe(200);
  });
});

describe("the catalogue", () => {
  it("is written one by one, read, and deleted while nothing needs it", async () => {
    const tea = await api.POST("/api/v1/categories", {
      body: { external_id: "tea", name: "Tea", parent: "drinks" },
    });
    expect(tea.data).toMatchObject({ outcome: "created" });
    const path = { id: tea.data?.id ?? "" };
    await api.POST("/api/v1/products", { body: { external_id: "t1", name: "Green", category: "tea" } });
    const found = await api.GET("/api/v1/products", {
      params: { query: { category_id: path.id, fields: "id,name" } },
    });
    expect(found.data?.data).toEqual([{ id: expect.stringMatching(/^prd_/), name: "Green" }]);
    expect((await api.DELETE("/api/v1/categories/{id}", { params: { path } })).response.status).toBe(409);
    const product = { id: found.data?.data[0]?.id ?? "" };
    expect((await api.DELETE("/api/v1/products/{id}", { params: { path: product } })).response.status).toBe(
      204,
    );
    expect((await api.GET("/api/v1/products/{id}", { params: { path: product } })).response.status).toBe(404);
    expect((await api.DELETE("/api/v1/categories/{id}", { params: { path } })).response.status).toBe(204);

    const store = await api.POST("/api/v1/stores", {
      body: { external_id: "12", name: "Riverside", city: "Tver" },
    });
    const shop = { path: { id: store.data?.id ?? "" } };
    expect((await api.GET("/api/v1/stores/{id}", { params: shop })).data).toMatchObject({ city: "Tver" });
    await api.POST("/api/v1/receipts", {
      body: {
        external_id: "r1",
        customer: { external_id: "x" },
        occurred_at: "2026-01-31T10:00:00Z",
        total: 5,
        store: "12",
      },
    });
    expect((await api.DELETE("/api/v1/stores/{id}", { params: shop })).error).toMatchObject({
      code: "conflict",
    });
    const [row] = await db.execute(sql`select action from audit_log where subject_id = ${product.id}`);
    expect(row?.action).toBe("orders.delete-product");
  });

  it("purchases are filtered by status and time", async () => {
    for (const [external_id, status, day] of [
      ["f1", "created", "01"],
      ["f2", "completed", "02"],
      ["f3", "completed", "03"],
    ])
      await api.POST("/api/v1/orders", {
        body: {
          external_id: external_id ?? "",
          customer: { external_id: "y" },
          occurred_at: `2026-02-${day}T10:00:00Z`,
          status,
          total: 1,
        },
      });
    const query = { status: "completed", from: "2026-02-02T00:00:00Z", to: "2026-02-03T00:00:00Z" };
    const { data } = await api.GET("/api/v1/orders", { params: { query } });
    expect(data?.data.map((one) => one.external_id)).toEqual(["f2"]);
  });
});

describe("consent in bulk", () => {
  it("is kept with proofs, creates nobody, and brings nobody back who left by herself", async () => {
    await api.POST("/api/v1/customers/bulk", {
      body: {
        items: [
          { external_id: "s1", email: "s1@example.org" },
          { external_id: "s2", phone: "+79160000077" },
        ],
      },
    });
    const told = (state: "subscribed" | "unsubscribed", may_resubscribe = false) =>
      api.POST("/api/v1/subscriptions/bulk", {
        body: {
          may_resubscribe,
          items: [
            { customer: { email: "S1@example.org" }, channel: "email", state, category: "" },
            { customer: { phone: "8 916 000-00-77" }, channel: "email", state, category: "" },
            { customer: { external_id: "nobody" }, channel: "email", state, category: "" },
          ],
        },
      });
    expect((await told("unsubscribed")).data?.summary).toEqual({ updated: 2, unchanged: 0, rejected: 1 });
    expect((await told("subscribed")).data?.summary).toEqual({ updated: 0, unchanged: 2, rejected: 1 });
    expect((await told("subscribed", true)).data?.summary).toEqual({ updated: 2, unchanged: 0, rejected: 1 });
    const [row] = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from consent_log l join customers c on c.id = l.customer_id where c.external_id = 's1'`,
    );
    expect(row?.n).toBe(2);
  });
});

describe("sources", () => {
  it("are made, changed and given new keys", async () => {
    const made = await api.POST("/api/v1/sources", { body: { name: "Till" } });
    const path = { id: made.data?.id ?? 0 };
    const off = await api.PATCH("/api/v1/sources/{id}", {
      params: { path },
      body: { is_active: false, name: "Tills" },
    });
    expect(off.data).toMatchObject({ is_active: false, name: "Tills", code: "till" });
    const rotated = await api.POST("/api/v1/sources/{id}/rotate", { params: { path } });
    expect(rotated.data?.write_key).not.toBe(made.data?.write_key);
  });
});

describe("the key itself", () => {
  it("tells what it may, and replaces its secret", async () => {
    expect((await api.GET("/api/v1/key")).data).toMatchObject({ name: "objects", rate_per_second: 100 });
    const { data } = await api.POST("/api/v1/key/rotate", { body: { grace_hours: 1 } });
    const next = createCarillon({
      baseUrl: "http://localhost",
      apiKey: data?.key ?? "",
      fetch: (request) => handleRest(request, { network: "127.0.0.1" }),
    });
    expect((await next.GET("/api/v1/key")).data?.previous_secret_ends_at).toBe(data?.previous_secret_ends_at);
    const old = await api.GET("/api/v1/key");
    expect([old.response.status, old.response.headers.get("deprecation")]).toEqual([
      200,
      expect.stringMatching(/^@\d+$/),
    ]);
  });
});
