import { z } from "zod";
import { baseUrl } from "@/server/platform/env";
import { exampleOf } from "./examples";
import { restRoutes } from "./index";
import { ownKey, type Route } from "./route";
import { tagsInOrder } from "./tags";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the very schemas that parse requests and type answers. */
export function openApiDocument(routes: Route[] = restRoutes): Json {
  const paths: Record<string, Json> = {};
  const schemas: Json = {};
  const ordered = [...routes].sort((a, b) => tagsInOrder.indexOf(a.tag) - tagsInOrder.indexOf(b.tag));
  for (const route of ordered) {
    paths[route.path] ??= {};
    (paths[route.path] as Json)[route.method.toLowerCase()] = operation(route, schemas);
  }
  const problem = jsonSchema(problemSchema, "output", schemas);
  return {
    openapi: "3.1.0",
    info: {
      title: "Carillon REST API",
      version: "1",
      description:
        "Authenticate with `Authorization: Bearer <api key>`. Writes are upserts by your own ids; send an `Idempotency-Key` and repeat freely. " +
        "Lists answer `{data, page}` and continue with `cursor`. Errors are problem+json (RFC 9457) and name each wrong field. " +
        "Times are ISO 8601 in UTC; money is a decimal in the project's currency.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: baseUrl() }],
    security: [{ apiKey: [] }],
    tags: [...new Set(ordered.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key from Settings → API keys." },
      },
      headers,
      responses: refusals,
      schemas: { ...schemas, Problem: problem },
    },
  };
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().meta({ description: "What is wrong, and what to do." }),
  code: z.string().optional(),
  request_id: z.string().optional().meta({ description: "Also in our log, and in the header Request-Id." }),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

const header = (description: string, type: string) => ({ description, schema: { type } });
const headers: Json = {
  "Request-Id": header("Names this request in our log; your own X-Request-Id when you sent one.", "string"),
  "RateLimit-Limit": header("Requests that may be made at once.", "integer"),
  "RateLimit-Remaining": header("How many of them are left.", "integer"),
  "RateLimit-Reset": header("Seconds until all of them are there again.", "integer"),
  "Retry-After": header("Seconds after which the same request may succeed.", "integer"),
  "Idempotency-Replayed": header("`true` when this is the answer of the first time.", "string"),
};
const answerHeaders = (names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
const usual = ["Request-Id", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset"];

const refusal = (
  status: number,
  title: string,
  description: string,
  example: Json,
  names: string[] = [],
) => ({
  description,
  headers: answerHeaders(["Request-Id", ...names]),
  content: {
    "application/problem+json": {
      schema: { $ref: "#/components/schemas/Problem" },
      example: { type: "about:blank", title, status, ...example, request_id: "req_5f2c9d1e" },
    },
  },
});
const refusals: Json = {
  400: refusal(400, "Bad request", "A value is wrong; `errors` names it.", {
    detail: "email: This is no e-mail address.",
    code: "invalid",
    errors: [{ path: "email", message: "This is no e-mail address." }],
  }),
  401: refusal(401, "Not authenticated", "The API key is missing, unknown, revoked or expired.", {
    detail: "This API key is unknown, revoked, replaced or expired.",
    code: "unauthenticated",
  }),
  403: refusal(403, "Not allowed", "The key lacks the scope.", {
    detail: "This needs the permission orders:write. Ask an administrator for it.",
    code: "forbidden",
  }),
  404: refusal(404, "Not found", "There is no such thing.", {
    detail: 'There is no customer "cus_999".',
    code: "not_found",
  }),
  409: refusal(
    409,
    "Conflict",
    "Its present state, or another thing, does not allow it; or the first request with this Idempotency-Key is still at work (Retry-After).",
    {
      detail: "A request with this Idempotency-Key is still at work. Repeat it in a moment.",
      code: "conflict",
    },
    ["Retry-After"],
  ),
  413: refusal(413, "Too large", "The body, or the file, is too large.", {
    detail: "The body may have at most 1048576 bytes.",
    code: "too_large",
  }),
  415: refusal(415, "Unsupported media type", "The body is not of the expected kind.", {
    detail: "Send JSON (content-type: application/json), not text/xml.",
    code: "unsupported_media_type",
  }),
  422: refusal(422, "Unprocessable", "The Idempotency-Key was used for another request.", {
    detail: "This Idempotency-Key was used for another request within 24 hours.",
    code: "unprocessable",
  }),
  429: refusal(
    429,
    "Too many requests",
    "The key's limit is reached.",
    { detail: "This API key may make 100 requests a second. Go on in 1 s.", code: "limit_exceeded" },
    ["Retry-After", ...usual.slice(1)],
  ),
  503: refusal(
    503,
    "Unavailable",
    "Not available now.",
    { detail: "The database is not answering. Try again in a moment.", code: "unavailable" },
    ["Retry-After"],
  ),
};
const refused = (...statuses: number[]) =>
  Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]));

/** `z.json()`, the only schema of ours that contains itself without a name. */
const anyJson = "JsonValue";

/**
 * A zod schema as JSON Schema. Schemas with an id of their own (`.meta({ id: "Page" })`) become named components;
 * what a client sends may differ from what it gets (defaults), so the input side has names of its own.
 */
function jsonSchema(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $schema, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  const nameOf = (id: string) => {
    if (id.startsWith("__schema")) return anyJson;
    return io === "input" && !id.endsWith("Write") ? `${id}Input` : id;
  };
  for (const [id, definition] of Object.entries(($defs ?? {}) as Record<string, Json>))
    components[nameOf(id)] = id.startsWith("__schema")
      ? { description: "Any JSON value." }
      : withComponentRefs(definition, nameOf);
  return withComponentRefs(rest, nameOf);
}

/** `#/$defs/X` → `#/components/schemas/X`, and no `id` that would be read as a base address. */
function withComponentRefs(value: Json, nameOf: (id: string) => string): Json {
  return JSON.parse(JSON.stringify(value), (key, inner) => {
    if (key === "$ref" && typeof inner === "string")
      return inner.replace(/^#\/\$defs\/(.+)$/, (_, id: string) => `#/components/schemas/${nameOf(id)}`);
    return inner !== null &&
      typeof inner === "object" &&
      typeof inner.id === "string" &&
      ("type" in inner || "$ref" in inner || "anyOf" in inner)
      ? { ...inner, id: undefined }
      : inner;
  }) as Json;
}

function operation(route: Route, schemas: Json): Json {
  const isWrite = route.method !== "GET";
  const hasBody = Boolean(route.body || route.multipart);
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: `${route.description ? `${route.description}\n\n` : ""}${needs(route)}`,
    "x-permission": route.permission,
    parameters: [
      ...parameters(route.params, "path", schemas),
      ...parameters(route.query, "query", schemas),
      ...(isWrite ? [requestKey] : []),
    ],
    ...(requestBody(route, schemas) ?? {}),
    responses: {
      [String(route.status)]: success(route, schemas, isWrite),
      ...refused(
        400,
        401,
        403,
        ...(route.params || isWrite ? [404] : []),
        ...(isWrite ? [409] : []),
        ...(hasBody ? [413, 415] : []),
        ...(isWrite ? [422] : []),
        429,
        503,
      ),
    },
  };
}

const needs = ({ permission }: Route) =>
  permission === ownKey ? "Any key may." : `Needs the scope \`${permission}\`.`;

const requestKey = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  description:
    "1 to 255 characters of your own choice, such as a UUID. The same request again within 24 hours answers as the first time and does nothing.",
  schema: { type: "string", minLength: 1, maxLength: 255 },
};

