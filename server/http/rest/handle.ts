import type { z } from "zod";
import { actorOfApiKey } from "@/server/auth/api-key";
import { db, translateDbError } from "@/server/db/client";
import { type Context, can } from "@/server/kernel/context";
import { systemClock } from "@/server/platform/clock";
import { AppError, asAppError, type FieldProblem, forbidden } from "@/server/platform/errors";
import { parseJson } from "@/server/platform/json";
import { logger } from "@/server/platform/logger";
import { restRoutes } from "./index";
import { openApiDocument } from "./openapi";
import { problem, problemOf } from "./problem";
import type { Method, Route } from "./route";

interface Compiled {
  pattern: RegExp;
  names: string[];
  byMethod: Map<Method, Route>;
}

/** Paths without parameters first, so that `/orders/bulk` is not an order called "bulk". */
function compile(routes: Route[]): Compiled[] {
  const byPath = new Map<string, Compiled>();
  for (const route of routes) {
    const names: string[] = [];
    const source = route.path.replace(/\{(\w+)\}/g, (_, name: string) => {
      names.push(name);
      return "([^/]+)";
    });
    const entry = byPath.get(route.path) ?? {
      pattern: new RegExp(`^${source}$`),
      names,
      byMethod: new Map(),
    };
    entry.byMethod.set(route.method, route);
    byPath.set(route.path, entry);
  }
  return [...byPath.values()].sort((a, b) => a.names.length - b.names.length);
}
let compiled: Compiled[] | undefined;

/** Answers anything under /api/v1. Never throws; never answers 500 for what a client sent. */
export async function handleRest(request: Request, info: { network: string }): Promise<Response> {
  const url = new URL(request.url);
  try {
    return await dispatch(request, url, info.network);
  } catch (thrown) {
    const error = asAppError(translateDbError(thrown));
    if (error.code === "internal")
      logger.error({ err: error.cause, path: url.pathname, method: request.method }, "rest request failed");
    return problemOf(error);
  }
}

async function dispatch(request: Request, url: URL, network: string): Promise<Response> {
  if (url.pathname === "/api/v1/openapi.json") return openApi(request);
  compiled ??= compile(restRoutes);
  const path = url.pathname.length > 1 ? url.pathname.replace(/\/$/, "") : url.pathname;
  for (const { pattern, names, byMethod } of compiled) {
    const match = pattern.exec(path);
    if (!match) continue;
    const route = byMethod.get((request.method === "HEAD" ? "GET" : request.method) as Method);
    if (!route) {
      const allow = [...byMethod.keys()].join(", ");
      return problem(405, `${request.method} is not possible here; use ${allow}.`, {}, { allow });
    }
    const params: Record<string, string> = {};
    names.forEach((name, i) => {
      params[name] = decodePart(match[i + 1] ?? "");
    });
    return await answer(route, request, url, params, network);
  }
  return problem(404, `There is no ${path}. The operations are listed at /api/v1/openapi.json.`);
}

async function answer(
  route: Route,
  request: Request,
  url: URL,
  params: Record<string, string>,
  network: string,
): Promise<Response> {
  const clock = systemClock;
  const pool = db();
  const actor = await actorOfApiKey(pool, request.headers.get("authorization"), clock.now());
  if (!can(actor, route.permission)) throw forbidden(route.permission);
  const ctx: Context = { actor, door: "rest", clock, db: pool, log: logger, network };
  const result = await route.handle({
    ctx,
    params: route.params ? parsePart(route.params, params, "path") : params,
    query: route.query ? parsePart(route.query, queryOf(url, route.query), "query") : {},
    body: route.body ? parsePart(route.body, await readJson(request, route.maxBytes), "") : undefined,
    request,
  });
  if (result instanceof Response) return result;
  if (route.status === 204) return new Response(null, { status: 204 });
  return new Response(JSON.stringify(result), {
    status: route.status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

/** Public: it holds no data, and tools read it without a key. */
function openApi(request: Request): Response {
  if (request.method !== "GET" && request.method !== "HEAD")
    return problem(405, `${request.method} is not possible here; use GET.`, {}, { allow: "GET, HEAD" });
  return new Response(request.method === "HEAD" ? null : JSON.stringify(openApiDocument()), {
    headers: {
      "content-type": "application/json",
      "access-control-allow-origin": "*",
      "cache-control": "no-cache",
    },
  });
}

function decodePart(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError("invalid", "The path holds a broken %-escape.");
  }
}

/** Each parameter once, known ones only: a misspelt filter must not silently return everything. */
function queryOf(url: URL, schema: z.ZodObject): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (!Object.hasOwn(schema.shape, name))
      throw new AppError(
        "invalid",
        `There is no query parameter ${JSON.stringify(name.slice(0, 60))}; use ${Object.keys(schema.shape).join(", ")}.`,
      );
    if (Object.hasOwn(values, name))
      throw new AppError("invalid", `The query parameter ${name} is given twice.`);
    if (value.includes("\u0000") || !value.isWellFormed())
      throw new AppError("invalid", `The query parameter ${name} holds characters that cannot be stored.`);
    values[name] = value;
  }
  return values;
}

function parsePart(schema: z.ZodType, value: unknown, where: string): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const fields: FieldProblem[] = parsed.error.issues.slice(0, 50).map((issue) => ({
    path:
      issue.path
        .map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`))
        .join("")
        .replace(/^\./, "") || where,
    message: issue.message,
  }));
  throw new AppError(
    "invalid",
    fields
      .map((field) => `${field.path || "body"}: ${field.message}`)
      .slice(0, 3)
      .join("; "),
    { fields },
  );
}

/** The body as JSON, read no further than the limit. */
async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "application/json";
  if (!/^(application\/([\w.+-]+\+)?json|text\/plain)\b/i.test(type))
    throw new AppError("invalid", `Send JSON (content-type: application/json), not ${type.slice(0, 60)}.`);
  const declared = Number(request.headers.get("content-length") ?? "0");
  if (declared > maxBytes) throw new AppError("too_large", `The body may have at most ${maxBytes} bytes.`);
  if (!request.body) throw new AppError("invalid", "The body is empty; send JSON.");
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new AppError("too_large", `The body may have at most ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new AppError("invalid", "The body is not valid UTF-8.");
  }
  return parseJson(text);
}
