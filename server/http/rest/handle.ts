import { type OpenKey, openApiKey } from "@/server/auth/api-key";
import { type Allowance, KeyLimitExceeded, keyLimits } from "@/server/auth/key-limits";
import { type Db, db, translateDbError } from "@/server/db/client";
import { type Context, can } from "@/server/kernel/context";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { asAppError, forbidden } from "@/server/platform/errors";
import { randomSecret } from "@/server/platform/ids";
import { logger } from "@/server/platform/logger";
import { type Admission, createAdmission, withinTime } from "./admission";
import { type CursorOwner, openCursor, sealCursor } from "./cursor";
import { restRoutes } from "./index";
import { type Matched, matcherOf } from "./match";
import { answerOnce, answerOnLease, answerUploadOnLease, readRequestKey } from "./once";
import { problem, problemOf } from "./problem";
import { publicDocument } from "./public-documents";
import { parsePart, queryOf, readBytes, readJson } from "./read-request";
import { ownKey, type Route } from "./route";

/** What the process gives this door. */
interface Surroundings {
  pool: Db;
  admission: Admission;
  requestMs: number;
}
/** One request on its way. */
interface Call extends Surroundings {
  request: Request;
  url: URL;
  route: Route;
  params: Record<string, string>;
  key: OpenKey;
  network: string;
  id: string;
}

/** A database connection each at most times two: the pool has room for the other doors of this process. */
const admission = createAdmission({
  most: Math.max(2, env.DATABASE_POOL - 2),
  mostWaiting: 300,
  waitMs: 5_000,
});
const requestMs = 30_000;
let match: ((method: string, path: string) => Matched) | undefined;

/** Answers anything under /api/v1. Never throws; never answers 500 for what a client sent. */
export async function handleRest(
  request: Request,
  { network }: { network: string },
  surroundings: Partial<Surroundings> = {},
): Promise<Response> {
  const id = requestIdOf(request);
  let response: Response;
  try {
    response = publicDocument(request) ?? (await dispatch(request, network, id, surroundings));
  } catch (thrown) {
    response = refused(thrown, request, id);
  }
  response.headers.set("request-id", id);
  return response;
}

function refused(thrown: unknown, request: Request, id: string): Response {
  const error = asAppError(translateDbError(thrown));
  if (error.code === "internal") {
    const { pathname } = new URL(request.url);
    logger.error(
      { err: error.cause, path: pathname, method: request.method, requestId: id },
      "rest request failed",
    );
  }
  const response = problemOf(error, { request_id: id });
  if (error instanceof KeyLimitExceeded) addAllowance(response, error.allowance);
  return response;
}

async function dispatch(
  request: Request,
  network: string,
  id: string,
  given: Partial<Surroundings>,
): Promise<Response> {
  const url = new URL(request.url);
  const path = url.pathname.replace(/(.)\/$/, "$1");
  match ??= matcherOf(restRoutes);
  const found = match(request.method, path);
  if (found.kind === "none")
    return problem(
      404,
      `There is no ${path.slice(0, 200)}. The operations are listed at /api/v1/openapi.json.`,
    );
  if (found.kind === "other-method")
    return problem(
      405,
      `${request.method} is not possible here; use ${found.allow}.`,
      {},
      { allow: found.allow },
    );

  const around: Surroundings = { pool: given.pool ?? db(), admission, requestMs, ...given };
  const now = systemClock.now();
  const authorization = request.headers.get("authorization");
  const lookUp = () => openApiKey(around.pool, authorization, now);
  const key = await withinTime(around.admission.run(lookUp), around.requestMs);
  const allowance = keyLimits.spend(around.pool, key, now);
  const call: Call = { ...around, ...found, request, url, key, network, id };
  let response: Response;
  try {
    const { permission } = found.route;
    if (permission !== ownKey && !can(key.actor, permission)) throw forbidden(permission);
    response = await answer(call);
  } catch (thrown) {
    response = refused(thrown, request, id);
  }
  addAllowance(response, allowance);
  if (key.endsAt) response.headers.set("deprecation", `@${Math.floor(key.endsAt.getTime() / 1000)}`);
  return response;
}

/** Reads the request, then does its work: at once, or once for its Idempotency-Key. */
async function answer(call: Call): Promise<Response> {
  const { route, request, url, pool, key } = call;
  const now = systemClock.now();
  const params = route.params ? parsePart(route.params, call.params, "path") : call.params;
  const owner: CursorOwner = {
    operation: route.operationId,
    params: call.params,
    query: route.query ? queryOf(url, route.query) : {},
  };
  const query = route.query ? parsePart(route.query, opened(owner), "query") : {};
  const requestKey = readRequestKey(request, route, key.id);
  const bytes = route.body ? await readBytes(request, route.maxBytes) : undefined;
  const body = route.body && bytes ? parsePart(route.body, readJson(bytes), "") : undefined;

  const run = async (on: Context["db"], upload: Request = request): Promise<Response> => {
    const result = await route.handle({ ctx: contextOf(call, on), params, query, body, request: upload });
    return written(route, result, owner);
  };
  if (route.multipart && requestKey)
    return await answerUploadOnLease(
      { pool, request: requestKey, now, target: targetOf(call), answer: run },
      request,
    );
  if (route.multipart) return await run(pool);
  return await withinTime(
    call.admission.run(() => {
      if (!requestKey) return run(pool);
      const work = { pool, request: requestKey, now, target: targetOf(call), answer: run };
      return (route.once === "transaction" ? answerOnce : answerOnLease)(work, bytes);
    }),
    call.requestMs,
  );
}

const targetOf = ({ request, url }: Call) => `${request.method} ${url.pathname}${url.search}\n`;

const contextOf = ({ key, network, id, route }: Call, on: Context["db"]): Context => ({
  actor: key.actor,
  door: "rest",
  clock: systemClock,
  db: on,
  log: logger.child({ requestId: id, operation: route.operationId }),
  network,
});

const opened = (owner: CursorOwner): Record<string, string> =>
  owner.query.cursor === undefined
    ? owner.query
    : { ...owner.query, cursor: openCursor(owner, owner.query.cursor) };

/** The answer as JSON; the cursor of a page is sealed on its way out. */
function written(route: Route, result: unknown, owner: CursorOwner): Response {
  if (result instanceof Response) return result;
  if (route.status === 204) return new Response(null, { status: 204 });
  const { page } = (result ?? {}) as { page?: { next_cursor?: string | null } };
  if (route.query && Object.hasOwn(route.query.shape, "cursor") && page?.next_cursor)
    page.next_cursor = sealCursor(owner, page.next_cursor);
  return new Response(JSON.stringify(result), {
    status: route.status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}

/** draft-ietf-httpapi-ratelimit-headers, and the three names that most libraries read. */
function addAllowance(response: Response, { perSecond, burst, remaining, resetSeconds }: Allowance): void {
  const { headers } = response;
  headers.set("ratelimit-policy", `"key";q=${burst};w=${Math.ceil(burst / perSecond)}`);
  headers.set("ratelimit", `"key";r=${remaining};t=${resetSeconds}`);
  headers.set("ratelimit-limit", String(burst));
  headers.set("ratelimit-remaining", String(remaining));
  headers.set("ratelimit-reset", String(resetSeconds));
}

/** The client's own id when it is a plain one, so that both sides' logs can be joined. */
function requestIdOf(request: Request): string {
  const given = request.headers.get("x-request-id") ?? "";
  return /^[\w.-]{8,100}$/.test(given) ? given : `req_${randomSecret(12)}`;
}
