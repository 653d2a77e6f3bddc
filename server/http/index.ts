/**
 * Every public HTTP door, asked in this order: the hottest first. The gateway serves them ahead of Next; without a
 * gateway (Vercel) the route.ts files under app/ hand over to `dispatch` through next-route.ts.
 */
import { type CallerInfo, defaultMaxBodyBytes, type HttpDoor } from "./door";
import { healthDoor } from "./health";
import { restDoor } from "./rest/door";
import { problem } from "./rest/problem";

export const doors: readonly HttpDoor[] = [healthDoor, restDoor];

/** Paths that belong to doors alone: what no door answers here is a 404 or 405, never a page. */
const doorPrefixes = ["/v1/", "/t/", "/u/", "/m/", "/api/v1/", "/api/webhooks/"];
const doorPaths = new Set([
  "/v1",
  "/tracker.js",
  "/t",
  "/u",
  "/m",
  "/api/v1",
  "/api/webhooks",
  "/api/health",
]);
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

export const isDoorPath = (pathname: string): boolean =>
  doorPaths.has(pathname) || doorPrefixes.some((prefix) => pathname.startsWith(prefix));

export function findDoor(method: string, pathname: string): HttpDoor | undefined {
  for (const door of doors) if (door.match(method, pathname)) return door;
  return undefined;
}

/** The answer where no door takes this method: 405 with what it does take, or 404. */
export function refuse(method: string, pathname: string): Response {
  const allow = methods.filter((candidate) => findDoor(candidate, pathname));
  if (allow.length > 0)
    return problem(
      405,
      `${method} is not possible here; use ${allow.join(", ")}.`,
      {},
      { allow: allow.join(", ") },
    );
  return problem(404, `There is no ${pathname.slice(0, 200)}.`);
}

export const tooLarge = (limit: number): Response =>
  problem(413, `The body may have at most ${limit} bytes.`, {}, { connection: "close" });

export const bodyLimitOf = (door: HttpDoor): number => door.maxBodyBytes ?? defaultMaxBodyBytes;

/** One request through the doors, for places that have no gateway. */
export async function dispatch(request: Request, info: CallerInfo): Promise<Response> {
  const { pathname } = new URL(request.url);
  const door = findDoor(request.method, pathname);
  if (!door) return refuse(request.method, pathname);
  const limit = bodyLimitOf(door);
  if (Number(request.headers.get("content-length") ?? "0") > limit) return tooLarge(limit);
  return await door.handle(request, info);
}
