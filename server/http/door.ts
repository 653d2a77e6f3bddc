import type { IncomingMessage, ServerResponse } from "node:http";
import { problem } from "./rest/problem";

/** What the process around a door knows about the caller. */
export interface CallerInfo {
  /** Client address, already judged against the trusted proxies. */
  network: string;
}

/**
 * A public HTTP door: web-standard, so that the gateway (self-hosted) and route.ts files (Vercel) serve the very
 * same code. `raw` is the gateway's short cut for doors where building a web Request costs more than the work.
 */
export interface HttpDoor {
  /** Cheap and exact: asked for every request, hot doors first. `pathname` is as sent, without the query. */
  match(method: string, pathname: string): boolean;
  /** Never throws for what a client sent; what it throws becomes a masked problem+json. */
  handle(request: Request, info: CallerInfo): Promise<Response>;
  /** Answers on the node objects themselves. Must end the response in every case. */
  raw?(req: IncomingMessage, res: ServerResponse, info: CallerInfo): void;
  /** Largest body taken, in bytes; 1 MiB unless told. Declared sizes above it are refused unread. */
  maxBodyBytes?: number;
}

const defaultMaxBodyBytes = 1024 * 1024;
export const bodyLimitOf = (door: HttpDoor): number => door.maxBodyBytes ?? defaultMaxBodyBytes;

export function findDoor(doors: readonly HttpDoor[], method: string, pathname: string): HttpDoor | undefined {
  for (const door of doors) if (door.match(method, pathname)) return door;
  return undefined;
}

const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/** The answer where no door takes this method: 405 with what it does take, or 404. */
export function refuse(doors: readonly HttpDoor[], method: string, pathname: string): Response {
  const allow = methods.filter((candidate) => findDoor(doors, candidate, pathname)).join(", ");
  if (allow) return problem(405, `${method} is not possible here; use ${allow}.`, {}, { allow });
  return problem(404, `There is no ${pathname.slice(0, 200)}.`);
}

export const tooLarge = (limit: number): Response =>
  problem(413, `The body may have at most ${limit} bytes.`, {}, { connection: "close" });