function parameters(schema: z.ZodObject | undefined, where: "path" | "query", schemas: Json): Json[] {
  if (!schema) return [];
  const shape = jsonSchema(schema, "input", schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(shape.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property;
    return {
      name,
      in: where,
      required: where === "path" || (shape.required ?? []).includes(name),
      ...(description ? { description } : {}),
      schema: rest,
    };
  });
}

function requestBody(route: Route, schemas: Json): Json | undefined {
  const zodSchema = route.body ?? route.multipart;
  if (!zodSchema) return undefined;
  const type = route.body ? "application/json" : "multipart/form-data";
  const schema = jsonSchema(zodSchema, "input", schemas);
  const example = route.example?.request ?? exampleOf(schema, schemas);
  return { requestBody: { required: true, content: { [type]: { schema, example } } } };
}

function success(route: Route, schemas: Json, isWrite: boolean): Json {
  const common = { headers: answerHeaders([...usual, ...(isWrite ? ["Idempotency-Replayed"] : [])]) };
  if (route.produces)
    return {
      description: "The file.",
      ...common,
      content: { [route.produces]: { schema: { type: "string" } } },
    };
  if (!route.response) return { description: "Done.", ...common };
  const schema = jsonSchema(route.response, "output", schemas);
  const example = route.example?.response ?? exampleOf(schema, schemas);
  return { description: "Success.", ...common, content: { "application/json": { schema, example } } };
}
