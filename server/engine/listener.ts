/**
 * The engine's private address on the loopback interface: the functions are served there by the SDK's own handler, and
 * what they send (`step.sendEvent`) comes back to it. Each call carries a signature, each event the key of this process.
 */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { z } from "zod";
import { safeEqual, sha256 } from "@/server/platform/crypto";
import { newUuid } from "@/server/platform/ids";
import type { EventPayload } from "./protocol";

export interface Listener {
  origin: string;
  close(): Promise<void>;
}
interface Options {
  functions: RequestListener;
  eventKey: string;
  now(): Date;
  receive(events: EventPayload[]): Promise<void>;
}

const functionsPath = "/api/inngest";
const maxBodyBytes = 8_000_000;

const name = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}+$/u);
const eventSchema = z.looseObject({
  id: name.nullish(),
  name,
  data: z.unknown().optional(),
  ts: z.number().int().positive().nullish(),
});
const bodySchema = z.union([z.array(eventSchema).max(5000), eventSchema.transform((event) => [event])]);

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new Error("The events are larger than 8 MB together.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

async function takeEvents(request: IncomingMessage, options: Options): Promise<string[]> {
  const parsed = bodySchema.parse(JSON.parse(await readBody(request)));
  // The SDK repeats a request that got no answer with the same seed: the ids must be the same too.
  const seed = request.headers["x-inngest-event-id-seed"];
  const events = parsed.map((event, index) => ({
    id: event.id ?? (typeof seed === "string" ? sha256(`${seed}:${index}`) : newUuid()),
    name: event.name,
    data: event.data ?? {},
    ts: event.ts ?? options.now().getTime(),
  }));
  await options.receive(events);
  return events.map((event) => event.id);
}

async function route(request: IncomingMessage, response: ServerResponse, options: Options): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://engine");
  if (pathname === functionsPath) return void options.functions(request, response);
  const key = /^\/e\/([^/]+)$/.exec(pathname)?.[1];
  if (request.method !== "POST" || !key) return answer(response, 404, { error: "Not found", status: 404 });
  if (!safeEqual(key, options.eventKey))
    return answer(response, 401, { error: "Unknown event key", status: 401 });
  try {
    answer(response, 200, { ids: await takeEvents(request, options), status: 200 });
  } catch (error) {
    const isBadInput = error instanceof z.ZodError || error instanceof SyntaxError;
    answer(response, isBadInput ? 400 : 503, {
      error: error instanceof Error ? error.message : String(error),
      status: isBadInput ? 400 : 503,
    });
  }
}

export async function openListener(options: Options): Promise<Listener> {
  const server = createServer((request, response) => {
    route(request, response, options).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : new Error(String(error)));
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The engine's listener has no port.");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}
export const functionsUrl = (listener: Listener): string => `${listener.origin}${functionsPath}`;
