/** Between node's objects and web-standard handlers: bodies are streamed and counted, never buffered here. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { AppError, asAppError } from "@/server/platform/errors";
import { logger } from "@/server/platform/logger";
import { bodyLimitOf, type CallerInfo, type HttpDoor, tooLarge } from "../door";
import { problemOf } from "../rest/problem";
import { addDoorPolicy, addMissingHeaders } from "./headers";

/** Lets the door answer. Never throws, and ends the response in every case. */
export async function serveDoor(
  door: HttpDoor,
  req: IncomingMessage,
  res: ServerResponse,
  info: CallerInfo,
  origin: string,
): Promise<void> {
  const limit = bodyLimitOf(door);
  if (declaredLength(req) > limit) return await sendResponse(req, res, tooLarge(limit));
  const gone = new AbortController();
  res.once("close", () => gone.abort());
  const body = hasBody(req) ? new CountedBody(req, limit) : undefined;
  let response: Response;
  try {
    response = await door.handle(requestOf(req, origin, body?.stream, gone.signal), info);
  } catch (thrown) {
    const error = asAppError(thrown);
    if (error.code === "internal" && !body?.exceeded && !gone.signal.aborted)
      logger.error({ err: error.cause, method: req.method, path: pathOf(req) }, "request failed");
    response = problemOf(error);
  }
  // However a handler words it, a body that was cut off here was too large.
  if (body?.exceeded && response.status !== 413) response = tooLarge(limit);
  await sendResponse(req, res, response);
}

export const declaredLength = (req: IncomingMessage): number => Number(req.headers["content-length"] ?? "0");

export const hasBody = (req: IncomingMessage): boolean =>
  declaredLength(req) > 0 || req.headers["transfer-encoding"] !== undefined;

export function pathOf(req: IncomingMessage): string {
  const url = req.url ?? "/";
  const query = url.indexOf("?");
  return query === -1 ? url : url.slice(0, query);
}

function requestOf(
  req: IncomingMessage,
  origin: string,
  body: ReadableStream | undefined,
  signal: AbortSignal,
): Request {
  const headers = new Headers();
  for (let i = 0; i + 1 < req.rawHeaders.length; i += 2)
    headers.append(req.rawHeaders[i] ?? "", req.rawHeaders[i + 1] ?? "");
  const method = req.method ?? "GET";
  const withBody = body && method !== "GET" && method !== "HEAD" ? { body, duplex: "half" as const } : {};
  // The address comes from the configured origin: the Host header is the client's word.
  return new Request(origin + req.url, { method, headers, signal, ...withBody });
}

/** The body as a web stream that stops at the limit. */
class CountedBody {
  exceeded = false;
  readonly stream: ReadableStream<Uint8Array>;

  constructor(req: IncomingMessage, limit: number) {
    let size = 0;
    const chunks = req[Symbol.asyncIterator]();
    this.stream = new ReadableStream<Uint8Array>(
      {
        pull: async (controller) => {
          const { done, value } = (await chunks.next()) as IteratorResult<Buffer>;
          if (done) return controller.close();
          size += value.byteLength;
          if (size <= limit) return controller.enqueue(value);
          this.exceeded = true;
          controller.error(new AppError("too_large", `The body may have at most ${limit} bytes.`));
        },
      },
      { highWaterMark: 0 },
    );
  }
}

/** Writes a web Response out. A body that was not read to its end closes the connection: nothing drains a flood. */
export async function sendResponse(
  req: IncomingMessage,
  res: ServerResponse,
  response: Response,
): Promise<void> {
  if (res.headersSent || res.destroyed) {
    res.destroy();
    return;
  }
  res.statusCode = response.status;
  for (const [name, value] of response.headers) if (name !== "set-cookie") res.setHeader(name, value);
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) res.setHeader("set-cookie", cookies);
  addMissingHeaders(res);
  addDoorPolicy(res);
  if (!req.complete && hasBody(req)) closeAfter(req, res);
  if (!response.body || req.method === "HEAD") {
    await response.body?.cancel();
    res.end();
    return;
  }
  try {
    const source = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    source.on("error", () => res.destroy());
    res.once("close", () => source.destroy());
    source.pipe(res);
  } catch {
    res.destroy();
  }
}

const lingerMs = 1_000;

/** Time for the answer to arrive, then the connection goes, whatever the client still sends. */
export function closeAfter(req: IncomingMessage, res: ServerResponse): void {
  res.setHeader("connection", "close");
  const { socket } = req;
  res.once("finish", () => setTimeout(() => socket.destroy(), lingerMs).unref());
}
