import { z } from "zod";
import { baseUrl } from "@/server/platform/env";
import { restRoutes } from "./index";
import type { Route } from "./route";

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document, made from the very schemas that parse requests and type answers. */
export function openApiDocument(routes: Route[] = restRoutes): Json {
  const paths: Record<string, Json> = {};
  const schemas: Json = {};
  for (const route of routes) {
    paths[route.path] ??= {};
    (paths[route.path] as Json)[route.method.toLowerCase()] = operation(route, schemas);
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Carillon REST API",
      version: "1",
      description:
        "Authenticate with `Authorization: Bearer <api key>`. Lists answer `{data, page}` and continue with `cursor`. " +
        "Errors are problem+json (RFC 9457) and name each wrong field. Times are ISO 8601 in UTC; money is a decimal in the project's currency.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: baseUrl() }],
    security: [{ apiKey: [] }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key from Settings → API keys." },
      },
      schemas: { ...schemas, Problem: jsonSchema(problemSchema, "output", schemas) },
    },
  };
}

const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});

/**
 * A zod schema as JSON Schema. Schemas with an id of their own (`.meta({ id: "Page" })`) become named components;
 * what a client sends may differ from what it gets (defaults), so the input side has names of its own.
 */
function jsonSchema(schema: z.ZodType, io: "input" | "output", components: Json): Json {
  const { $schema, $defs, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Json;
  const nameOf = (id: string) => (io === "input" ? `${id}Input` : id);
  for (const [id, definition] of Object.entries(($defs ?? {}) as Record<string, Json>))
    components[nameOf(id)] = withComponentRefs(definition, nameOf);
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
  const error = (description: string) => ({
    description,
    content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
  });
  return {
    operationId: route.operationId,
    tags: [route.tag],
    summary: route.summary,
    description: `${route.description ? `${route.description}\n\n` : ""}Needs the scope \`${route.permission}\`.`,
    "x-permission": route.permission,
    parameters: [...parameters(route.params, "path", schemas), ...parameters(route.query, "query", schemas)],
    ...(requestBody(route, schemas) ?? {}),
    responses: {
      [String(route.status)]: success(route, schemas),
      "400": error("A field is wrong; `errors` names it."),
      "401": error("The API key is missing, unknown, revoked or expired."),
      "403": error("The key lacks the scope."),
      ...(route.params || route.method !== "GET" ? { "404": error("There is no such thing.") } : {}),
      ...(route.method === "GET"
        ? {}
        : { "409": error("Its present state, or another thing, does not allow it; the detail says why.") }),
      ...(route.body || route.multipart ? { "413": error("The body, or the file, is too large.") } : {}),
      "429": error("Too many requests; see Retry-After."),
      "503": error("Not available now; see Retry-After."),
    },
  };
}

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
  const schema = route.body ?? route.multipart;
  if (!schema) return undefined;
  const type = route.body ? "application/json" : "multipart/form-data";
  const example = route.example?.request;
  return {
    requestBody: {
      required: true,
      content: { [type]: { schema: jsonSchema(schema, "input", schemas), ...(example ? { example } : {}) } },
    },
  };
}

function success(route: Route, schemas: Json): Json {
  if (route.produces)
    return { description: "The file.", content: { [route.produces]: { schema: { type: "string" } } } };
  if (!route.response) return { description: "Done." };
  const example = route.example?.response;
  return {
    description: "Success.",
    content: {
      "application/json": {
        schema: jsonSchema(route.response, "output", schemas),
        ...(example ? { example } : {}),
      },
    },
  };
}
