import type { EventType } from "@/server/domain/tracking/ingest/event";

/** What a path of the tracking door is for. */
export type TrackRoute =
  | { to: "ingest"; kind: EventType | "batch" }
  /** The browser library's own counters: taken and forgotten. */
  | { to: "metrics" }
  | { to: "settings"; writeKey: string }
  | { to: "tracker" };

const ingest: Record<string, EventType | "batch"> = {
  "/v1/track": "track",
  "/v1/identify": "identify",
  "/v1/page": "page",
  "/v1/screen": "screen",
  "/v1/group": "group",
  "/v1/alias": "alias",
  "/v1/batch": "batch",
  "/v1/import": "batch",
  // The browser library posts to `<apiHost>/<first letter>`; apiHost is with or without the /v1.
  "/v1/t": "track",
  "/v1/i": "identify",
  "/v1/p": "page",
  "/v1/s": "screen",
  "/v1/g": "group",
  "/v1/a": "alias",
  "/v1/b": "batch",
  "/t": "track",
  "/i": "identify",
  "/p": "page",
  "/s": "screen",
  "/g": "group",
  "/a": "alias",
  "/b": "batch",
};
const settingsPattern = /^\/v1\/projects\/([^/]{1,200})\/settings$/;

export function routeOf(pathname: string): TrackRoute | undefined {
  const kind = Object.hasOwn(ingest, pathname) ? ingest[pathname] : undefined;
  if (kind) return { to: "ingest", kind };
  if (pathname === "/v1/m" || pathname === "/m") return { to: "metrics" };
  if (pathname === "/tracker.js") return { to: "tracker" };
  const key = settingsPattern.exec(pathname)?.[1];
  if (key === undefined) return undefined;
  try {
    return { to: "settings", writeKey: decodeURIComponent(key) };
  } catch {
    return { to: "settings", writeKey: key };
  }
}

/** One letter at the root may be another page's address: there only what a library sends is ours. */
export const isShortRoot = (pathname: string): boolean => pathname.length === 2;
