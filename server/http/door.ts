import type { IncomingMessage, ServerResponse } from "node:http";

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

export const defaultMaxBodyBytes = 1024 * 1024;
