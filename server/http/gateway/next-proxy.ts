/** Hands a request to Next on the loopback and streams the answer back. */
import { Agent, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect } from "node:net";
import type { Duplex } from "node:stream";
import { logger } from "@/server/platform/logger";
import { tooLarge } from "../door";
import { closeAfter, declaredLength, hasBody, sendResponse } from "./adapter";
import { addMissingHeaders, headersForNext, headersFromNext } from "./headers";
import { startingPage } from "./starting-page";

/** Pages and tRPC take no files; only a signed-in person's upload does, with the limit of REST's. */
const maxBodyBytes = 16 * 1024 * 1024;
const maxUploadBytes = 512 * 1024 * 1024;
const bodyLimit = (req: IncomingMessage) =>
  /^\/api\/uploads\/?(?:\?|$)/.test(req.url ?? "") ? maxUploadBytes : maxBodyBytes;

export interface NextProxy {
  forward(req: IncomingMessage, res: ServerResponse, network: string, viaTrusted: boolean): void;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function nextProxy(origin: string): NextProxy {
  const target = new URL(origin);
  // Idle connections go well before Next closes them (75 s), so that none breaks under a request.
  const agent = new Agent({
    keepAlive: true,
    keepAliveMsecs: 10_000,
    maxFreeSockets: 64,
    timeout: 60_000,
    scheduling: "lifo",
  });
  return {
    forward: (req, res, network, viaTrusted) => {
      const limit = bodyLimit(req);
      if (declaredLength(req) > limit) return void sendResponse(req, res, tooLarge(limit));
      send({ req, res, headers: headersForNext(req, network, viaTrusted), target, agent, isRetry: false });
    },
    upgrade: (req, socket, head) => tunnel(req, socket, head, target),
    close: () => agent.destroy(),
  };
}

interface Passage {
  req: IncomingMessage;
  res: ServerResponse;
  headers: string[];
  target: URL;
  agent: Agent;
  isRetry: boolean;
}

function send(passage: Passage): void {
  const { req, res, headers, target, agent } = passage;
  const upstream = request({
    host: target.hostname,
    port: target.port,
    method: req.method,
    path: req.url,
    headers,
    agent,
    // Ours are complete; node would add a second Host.
    setHost: false,
  });
  const leave = () => upstream.destroy();
  res.once("close", leave);
  upstream.once("response", (answer) => {
    res.statusCode = answer.statusCode ?? 502;
    for (const [name, value] of headersFromNext(answer)) res.appendHeader(name, value);
    addMissingHeaders(res);
    if (!req.complete && hasBody(req)) closeAfter(req, res);
    answer.once("error", () => res.destroy());
    answer.pipe(res);
  });
  upstream.once("error", (error: NodeJS.ErrnoException) => {
    res.removeListener("close", leave);
    if (res.destroyed || res.writableEnded) return;
    if (res.headersSent) return void res.destroy();
    const canRepeat = !hasBody(req) && (req.method === "GET" || req.method === "HEAD");
    // A kept connection may have died with an earlier Next; a fresh one tells.
    if (upstream.reusedSocket && canRepeat && !passage.isRetry) return send({ ...passage, isRetry: true });
    warnOfAbsence(error.code);
    void sendResponse(req, res, startingPage(req.headers.accept));
  });
  if (hasBody(req)) pipeBody(req, res, upstream);
  else upstream.end();
}

const quietMs = 30_000;
let warnedAt = Number.NEGATIVE_INFINITY;

/** One line for an outage, however many requests meet it. */
function warnOfAbsence(code: string | undefined): void {
  const now = performance.now();
  if (now - warnedAt < quietMs) return;
  warnedAt = now;
  logger.warn({ code }, "the app does not answer");
}

function pipeBody(req: IncomingMessage, res: ServerResponse, upstream: ReturnType<typeof request>): void {
  const limit = bodyLimit(req);
  let size = 0;
  req.on("data", (chunk: Buffer) => {
    size += chunk.byteLength;
    if (size <= limit) return;
    req.unpipe(upstream);
    upstream.removeAllListeners("error").on("error", () => {});
    upstream.destroy();
    void sendResponse(req, res, tooLarge(limit));
  });
  req.once("error", () => upstream.destroy());
  req.pipe(upstream);
}

/** Hot reload of `npm run dev` only: a web socket of our own pages. */
function tunnel(req: IncomingMessage, socket: Duplex, head: Buffer, target: URL): void {
  const upstream = connect(Number(target.port), target.hostname, () => {
    const lines = [`${req.method} ${req.url} HTTP/1.1`];
    for (let i = 0; i + 1 < req.rawHeaders.length; i += 2)
      lines.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`);
    upstream.write(`${lines.join("\r\n")}\r\n\r\n`);
    upstream.write(head);
    upstream.pipe(socket).pipe(upstream);
  });
  upstream.on("error", () => socket.destroy());
  socket.on("error", () => upstream.destroy());
  socket.on("close", () => upstream.destroy());
}
