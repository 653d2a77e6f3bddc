import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/server/db/schema";
import { restRoutes } from "@/server/http/rest";
import { handleRest } from "@/server/http/rest/handle";
import { openApiDocument } from "@/server/http/rest/openapi";
import type { Route } from "@/server/http/rest/route";
import { apiScopes } from "@/server/kernel/access";
import { sha256 } from "@/server/platform/crypto";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

scratchDataDir();
const { db } = await testDatabase();
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
const key = "car_hostile_0123456789";
beforeAll(async () => {
  await db.insert(apiKeys).values({
    name: "hostile",
    prefix: key.slice(0, 10),
    hash: sha256(key),
    scopes: [...apiScopes],
    ratePerSecond: 100_000,
  });
});

const send = (method: string, target: string, body?: BodyInit, headers: Record<string, string> = {}) =>
  handleRest(
    new Request(`http://localhost${target}`, {
      method,
      headers: { authorization: `Bearer ${key}`, "content-type": "application/json", ...headers },
      ...(body === undefined || method === "GET" ? {} : { body }),
    }),
    { network: "127.0.0.1" },
  );

/** Bodies of the document's own examples with one thing in them replaced: past the first check, into the domain. */
const document = openApiDocument() as {
  paths: Record<string, Record<string, { requestBody?: { content: Record<string, { example?: unknown }> } }>>;
};
const exampleOf = (method: string, path: string): unknown =>
  document.paths[path]?.[method.toLowerCase()]?.requestBody?.content["application/json"]?.example ?? {};

const oddValue = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    "",
    " ",
    0,
    -1,
    1e308,
    2 ** 53,
    "\u202e",
    "'; drop table customers; --",
    "%00",
    "null",
    "9".repeat(400),
  ),
  fc.constantFrom<unknown>(
    [],
    {},
    [[]],
    [null],
    { id: -1 },
    { external_id: {} },
    "2026-13-45T99:99:99Z",
    "-infinity",
    "epoch",
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);
/** By name, so that a counterexample can be read. */
const routeOf = (routes: readonly Route[]) =>
  fc.constantFrom(...routes.map((one) => one.operationId)).map((id) => {
    const found = routes.find((one) => one.operationId === id);
    return Object.assign(Object.create({ toJSON: () => id, [fc.toStringMethod]: () => id }), found) as Route;
  });
/** All but the one that may end the key all others are called with. */
const route = routeOf(restRoutes.filter((one) => one.operationId !== "rotateOwnKey"));
/** An object may have a toString of its own. */
const asText = (value: unknown): string =>
  typeof value === "string" ? value : (JSON.stringify(value) ?? "");
const brokenText = fc.constantFrom(
  "",
  "{",
  "[",
  '"',
  "nul",
  "{}{}",
  '{"a":1e400}',
  '{"a":9007199254740993}',
  '{"__proto__":{}}',
  '{"a":"\\ud800"}',
  '{"a":"\\u0000"}',
  "[".repeat(100_000),
  `${'{"a":'.repeat(40)}1${"}".repeat(40)}`,
  '{"items":[]}',
  '{"items":{}}',
);

/** A copy with the value at one random place replaced. */
function spoiled(value: unknown, pick: number, odd: unknown): unknown {
  if (value === null || typeof value !== "object") return odd;
  const entries = Object.entries(value);
  if (entries.length === 0 || pick % 7 === 6) return odd;
  const [name, inner] = entries[pick % entries.length] ?? ["", undefined];
  const replaced = spoiled(inner, Math.floor(pick / entries.length), odd);
  if (Array.isArray(value)) return value.map((one, i) => (String(i) === name ? replaced : one));
  return { ...value, [name]: replaced };
}

describe("whatever is sent, the answer is never a 5xx", () => {
  const runs = Number(process.env.FUZZ_RUNS ?? 1_500);
  it("spoiled bodies of every operation", { timeout: 60_000 + runs * 20 }, async () => {
    await fc.assert(
      fc.asyncProperty(route, fc.nat(), oddValue, fc.boolean(), async (one, pick, odd, withKey) => {
        const path = one.path.replaceAll(/\{\w+\}/g, () =>
          pick % 3 === 0 ? "1" : encodeURIComponent(asText(odd).toWellFormed() || "x"),
        );
        const body = JSON.stringify(spoiled(exampleOf(one.method, one.path), pick, odd)) ?? "null";
        const answer = await send(one.method, path, body, withKey ? { "idempotency-key": `f${pick}` } : {});
        expect(
          answer.status,
          `${one.method} ${path} ${body}: ${answer.status < 500 ? "" : await answer.text()}`,
        ).toBeLessThan(500);
      }),
      { numRuns: runs },
    );
  });

  it("broken JSON", async () => {
    const writes = restRoutes.filter((one) => one.body && !one.path.includes("{"));
    await fc.assert(
      fc.asyncProperty(routeOf(writes), brokenText, async (one, text) => {
        expect((await send(one.method, one.path, text)).status).toBe(400);
      }),
      { numRuns: 60 },
    );
    const invalidUtf8 = new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]);
    expect((await send("POST", "/api/v1/customers", invalidUtf8)).status).toBe(400);
  });

  it("odd queries", async () => {
    const reads = restRoutes.filter((one) => one.method === "GET");
    await fc.assert(
      fc.asyncProperty(routeOf(reads), fc.nat(), oddValue, async (one, pick, odd) => {
        const names = Object.keys(one.query?.shape ?? {});
        const name = names[pick % (names.length || 1)] ?? "x";
        const path = one.path.replaceAll(/\{\w+\}/g, "1");
        const answer = await send(
          "GET",
          `${path}?${encodeURIComponent(name)}=${encodeURIComponent(asText(odd).toWellFormed())}`,
        );
        expect(answer.status, `${path} ${name}=${asText(odd)}`).toBeLessThan(500);
      }),
      { numRuns: 600 },
    );
  }, 60_000);
});

describe("limits", () => {
  it("1,001 items, 1 MB and wrong kinds of body are refused by name", async () => {
    const items = Array.from({ length: 1001 }, (_, i) => ({ external_id: `x${i}` }));
    for (const path of ["customers", "orders", "receipts", "products", "categories", "stores"]) {
      const answer = await send("POST", `/api/v1/${path}/bulk`, JSON.stringify({ items }));
      expect([path, answer.status]).toEqual([path, 400]);
      expect(await answer.json()).toMatchObject({ errors: [{ path: "items" }] });
    }
    const large = JSON.stringify({ external_id: "1", attributes: { a: "x".repeat(1024 * 1024) } });
    expect((await send("POST", "/api/v1/customers", large)).status).toBe(413);
    for (const type of [
      "text/xml",
      "multipart/form-data; boundary=x",
      "application/x-www-form-urlencoded",
      "application/json; charset=windows-1251",
    ])
      expect((await send("POST", "/api/v1/customers", "{}", { "content-type": type })).status, type).toBe(
        415,
      );
    expect((await send("POST", "/api/v1/customers", "{}", { "content-encoding": "gzip" })).status).toBe(415);
    expect((await send("POST", "/api/v1/imports", "{}")).status).toBe(400);
    const wrongMethod = await send("DELETE", "/api/v1/customers/bulk");
    expect([wrongMethod.status, wrongMethod.headers.get("allow")]).toEqual([405, "POST"]);
  });
});
