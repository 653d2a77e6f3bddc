import type { IncomingMessage, ServerResponse } from "node:http";
import type { Ingest } from "@/server/domain/tracking";
import { type EventType, maxBatchBytes, maxEventBytes } from "@/server/domain/tracking/ingest/event";
import { baseUrl } from "@/server/platform/env";
import type { Logger } from "@/server/platform/logger";
import type { HttpDoor } from "../door";
import { type Answer, accepted, acceptedWithRejects, ok, preflight, refusal, refusalOf } from "./answer";
import { readNodeBody, readWebBody, unpack } from "./body";
import { writeKeyOf } from "./credentials";
import { isShortRoot, routeOf, type TrackRoute } from "./paths";
import { segmentSettings } from "./settings";
import { trackerFile } from "./tracker-file";

/** A request, whatever it came in. */
interface Call {
  method: string;
  pathname: string;
  /** Name in lower case. */
  header(name: string): string | null | undefined;
  /** Where the caller reached us. */
  origin(): URL;
  read(limit: number): Promise<Buffer>;
}

export interface TrackDoorDeps {
  ingest(): Ingest;
  log: Logger;
}

const methodsOf = (route: TrackRoute): readonly string[] =>
  route.to === "ingest" || route.to === "metrics" ? ["POST", "OPTIONS"] : ["GET", "HEAD", "OPTIONS"];
const limitOf = (kind: EventType | "batch") => (kind === "batch" ? maxBatchBytes : maxEventBytes);

/** Segment's HTTP API, and our own tracker's. Any origin may post: the write key is public and can only append. */
export function createTrackDoor(deps: TrackDoorDeps): HttpDoor {
  async function ingest(call: Call, kind: EventType | "batch"): Promise<Answer> {
    const writeKey = writeKeyOf(call.header("authorization"));
    const limit = limitOf(kind);
    const body = await unpack(await call.read(limit), call.header("content-encoding"), limit);
    const origin = call.header("origin") ?? undefined;
    const result = await deps.ingest().receive({ kind, body, writeKey, origin });
    return result.rejected === 0 ? accepted : acceptedWithRejects(result.rejected);
  }

  async function settings(call: Call, writeKey: string): Promise<Answer> {
    const source = await deps.ingest().findSource(writeKey);
    if (!source) return refusal(404, "There is no source with this write key.");
    return ok(segmentSettings(writeKey, call.origin()), {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "private, max-age=60",
    });
  }

  async function answer(call: Call): Promise<Answer> {
    const route = routeOf(call.pathname);
    if (!route) return refusal(404, "There is nothing here.");
    const methods = methodsOf(route);
    if (!methods.includes(call.method))
      return refusal(405, `Use ${methods.join(", ")}.`, { allow: methods.join(", ") });
    if (call.method === "OPTIONS") return preflight;
    try {
      if (route.to === "ingest") return await ingest(call, route.kind);
      if (route.to === "settings") return await settings(call, route.writeKey);
      if (route.to === "tracker") return await trackerFile(call.header("if-none-match"));
      await call.read(maxEventBytes);
      return accepted;
    } catch (error) {
      const refused = refusalOf(error);
      if (refused.status === 500)
        deps.log.error({ err: error, path: call.pathname }, "a tracking request failed");
      return refused;
    }
  }

  return {
    match: (method, pathname) =>
      routeOf(pathname) !== undefined &&
      (!isShortRoot(pathname) || method === "POST" || method === "OPTIONS"),
    maxBodyBytes: maxBatchBytes,

    async handle(request) {
      const url = new URL(request.url);
      const said = await answer({
        method: request.method,
        pathname: url.pathname,
        header: (name) => request.headers.get(name),
        origin: () => url,
        read: (limit) => readWebBody(request, limit),
      });
      const hasBody = request.method !== "HEAD" && said.status !== 204 && said.status !== 304;
      return new Response(hasBody ? said.body : null, { status: said.status, headers: said.headers });
    },

    raw(req, res) {
      const method = req.method ?? "GET";
      const target = req.url ?? "/";
      const mark = target.indexOf("?");
      answer({
        method,
        pathname: mark < 0 ? target : target.slice(0, mark),
        header: (name) => headerOf(req, name),
        origin: () => originOf(req),
        read: (limit) => readNodeBody(req, limit),
      }).then(
        (said) => send(req, res, said),
        (error: unknown) => {
          deps.log.error({ err: error }, "a tracking request failed");
          send(req, res, refusalOf(error));
        },
      );
    },
  };
}

const headerOf = (req: IncomingMessage, name: string): string | undefined => {
  const value = req.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

function originOf(req: IncomingMessage): URL {
  try {
    // Behind a proxy only APP_URL knows the scheme that people see.
    return new URL(`${new URL(baseUrl()).protocol}//${req.headers.host ?? "localhost"}`);
  } catch {
    return new URL("http://localhost");
  }
}

function send(req: IncomingMessage, res: ServerResponse, said: Answer): void {
  if (res.destroyed || res.headersSent) return;
  const headers: Record<string, string | number> = { ...said.headers };
  if (said.status !== 204 && said.status !== 304) headers["content-length"] = Buffer.byteLength(said.body);
  // What is left of a body that was not read would be taken for the next request.
  if (!req.complete) headers.connection = "close";
  res.writeHead(said.status, headers);
  res.end(req.method === "HEAD" ? undefined : said.body);
  if (!req.complete) req.resume();
}
