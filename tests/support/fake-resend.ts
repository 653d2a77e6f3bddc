/**
 * A letter provider that speaks Resend's HTTP, as a process of its own with its own append-only log: the oracle of
 * what was really accepted. It is never killed and never looks into our database. Honours idempotency keys as Resend
 * does: the same key and body answer the first id, the same key and another body are refused.
 *
 *   node --import tsx tests/support/fake-resend.ts <log file>     prints {"port": …}
 *
 * `POST /control` sets how it behaves from then on (FakeBehaviour); `GET /control` answers the counters.
 */
import { createHash, randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";

export interface FakeBehaviour {
  /** Shares of requests, 0 to 1. */
  tooMany?: number;
  error?: number;
  hang?: number;
  acceptThenReset?: number;
  /** Accepts, then answers 500 all the same. */
  acceptThenError?: number;
  retryAfterSeconds?: number;
  /** Every answer takes this long. */
  delayMs?: number;
  /** Answers every request with this. */
  always?: { status: number; name: string } | null;
  seed?: number;
}
export interface FakeLogEntry {
  kind: "accepted" | "replayed" | "mismatched" | "refused";
  key: string | null;
  to: string[];
  messageId: string | null;
  bodyHash: string;
  at: number;
}

const logFile = process.argv[2];
if (!logFile) throw new Error("Say where to log.");
let behaviour: FakeBehaviour = {};
let random = generator(1);
const remembered = new Map<string, { id: string; bodyHash: string }>();
const counters = { requests: 0, accepted: 0, replayed: 0, tooMany: 0, errors: 0, hangs: 0, resets: 0 };

/** mulberry32 */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const answer = (res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  res.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
const refuse = (res: ServerResponse, status: number, name: string, headers: Record<string, string> = {}) =>
  answer(res, status, { statusCode: status, name, message: `${name} (told to)` }, headers);

async function read(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function log(kind: FakeLogEntry["kind"], key: string | null, body: string, hash: string): void {
  const parsed = JSON.parse(body) as { to: string[]; tags?: { name: string; value: string }[] };
  const entry: FakeLogEntry = {
    kind,
    key,
    to: parsed.to,
    messageId: parsed.tags?.find((tag) => tag.name === "message_id")?.value ?? null,
    bodyHash: hash,
    at: Date.now(),
  };
  appendFileSync(logFile as string, `${JSON.stringify(entry)}\n`);
}

function accept(key: string | null, body: string): { id: string } | "mismatch" {
  const bodyHash = createHash("sha256").update(body).digest("hex");
  const known = key === null ? undefined : remembered.get(key);
  if (known && known.bodyHash !== bodyHash) {
    log("mismatched", key, body, bodyHash);
    return "mismatch";
  }
  if (known) {
    counters.replayed += 1;
    log("replayed", key, body, bodyHash);
    return { id: known.id };
  }
  const id = randomUUID();
  if (key !== null) remembered.set(key, { id, bodyHash });
  counters.accepted += 1;
  log("accepted", key, body, bodyHash);
  return { id };
}

async function take(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const body = await read(req);
  counters.requests += 1;
  const key = req.headers["idempotency-key"]?.toString() ?? null;
  if (behaviour.always) return void refuse(res, behaviour.always.status, behaviour.always.name);
  const { tooMany = 0, error = 0, hang = 0, acceptThenReset = 0, acceptThenError = 0 } = behaviour;
  let dice = random();
  const falls = (share: number) => {
    const fell = dice >= 0 && dice < share;
    dice -= share;
    return fell;
  };
  if (falls(tooMany)) {
    counters.tooMany += 1;
    const seconds = behaviour.retryAfterSeconds;
    const headers: Record<string, string> = seconds === undefined ? {} : { "retry-after": String(seconds) };
    return void refuse(res, 429, "rate_limit_exceeded", headers);
  }
  if (falls(error)) {
    counters.errors += 1;
    return void refuse(res, 500, "application_error");
  }
  if (falls(hang)) {
    counters.hangs += 1;
    return;
  }
  const result = accept(key, body);
  if (result === "mismatch") return void refuse(res, 409, "invalid_idempotent_request");
  if (falls(acceptThenReset)) {
    counters.resets += 1;
    return void req.socket.destroy();
  }
  if (behaviour.delayMs) await new Promise((resolve) => setTimeout(resolve, behaviour.delayMs));
  if (falls(acceptThenError)) return void refuse(res, 500, "application_error");
  answer(res, 200, result);
}

const server = createServer(async (req, res) => {
  if (req.url === "/emails" && req.method === "POST") return await take(req, res);
  if (req.url === "/control" && req.method === "POST") {
    behaviour = JSON.parse(await read(req)) as FakeBehaviour;
    random = generator(behaviour.seed ?? 1);
    return void answer(res, 200, {});
  }
  if (req.url === "/control") return void answer(res, 200, counters);
  refuse(res, 404, "not_found");
});
server.keepAliveTimeout = 60_000;
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(JSON.stringify({ port: typeof address === "object" ? address?.port : 0 }));
});
