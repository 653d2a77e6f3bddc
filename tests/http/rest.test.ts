import { readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { allOf, createCarillon } from "@/public/carillon-client";
import { apiKeys } from "@/server/db/schema";
import { advanceImport } from "@/server/domain/integrations";
import { handleRest } from "@/server/http/rest/handle";
import { apiScopes } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { asSystem } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

const folder = scratchDataDir();
const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_test_0123456789012345678901234567890123456789";

beforeAll(async () => {
  await db
    .insert(apiKeys)
    .values({ name: "test", prefix: "car_test", hash: sha256(key), scopes: [...apiScopes] });
});

/** The client that integrators use; `call` is for what it would not let us send. */
const api = createCarillon({
  baseUrl: "http://localhost",
  apiKey: key,
  retries: 0,
  fetch: (request) => handleRest(request, { network: "127.0.0.1" }),
});

async function call(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; body: Record<string, unknown> & { data: Record<string, unknown>[] } }> {
  const isForm = body instanceof FormData;
  const response = await handleRest(
    new Request(`http://localhost${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(isForm || body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined
        ? {}
        : { body: isForm ? body : typeof body === "string" ? body : JSON.stringify(body) }),
    }),
    { network: "127.0.0.1" },
  );
  const text = await response.text();
  return {
    status: response.status,
    body: response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : { text },
  };
}

describe("customers", () => {
  it("are written, found by any identifier, and read", async () => {
    const made = await api.POST("/api/v1/customers", {
      body: {
        external_id: 1042,
        email: "Anna@Example.org",
        phone: "8 916 123-45-67",
        first_name: "Anna",
        attributes: { size: "M" },
      },
    });
    expect(made.data).toMatchObject({
      outcome: "created",
      customer: { external_id: "1042", email: "anna@example.org" },
    });
    for (const query of [
      { external_id: "1042" },
      { email: "ANNA@example.org" },
      { phone: "+79161234567" },
      { phone: " 79161234567" },
      { search: "ann" },
      { search: "8916123" },
      { city: "Nowhere" },
      { has_email: "true", sort: "-revenue" },
    ] as const) {
      const { data: found } = await api.GET("/api/v1/customers", { params: { query } });
      const expected = "city" in query ? [] : [{ external_id: "1042" }];
      expect(found?.data, JSON.stringify(query)).toMatchObject(expected);
      expect(found?.page).toEqual({ has_more: false, next_cursor: null, limit: 50 });
    }
    const id = made.data?.customer.id ?? "";
    for (const written of [id, id.replace("cus_", "")]) {
      const { data } = await api.GET("/api/v1/customers/{id}", { params: { path: { id: written } } });
      expect(data).toMatchObject({ id, attributes: { size: "M" } });
    }
    const changed = await api.PATCH("/api/v1/customers/{id}", {
      params: { path: { id } },
      body: { city: "Tver", first_name: null },
    });
    expect(changed.data).toMatchObject({ city: "Tver", first_name: null, email: "anna@example.org" });
    const nobody = await api.GET("/api/v1/customers", { params: { query: { external_id: "nobody" } } });
    expect(nobody.data?.data).toEqual([]);
  });

  it("are refused with the field and the remedy", async () => {
    const wrong = await call("POST", "/api/v1/customers", { external_id: "7", email: "a@b,c@d" });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ path: "email" }] } });
    expect(await call("POST", "/api/v1/customers", { external_id: "7", e_mail: "x@y.ru" })).toMatchObject({
      status: 400,
    });
    expect(await call("POST", "/api/v1/customers", {})).toMatchObject({
      status: 400,
      body: { errors: [{ path: "external_id" }] },
    });
    expect(
      await call("POST", "/api/v1/customers", '{"external_id":"1","attributes":{"__proto__":{"x":1}}}'),
    ).toMatchObject({ status: 400 });
    expect(await call("GET", "/api/v1/customers/none")).toMatchObject({ status: 400 });
    expect(await call("GET", "/api/v1/customers/cus_999999")).toMatchObject({ status: 404 });
    expect(await call("GET", "/api/v1/customers?cursor=zzz")).toMatchObject({ status: 400 });
    await call("POST", "/api/v1/customers", { external_id: "fam1", phone: "+79160000001" });
    expect(
      await call("POST", "/api/v1/customers", { external_id: "fam2", phone: "+79160000001" }),
    ).toMatchObject({ status: 409, body: { errors: [{ path: "phone" }] } });
  });

  it("are written in bulk, each item for itself", async () => {
    const { data } = await api.POST("/api/v1/customers/bulk", {
      body: { items: [{ external_id: "b1" }, { email: "nonsense" }, { external_id: "b1", city: "Tver" }] },
    });
    expect(data).toMatchObject({
      summary: { created: 1, updated: 1, unchanged: 0, rejected: 1 },
      results: [
        { outcome: "created" },
        { outcome: "rejected", problems: [{ path: "email", code: "invalid_email" }] },
        { outcome: "updated", changed: ["city"] },
      ],
    });
    const kept = await db.execute(
      sql`select door, entity, origin, code, path, payload, state from rejected_inputs order by id desc limit 1`,
    );
    expect(kept[0]).toEqual({
      door: "rest",
      entity: "customer",
      origin: "upsertCustomers",
      code: "invalid_email",
      path: "items[1].email",
      payload: JSON.stringify({ email: "nonsense" }),
      state: "open",
    });
    const items = Array.from({ length: 1001 }, () => ({ external_id: "x" }));
    const { error } = await api.POST("/api/v1/customers/bulk", { body: { items } });
    expect(error).toMatchObject({ status: 400, errors: [{ path: "items" }] });
  });

  it("are listed page by page without a gap or a repeat, also where nobody was seen", async () => {
    await api.POST("/api/v1/customers/bulk", {
      body: { items: Array.from({ length: 250 }, (_, i) => ({ external_id: `p${i}` })) },
    });
    const seen: string[] = [];
    const everybody = allOf((cursor) =>
      api.GET("/api/v1/customers", { params: { query: { limit: 60, cursor } } }),
    );
    for await (const { id } of everybody) seen.push(id);
    const [row] = await db.execute<{ n: number }>(sql`select count(*)::int as n from customers`);
    expect([seen.length, new Set(seen).size]).toEqual([row?.n, row?.n]);
  });
});

describe("orders and products", () => {
  it("are written with their customer and lines, listed by customer, and stand on the timeline", async () => {
    const tea = await api.POST("/api/v1/products", {
      body: { external_id: "tea-1", name: "Green tea", category: "tea", price: 12.25 },
    });
    expect(tea.data).toMatchObject({ outcome: "created" });
    const made = await api.POST("/api/v1/orders", {
      body: {
        external_id: "A-1",
        customer: { external_id: "buyer" },
        occurred_at: "2026-01-31T10:00:00Z",
        status: "confirmed",
        lines: [{ product: "tea-1", quantity: 2, price: 12.25 }],
      },
    });
    expect(made.data).toMatchObject({ outcome: "created" });
    const id = made.data?.customer_id ?? "";
    const { data: orders } = await api.GET("/api/v1/orders", { params: { query: { customer_id: id } } });
    expect(orders?.data).toMatchObject([
      {
        id: made.data?.id,
        total: 24.5,
        status: "confirmed",
        lines: [{ product: "tea-1", name: "Green tea", quantity: 2, price: 12.25 }],
      },
    ]);
    const path = { id: made.data?.id ?? "" };
    const { data: one } = await api.GET("/api/v1/orders/{id}", {
      params: { path, query: { fields: "external_id,total" } },
    });
    expect(one).toEqual({ external_id: "A-1", total: 24.5 });
    expect(await call("POST", "/api/v1/orders", { external_id: "A-1", total: "a lot" })).toMatchObject({
      status: 400,
      body: { errors: [{ path: "total" }] },
    });
    await api.POST("/api/v1/customers/{id}/subscriptions", {
      params: { path: { id } },
      body: { channel: "email", state: "unsubscribed", reason: "asked" },
    });
    const timeline = (query: { limit: number; cursor?: string }) =>
      api.GET("/api/v1/customers/{id}/timeline", { params: { path: { id }, query } });
    const { data: first } = await timeline({ limit: 1 });
    expect(first?.data).toMatchObject([{ kind: "consent", data: { state: "unsubscribed" } }]);
    const { data: rest } = await timeline({ limit: 500, cursor: first?.page.next_cursor ?? "" });
    expect(rest).toMatchObject({
      data: [{ kind: "order", data: { externalId: "A-1" } }],
      page: { has_more: false },
    });
    expect(await call("GET", `/api/v1/customers/${id}/timeline?kinds=nonsense`)).toMatchObject({
      status: 400,
    });
    const { data: buyer } = await api.GET("/api/v1/customers/{id}", { params: { path: { id } } });
    expect(buyer?.metrics).toMatchObject({ purchases: 1, revenue: 24.5 });
    const { data: categories } = await api.GET("/api/v1/categories");
    expect(categories?.data).toMatchObject([{ external_id: "tea", products: 1 }]);
    const { data: products } = await api.GET("/api/v1/products", { params: { query: { search: "tea" } } });
    expect(products?.data).toMatchObject([{ external_id: "tea-1", category: "tea" }]);
  });
});

describe("imports", () => {
  const mapping = {
    order: "external_id",
    customer: "customer.external_id",
    date: "occurred_at",
    total: "total",
  };
  const form = (file: string | Uint8Array, fields: Record<string, string> = {}) => {
    const data = new FormData();
    data.set("entity", fields.entity ?? "orders");
    data.set("mapping", fields.mapping ?? JSON.stringify(mapping));
    if (fields.dry_run) data.set("dry_run", fields.dry_run);
    data.set("file", new Blob([file as BlobPart]), fields.name ?? "orders.csv");
    return data;
  };
  const run = async (data: FormData) => {
    const made = await call("POST", "/api/v1/imports", data);
    expect(made).toMatchObject({ status: 202, body: { status: "queued" } });
    while (!(await advanceImport(asSystem(db), String(made.body.id), 5000)).done);
    return (await call("GET", `/api/v1/imports/${made.body.id}`)).body;
  };
  const csv =
    'order,customer,date,total,note\n1,c1,2026-01-02,10.50,x\n2,c2,02.01.2026,=SUM(A1),=HYPERLINK("x")\n3,c3,2026-01-03,7,y\n';

  it("load a file and tell what they refused, safe for spreadsheets", async () => {
    const done = await run(form(csv));
    expect(done).toMatchObject({
      status: "succeeded",
      dry_run: false,
      rows: { total: 3, created: 2, updated: 0, unchanged: 0, rejected: 1 },
      customers_created: 2,
    });
    const rejects = await call("GET", String(done.rejects_url));
    expect(rejects.body.text).toContain('"3","total","invalid_number"');
    expect(rejects.body.text).toContain(`"'=SUM(A1)","'=HYPERLINK(""x"")"`);
    expect(await call("GET", "/api/v1/imports")).toMatchObject({
      status: 200,
      body: { data: [{ id: done.id }] },
    });
    // The corrected rejects file loads with the same mapping.
    const fixed = String(rejects.body.text).replace("'=SUM(A1)", "8.00");
    expect(await run(form(fixed))).toMatchObject({ rows: { total: 1, created: 1, rejected: 0 } });
  });

  it("try first when asked, and unpack gzip", async () => {
    const done = await run(
      form(gzipSync(csv.replaceAll(/^(\d),/gm, "9$1,")), {
        dry_run: "true",
        name: "../../etc/passwd\u202egz",
      }),
    );
    expect(done).toMatchObject({
      status: "succeeded",
      dry_run: true,
      rows: { created: 2, rejected: 1 },
      file_name: "passwdgz",
    });
    expect(await call("GET", "/api/v1/orders?external_id=91")).toMatchObject({ body: { data: [] } });
  });

  it.each([
    [{ mapping: "{" }, "mapping"],
    [{ mapping: '{"order":"order_id","customer":"customer.external_id"}' }, "mapping.order"],
    [{ mapping: '{"ordr":"external_id"}' }, "mapping.ordr"],
    [{ mapping: '{"customer":"customer.external_id","date":"occurred_at"}' }, "mapping"],
    [{ mapping: '{"order":"external_id","note":"external_id"}' }, "mapping.note"],
    [{ entity: "people" }, "entity"],
    [{ dry_run: "perhaps" }, "dry_run"],
  ])("refuse %j, naming %s", async (fields, path) => {
    const answer = await call("POST", "/api/v1/imports", form(csv, fields as Record<string, string>));
    expect(answer.status).toBe(400);
    expect((answer.body.errors as { path: string }[])[0]?.path).toBe(path);
  });

  it("refuse what is no table: nothing, workbooks, binaries, bombs, no file, no form", async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, "a,b\n"));
    expect(await call("POST", "/api/v1/imports", form(bomb))).toMatchObject({ status: 413 });
    expect(await call("POST", "/api/v1/imports", form(""))).toMatchObject({ status: 400 });
    expect(await call("POST", "/api/v1/imports", form("PK\u0003\u0004rest"))).toMatchObject({ status: 400 });
    expect(await call("POST", "/api/v1/imports", form(new Uint8Array([1, 2, 0, 3])))).toMatchObject({
      status: 400,
    });
    expect(await call("POST", "/api/v1/imports", form(gzipSync(csv).subarray(0, 30)))).toMatchObject({
      status: 400,
    });
    const data = new FormData();
    data.set("entity", "orders");
    expect(await call("POST", "/api/v1/imports", data)).toMatchObject({ status: 400 });
    expect(await call("POST", "/api/v1/imports", { entity: "orders" })).toMatchObject({ status: 400 });
    const wide = Array.from({ length: 600 }, (_, i) => `c${i}`).join(",");
    expect(
      await call("POST", "/api/v1/imports", form(wide, { mapping: '{"c1":"external_id"}' })),
    ).toMatchObject({ status: 400 });
    // None of them left a file behind.
    const left = await db.execute<{ file_key: string }>(
      sql`select distinct file_key from imports where file_key <> ''`,
    );
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    expect(files.map((file) => file.name).sort()).toEqual(left.map((row) => row.file_key).sort());
  });

  it("read windows-1251, semicolons, decimal commas and rows longer than any cell may be", async () => {
    const text = Buffer.from("код;фамилия;город\n1;Петрова;Тверь\n", "utf8").toString("utf8");
    const bytes = Uint8Array.from(
      [...text].map((char) => {
        const code = char.charCodeAt(0);
        return code < 128 ? code : code === 0x451 ? 0xb8 : code - 0x410 + 0xc0;
      }),
    );
    const done = await run(
      form(bytes, {
        entity: "customers",
        mapping: '{"код":"external_id","фамилия":"last_name","город":"city"}',
      }),
    );
    expect(done).toMatchObject({ status: "succeeded", rows: { created: 1 } });
    const [row] = await db.execute(
      sql`select last_name, city from customers where external_id = '1' and last_name is not null`,
    );
    expect(row).toMatchObject({ last_name: "Петрова", city: "Тверь" });
    const long = `order,customer,date,total\n1,${"x".repeat(3_000_000)},2026-01-01,5\n77,c7,2026-01-01,5\n`;
    expect(await run(form(long))).toMatchObject({
      status: "succeeded",
      rows: { total: 2, created: 1, rejected: 1 },
    });
  });

  it("stop when told", async () => {
    const made = await call("POST", "/api/v1/imports", form(csv));
    expect(await call("POST", `/api/v1/imports/${made.body.id}/cancel`)).toMatchObject({
      status: 200,
      body: { status: "cancelled" },
    });
    expect(await call("POST", `/api/v1/imports/${made.body.id}/cancel`)).toMatchObject({ status: 409 });
    expect(await advanceImport(asSystem(db), String(made.body.id), 1000)).toEqual({ done: true });
    expect(await call("GET", "/api/v1/imports/7")).toMatchObject({ status: 400 });
  });
});
