import { Validator } from "@seriousme/openapi-schema-validator";
import { expect, test } from "vitest";
import { restRoutes } from "@/server/http/rest";
import { apiDocsPage } from "@/server/http/rest/docs/page";
import { handleRest } from "@/server/http/rest/handle";
import { openApiDocument } from "@/server/http/rest/openapi";

test("the OpenAPI document holds to the 3.1 standard, by a validator that is not ours", async () => {
  const result = await new Validator().validate(structuredClone(openApiDocument()));
  expect(result.errors).toBeUndefined();
  expect(result.valid).toBe(true);
});

test("every operation is in it once, with its scope and an answer", () => {
  const { paths } = openApiDocument() as {
    paths: Record<string, Record<string, { operationId: string; responses: object; "x-permission": string }>>;
  };
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(operations).toHaveLength(restRoutes.length);
  expect(new Set(operations.map((one) => one.operationId)).size).toBe(restRoutes.length);
  for (const one of operations) expect(one["x-permission"], one.operationId).toMatch(/^[a-z-]+:[a-z-]+$/);
});

test("examples in the document satisfy the schemas they illustrate", () => {
  for (const route of restRoutes) {
    if (route.example?.request !== undefined && route.body)
      expect(route.body.safeParse(route.example.request).error, route.operationId).toBeUndefined();
    if (route.example?.response !== undefined && route.response)
      expect(route.response.safeParse(route.example.response).error, route.operationId).toBeUndefined();
  }
});

test("the document and the readable page need no key", async () => {
  const response = await handleRest(new Request("http://localhost/api/v1/openapi.json"), {
    network: "127.0.0.1",
  });
  expect(response.status).toBe(200);
  for (const route of restRoutes) expect(apiDocsPage()).toContain(`id="${route.operationId}"`);
});
