import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { allOf, type components, createCarillon } from "@/public/carillon-client";
import { clientSource } from "@/server/http/rest/client/generate";
import { typeText } from "@/server/http/rest/client/type-text";
import { handleRest } from "@/server/http/rest/handle";
import { openApiDocument } from "@/server/http/rest/openapi";

describe("the typed client", () => {
  it("that is checked in is the one of this API: npm run client:generate", () => {
    expect(readFileSync("public/carillon-client.ts", "utf8")).toBe(clientSource(openApiDocument()));
  });

  it("is served by the installation", async () => {
    const answer = await handleRest(new Request("http://localhost/api/v1/client.ts"), {
      network: "127.0.0.1",
    });
    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(await answer.text()).toContain("export interface paths");
  });

  it("knows paths, parameters, bodies and answers: wrong ones do not compile", () => {
    const api = createCarillon({ baseUrl: "http://localhost", apiKey: "none" });
    const neverCalled = () => [
      // @ts-expect-error there is no such path
      api.GET("/api/v1/custommers"),
      // @ts-expect-error the id is missing
      api.GET("/api/v1/customers/{id}"),
      // @ts-expect-error there is no such filter
      api.GET("/api/v1/orders", { params: { query: { customer: "cus_1" } } }),
      // @ts-expect-error a name is not a number
      api.POST("/api/v1/customers", { body: { first_name: 7 } }),
      // @ts-expect-error an order has an external id
      api.POST("/api/v1/orders", { body: { total: 1 } }),
      // @ts-expect-error a customer has no password
      api.GET("/api/v1/customers/{id}", { params: { path: { id: "1" } } }).then(({ data }) => data?.password),
    ];
    expect(neverCalled).toBeTypeOf("function");
    const outcome: components["schemas"]["ItemResult"]["outcome"] = "created";
    expect(outcome).toBe("created");
  });

  it("repeats what was limited or lost, with one Idempotency-Key, and reads lists to their end", async () => {
    const seen: (string | null)[] = [];
    const replies = [
      () => Promise.reject(new TypeError("fetch failed")),
      () => Promise.resolve(new Response("{}", { status: 429, headers: { "retry-after": "0.01" } })),
      () => Promise.resolve(Response.json({ ok: true })),
    ];
    const api = createCarillon({
      baseUrl: "http://localhost",
      apiKey: "none",
      fetch: (request) => {
        seen.push(request.headers.get("idempotency-key"));
        return (replies.shift() ?? (() => Promise.reject(new Error("once too often"))))();
      },
    });
    const { response } = await api.POST("/api/v1/customers", { body: { external_id: "1" } });
    expect(response.status).toBe(200);
    expect([seen.length, new Set(seen).size, seen[0]]).toEqual([
      3,
      1,
      expect.stringMatching(/^[0-9a-f-]{36}$/),
    ]);

    const pages = [
      { data: [1, 2], page: { next_cursor: "a" } },
      { data: [3], page: { next_cursor: null } },
    ];
    const all: number[] = [];
    for await (const one of allOf(async () => ({ data: pages.shift() }))) all.push(one);
    expect(all).toEqual([1, 2, 3]);
  });
});

describe("types from schemas", () => {
  it.each([
    [{ type: "string" }, "string"],
    [{ type: ["string", "null"] }, "string | null"],
    [{ enum: ["a", "b"] }, '"a" | "b"'],
    [{ type: "array", items: { anyOf: [{ type: "number" }, { type: "null" }] } }, "(number | null)[]"],
    [{ type: "object", additionalProperties: { type: "integer" } }, "Record<string, number>"],
    [{ $ref: "#/components/schemas/Page" }, 'components["schemas"]["Page"]'],
    [
      { type: "object", properties: { "a-b": {}, c: { type: "string" } }, required: ["c"] },
      '{\n  "a-b"?: unknown;\n  c: string;\n}',
    ],
    [{ type: "string", format: "binary" }, "Blob"],
    [{}, "unknown"],
  ])("%j → %s", (schema, text) => {
    expect(typeText(schema)).toBe(text);
  });
});
