/**
 * The public port of a self-hosted installation: the doors of server/http in this process, everything else streamed
 * to Next on the loopback. Headers, sizes and times are bounded here, before anything is buffered.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { bodyLimitOf, findDoor, type HttpDoor, refuse, tooLarge } from "../door";
import { doors as allDoors, isDoorPath } from "../index";
import { problem } from "../rest/problem";
import { declaredLength, pathOf, sendResponse, serveDoor } from "./adapter";
import { bodyDeadlines } from "./body-deadlines";
import { clientAddress, isTrusted, parseTrustedProxies } from "./client-address";
import { nextProxy } from "./next-proxy";

export interface GatewayOptions {
  /** Where the public reaches us; requests of the doors are built on it. */
  origin: string;
  nextOrigin: string;
  doors?: readonly HttpDoor[];
  trustedProxies?: string | undefined;
  /** Lets the hot-reload socket of `next dev` through. */
  dev?: boolean;
  /** How long a body may take beyond its size; for tests. */
  bodyGraceMs?: number;
}

export interface Gateway {
  server: Server;
  /** Takes nothing new, lets what runs finish, and ends the rest after the grace. */
  stop(graceMs: number): Promise<void>;
}

const known = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export function createGateway(options: GatewayOptions): Gateway {
  const trusted = parseTrustedProxies(options.trustedProxies);
  const proxy = nextProxy(options.nextOrigin);
  const deadlines = bodyDeadlines(1_000, options.bodyGraceMs);
  const doors = options.doors ?? allDoors;
  let draining = false;

  const serve = (req: IncomingMessage, res: ServerResponse) => {
    res.on("error", () => {});
    if (draining) res.setHeader("connection", "close");
    const method = req.method ?? "GET";
    const pathname = pathOf(req);
    const refusal = refuseOutright(req, method, pathname);
    if (refusal) return void sendResponse(req, res, refusal);
    deadlines.watch(req, res);
    const network = clientAddress(req.socket.remoteAddress, forwardedFor(req), trusted);
    const door = findDoor(doors, method, pathname);
    if (door?.raw) {
      const limit = bodyLimitOf(door);
      if (declaredLength(req) > limit) return void sendResponse(req, res, tooLarge(limit));
      return door.raw(req, res, { network });
    }
    if (door) return void serveDoor(door, req, res, { network }, options.origin);
    if (isDoorPath(pathname)) return void sendResponse(req, res, refuse(doors, method, pathname));
    proxy.forward(
      req,
      res,
      network,
      isTrusted(clientAddress(req.socket.remoteAddress, undefined, trusted), trusted),
    );
  };

  const server = createServer(
    {
      headersTimeout: 15_000,
      // Bodies have their own deadline, which knows how large they are.
      requestTimeout: 0,
      connectionsCheckingInterval: 1_000,
      keepAliveTimeout: 65_000,
      maxHeaderSize: 16 * 1024,
      noDelay: true,
    },
    serve,
  );
  if (options.dev)
    server.on("upgrade", (req, socket, head) => {
      if (pathOf(req).startsWith("/_next/") && isOwnOrigin(req)) proxy.upgrade(req, socket, head);
      else socket.end("HTTP/1.1 400 Bad Request\r\nconnection: close\r\n\r\n");
    });
  return {
    server,
    async stop(graceMs) {
      draining = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      // A kept connection becomes idle when its last answer is out.
      const sweep = setInterval(() => server.closeIdleConnections(), 50);
      const timer = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearInterval(sweep);
      clearTimeout(timer);
      deadlines.stop();
      proxy.close();
    },
  };
}

/** What is wrong whoever asks: it never reaches a door or Next. */
function refuseOutright(req: IncomingMessage, method: string, pathname: string): Response | undefined {
  if (!known.has(method))
    return problem(405, `${method.slice(0, 20)} is not possible here.`, {}, { allow: [...known].join(", ") });
  if (!pathname.startsWith("/")) return problem(400, "The request must name a path.");
  if (req.headers.upgrade?.toLowerCase() === "websocket")
    return problem(400, "There are no web sockets here.");
  // The product has no Server Actions, so nobody honest calls one.
  if (req.headers["next-action"] !== undefined) return problem(404, "There is no such action.");
  return undefined;
}

const forwardedFor = (req: IncomingMessage): string | undefined => {
  const header = req.headers["x-forwarded-for"];
  return Array.isArray(header) ? header.join(",") : header;
};

function isOwnOrigin(req: IncomingMessage): boolean {
  const { origin, host } = req.headers;
  if (!origin) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}
