import { createHash, type Hash } from "node:crypto";
import type { Db, Queryable } from "@/server/db/client";
import { type Outcome, type RequestKey, runOnce, runWithLease } from "@/server/kernel/idempotency";
import { AppError } from "@/server/platform/errors";
import type { Route } from "./route";

/** The header as the IETF draft has it: a string in quotes, or, as everybody sends it, without. 1 to 255 characters. */
export function readRequestKey(request: Request, route: Route, apiKeyId: string): RequestKey | undefined {
  const given = request.headers.get("idempotency-key");
  if (given === null || route.method === "GET") return undefined;
  const key = /^"(.*)"$/.exec(given.trim())?.[1] ?? given.trim();
  if (!/^[\x20-\x7e]{1,255}$/.test(key))
    throw new AppError(
      "invalid",
      "Idempotency-Key: use 1 to 255 printable ASCII characters, such as a UUID.",
      {
        fields: [{ path: "Idempotency-Key", message: "must have 1 to 255 printable ASCII characters" }],
      },
    );
  return { apiKeyId, operation: route.operationId, key };
}

interface Work {
  pool: Db;
  request: RequestKey;
  now: Date;
  target: string;
  /** Runs the handler on this connection; what it answers is kept as text. */
  answer(on: Queryable, upload?: Request): Promise<Response>;
}

/** A JSON request: its handler's transaction also saves its answer. */
export const answerOnce = async ({ pool, request, now, target, answer }: Work, body: Buffer | undefined) =>
  asResponse(
    await runOnce(pool, request, fingerprintOf(target, body), now, async (tx) => kept(await answer(tx))),
  );

/** A JSON request whose handler writes by connections of its own. */
export const answerOnLease = async ({ pool, request, now, target, answer }: Work, body: Buffer | undefined) =>
  asResponse(
    await runWithLease(pool, request, now, {
      work: async () => kept(await answer(pool)),
      skip: async () => {},
      fingerprint: () => fingerprintOf(target, body),
    }),
  );

/** An upload: known by its bytes, but for the boundary that each attempt draws anew. */
export async function answerUploadOnLease(work: Work, upload: Request): Promise<Response> {
  const hash = createHash("sha256").update(work.target);
  const body = upload.body ? hashed(upload.body, boundaryOf(upload), hash) : null;
  const { method, headers } = upload;
  const watched = new Request(upload.url, { method, headers, body, duplex: "half" } as RequestInit);
  let digest: string | undefined;
  const outcome = await runWithLease(work.pool, work.request, work.now, {
    work: async () => kept(await work.answer(work.pool, watched)),
    async skip() {
      for await (const _ of (watched.body ?? []) as unknown as AsyncIterable<Uint8Array>);
    },
    fingerprint: () => {
      digest ??= hash.digest("hex");
      return digest;
    },
  });
  return asResponse(outcome);
}

const fingerprintOf = (target: string, body: Buffer | undefined): string =>
  createHash("sha256")
    .update(target)
    .update(body ?? "")
    .digest("hex");

const kept = async (response: Response) => ({ status: response.status, body: await response.text() });

const asResponse = ({ answer, isReplayed }: Outcome): Response =>
  new Response(answer.status === 204 ? null : answer.body, {
    status: answer.status,
    headers: {
      ...(answer.status === 204 ? {} : { "content-type": "application/json" }),
      "cache-control": "no-store",
      ...(isReplayed ? { "idempotency-replayed": "true" } : {}),
    },
  });

function boundaryOf(request: Request): string {
  const type = request.headers.get("content-type") ?? "";
  const match = /boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  return match?.[1] ?? match?.[2] ?? "";
}

/** The stream unchanged, its bytes without the boundary added to `hash`. */
function hashed(body: ReadableStream<Uint8Array>, boundary: string, hash: Hash): ReadableStream<Uint8Array> {
  const mark = Buffer.from(boundary, "latin1");
  let rest = Buffer.alloc(0);
  const add = (chunk: Uint8Array) => {
    rest = Buffer.concat([rest, chunk]);
    if (mark.byteLength === 0) {
      hash.update(rest);
      rest = Buffer.alloc(0);
      return;
    }
    let from = 0;
    for (let at = rest.indexOf(mark); at !== -1; at = rest.indexOf(mark, from)) {
      hash.update(rest.subarray(from, at));
      from = at + mark.byteLength;
    }
    // The last bytes may be the beginning of a boundary.
    const safe = Math.max(from, rest.byteLength - mark.byteLength + 1);
    hash.update(rest.subarray(from, safe));
    rest = rest.subarray(safe);
  };
  return body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        add(chunk);
        controller.enqueue(chunk);
      },
      flush() {
        hash.update(rest);
      },
    }),
  );
}
