import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import type { Db } from "@/server/db/client";
import { createIngest, ensureFirstSource, type IngestDeps } from "@/server/domain/tracking";
import type { HttpDoor } from "@/server/http/door";
import { createTrackDoor } from "@/server/http/track/door";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";

export const writeKey = "wk_test";
export const basic = (key: string) => `Basic ${Buffer.from(`${key}:`).toString("base64")}`;

/** The tracking door on this database, with a source whose key is `writeKey`. */
export async function testTrackDoor(
  db: Db,
  url: string,
  options: Partial<IngestDeps> = {},
): Promise<HttpDoor> {
  await ensureFirstSource(db, { writeKey });
  const ingest = createIngest({ db, url, clock: systemClock, log: logger, ...options });
  afterAll(() => ingest.close());
  return createTrackDoor({ ingest: () => ingest, log: logger });
}

export type Send = (path: string, init?: RequestInit) => Promise<Response>;

/** The same requests, through the web handler and through a real server: what holds for one must hold for the other. */
export function throughHandler(door: HttpDoor): Send {
  return (path, init) =>
    door.handle(new Request(`http://carillon.test${path}`, init), { network: "127.0.0.1" });
}

export async function serveDoorOnNode(door: HttpDoor): Promise<string> {
  const server = createServer((req, res) => {
    const pathname = new URL(req.url ?? "/", "http://x").pathname;
    if (door.raw && door.match(req.method ?? "GET", pathname)) door.raw(req, res, { network: "127.0.0.1" });
    else res.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function throughNode(door: HttpDoor): Promise<Send> {
  const origin = await serveDoorOnNode(door);
  return (path, init) => fetch(`${origin}${path}`, init);
}
