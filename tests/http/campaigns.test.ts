import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/server/db/schema";
import { restRoutes } from "@/server/http/rest";
import { handleRest } from "@/server/http/rest/handle";
import { apiScopes } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { testDatabase } from "@/tests/support/database";
import { hour, minute, scene } from "../domain/campaigns/scene";

const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_test_campaigns_456789012345678901234567890123";
const drafter = "car_test_drafter_9012345678901234567890123456789";
const shop = scene(db, new Date());

beforeAll(async () => {
  await shop.templates();
  await db.insert(apiKeys).values([
    { name: "all", prefix: "car_test", hash: sha256(key), scopes: [...apiScopes] },
    {
      name: "drafter",
      prefix: "car_test",
      hash: sha256(drafter),
      scopes: ["campaigns:read", "campaigns:write"],
    },
  ]);
});

type Answer = { status: number; body: Record<string, unknown> & { id: string } };
async function call(method: string, path: string, body?: unknown, bearer = key): Promise<Answer> {
  const headers = { authorization: `Bearer ${bearer}`, "content-type": "application/json" };
  const init = body === undefined ? { method, headers } : { method, headers, body: JSON.stringify(body) };
  const response = await handleRest(new Request(`http://localhost${path}`, init), { network: "127.0.0.1" });
  const answer = { status: response.status, body: await response.json() };
  if (response.ok) expectDocumented(method, path, answer.body);
  return answer;
}
/** What is answered is what the OpenAPI document promises. */
function expectDocumented(method: string, path: string, body: unknown) {
  const plain = path.split("?")[0] ?? "";
  const route = restRoutes.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, "[^/]+")}$`).test(plain),
  );
  expect(route?.response?.safeParse(body).error, path).toBeUndefined();
}

describe("campaigns by REST", () => {
  it("lists recipes with the settings they take and their defaults", async () => {
    const { body } = await call("GET", "/api/v1/recipes");
    expect(body.data).toMatchObject([
      {
        code: "abandoned-cart",
        name: { en: "Abandoned cart", ru: "Брошенная корзина" },
        defaults: { idle_seconds: 3600, second_wait_seconds: 86_400 },
        settings: { properties: { idle_seconds: { type: "integer" } } },
      },
      {
        code: "win-back",
        defaults: { to_segments: ["need_attention", "about_to_sleep", "at_risk", "cant_lose"] },
        nodes: [{ id: "slip", kind: "rfm-transition" }, {}, {}, {}, {}],
      },
    ]);
  });

  it("creates campaigns that begin with moves, and says what is wrong with them", async () => {
    const segment = await call("POST", "/api/v1/segments", {
      name: "Romans",
      definition: {
        kind: "attribute",
        field: "city",
        type: "text",
        test: { operator: "equals", value: "Rome" },
      },
    });
    const graph = (kind: string, settings: object) => ({
      nodes: [
        { id: "start", kind, settings },
        { id: "end", kind: "exit" },
      ],
      edges: [{ from: "start", port: "next", to: "end" }],
    });
    const started = await call("POST", "/api/v1/campaigns", {
      graph: graph("segment-entered", { segment: segment.body.id }),
      activate: true,
    });
    expect(started).toMatchObject({ status: 201, body: { state: "active", problems: [] } });
    expect((await call("GET", `/api/v1/segments/${segment.body.id}`)).body.is_live).toBe(true);
    expect((await call("DELETE", `/api/v1/segments/${segment.body.id}`)).status).toBe(409);
    const half = await call("POST", "/api/v1/campaigns", { graph: graph("rfm-transition", {}) });
    expect(half.body.problems).toMatchObject([{ code: "rfm_way_not_chosen", node_id: "start" }]);
    const refused = await call("POST", "/api/v1/campaigns", {
      graph: graph("segment-left", { segment: "gone" }),
      activate: true,
    });
    expect(refused.status).toBe(400);
    await db.execute(sql`delete from campaigns where id = ${started.body.id}::uuid`);
    expect(JSON.stringify(refused.body)).toContain("nodes.start");
  });

  it("creates and starts a campaign of a recipe, and reports what it did", async () => {
    const made = await call("POST", "/api/v1/campaigns", {
      recipe: "abandoned-cart",
      settings: { idle_seconds: 4, first_wait_seconds: 2, second_wait_seconds: 86400 },
      activate: true,
    });
    expect(made).toMatchObject({
      status: 201,
      body: { state: "active", version: 1, problems: [], name: "Abandoned cart" },
    });
    const { id } = made.body;
    const her = await shop.customer({ firstName: "Vera" });
    shop.clock.advance(minute);
    await shop.cart(her);
    await shop.pass(minute, 1000);
    const report = await call("GET", `/api/v1/campaigns/${id}/report`);
    expect(report.body).toMatchObject({
      entered: 1,
      customers: 1,
      in_flight: 1,
      planned: 1,
      pending: 1,
      sent: 0,
      delivered: 0,
      orders: 0,
      revenue: 0,
    });
    const people = await call("GET", `/api/v1/campaigns/${id}/report/people?metric=pending&node_id=reminder`);
    expect(people.body).toMatchObject({
      data: [{ customer_id: `cus_${her}`, first_name: "Vera", node_id: "reminder" }],
      page: { has_more: false },
    });
    const why = await call("GET", `/api/v1/campaigns/${id}/explain/cus_${her}`);
    expect(why.body).toMatchObject({
      entries: [{ state: "active", messages: [{ status: "planned" }] }],
      entering: { would_enter: false, refusal: expect.any(String) },
    });
    const list = await call("GET", "/api/v1/campaigns?search=abandoned");
    expect(list.body).toMatchObject({ data: [{ id, entered: 1, in_flight: 1, revenue: 0 }] });
    for (const [verb, state] of [
      ["pause", "paused"],
      ["resume", "active"],
      ["stop?in_flight=drop", "stopped"],
      ["activate", "active"],
    ])
      expect(await call("POST", `/api/v1/campaigns/${id}/${verb}`)).toMatchObject({
        status: 200,
        body: { state },
      });
    await call("POST", `/api/v1/campaigns/${id}/stop`);
    shop.clock.advance(hour);
  });

  it("creates one of a graph, and says what keeps it from starting", async () => {
    const graph = {
      nodes: [
        { id: "start", kind: "abandoned-cart" },
        { id: "rest", kind: "wait" },
      ],
      edges: [{ from: "start", port: "next", to: "rest" }],
    };
    const made = await call("POST", "/api/v1/campaigns", { name: "Half", graph });
    expect(made).toMatchObject({ status: 201, body: { state: "draft", version: null } });
    expect(made.body.problems).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: "setting_invalid", node_id: "rest" })]),
    );
    const refused = await call("POST", `/api/v1/campaigns/${made.body.id}/activate`);
    expect(refused.status).toBe(400);
    expect(JSON.stringify(refused.body)).toContain("graph.nodes.rest");
  });

  it.each<[string, string, string, unknown, number]>([
    ["an unknown recipe", "POST", "/api/v1/campaigns", { recipe: "magic" }, 404],
    [
      "a wrong setting",
      "POST",
      "/api/v1/campaigns",
      { recipe: "abandoned-cart", settings: { idle_seconds: -1 } },
      400,
    ],
    [
      "a misspelt setting",
      "POST",
      "/api/v1/campaigns",
      { recipe: "abandoned-cart", settings: { idle: 1 } },
      400,
    ],
    [
      "a wrong campaign setting",
      "POST",
      "/api/v1/campaigns",
      { name: "x", settings: { max_simultaneous: "many" } },
      400,
    ],
    [
      "both a recipe and a graph",
      "POST",
      "/api/v1/campaigns",
      { recipe: "abandoned-cart", graph: { nodes: [], edges: [] } },
      400,
    ],
    [
      "a hostile key",
      "POST",
      "/api/v1/campaigns",
      JSON.parse('{"name": "x", "settings": {"constructor": {"prototype": 1}}}'),
      400,
    ],
    ["a NUL in the name", "POST", "/api/v1/campaigns", { name: "a\u0000b" }, 400],
    ["an id that is none", "GET", "/api/v1/campaigns/1", undefined, 400],
    [
      "a campaign that is not there",
      "GET",
      "/api/v1/campaigns/00000000-0000-4000-8000-000000000000",
      undefined,
      404,
    ],
    [
      "a report of one that is not there",
      "GET",
      "/api/v1/campaigns/00000000-0000-4000-8000-000000000000/report",
      undefined,
      404,
    ],
    [
      "an unknown metric",
      "GET",
      "/api/v1/campaigns/00000000-0000-4000-8000-000000000000/report/people?metric=luck",
      undefined,
      400,
    ],
    ["a foreign cursor", "GET", "/api/v1/campaigns?cursor=abc", undefined, 400],
  ])("answers %s as the caller's error", async (_, method, path, body, status) => {
    expect((await call(method, path, body)).status).toBe(status);
  });

  it("lets a key without the right to publish draft, and no more", async () => {
    const made = await call("POST", "/api/v1/campaigns", { recipe: "abandoned-cart" }, drafter);
    expect(made.status).toBe(201);
    expect(
      (await call("POST", "/api/v1/campaigns", { recipe: "abandoned-cart", activate: true }, drafter)).status,
    ).toBe(403);
    expect(
      (await call("POST", `/api/v1/campaigns/${made.body.id}/activate`, undefined, drafter)).status,
    ).toBe(403);
    expect((await db.execute(sql`select 1 from campaigns where state = 'active'`)).length).toBe(0);
  });
});
