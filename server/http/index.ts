/**
 * Every public HTTP door, asked in this order: the hottest first. The gateway serves them ahead of Next; without a
 * gateway (Vercel) the route.ts files under app/ hand over to `dispatch` through next-route.ts.
 */
import { bodyLimitOf, type CallerInfo, findDoor, type HttpDoor, refuse, tooLarge } from "./door";
import { healthDoor } from "./health";
import { linksDoor } from "./links";
import { docsDoor, restDoor } from "./rest/door";
import { trackDoor } from "./track";
import { webhooksDoor } from "./webhooks";

export const doors: readonly HttpDoor[] = [
  trackDoor,
  linksDoor,
  webhooksDoor,
  healthDoor,
  restDoor,
  docsDoor,
];

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
  "/docs/api",
]);
export const isDoorPath = (pathname: string): boolean =>
  doorPaths.has(pathname) || doorPrefixes.some((prefix) => pathname.startsWith(prefix));

/** One request through the doors, for places that have no gateway. */
export async function dispatch(request: Request, info: CallerInfo): Promise<Response> {
  const { pathname } = new URL(request.url);
  const door = findDoor(doors, request.method, pathname);
  if (!door) return refuse(doors, request.method, pathname);
  const limit = bodyLimitOf(door);
  if (Number(request.headers.get("content-length") ?? "0") > limit) return tooLarge(limit);
  return await door.handle(request, info);
}
