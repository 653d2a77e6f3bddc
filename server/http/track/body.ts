import type { IncomingMessage } from "node:http";
import { promisify } from "node:util";
import { gunzip, inflate } from "node:zlib";
import { AppError, invalid } from "@/server/platform/errors";

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);
/** A body that has not arrived by then never will (slow senders hold memory). */
const bodyDeadlineMs = 20_000;

export const tooLarge = (limit: number) => new AppError("too_large", `body: is larger than ${limit} bytes.`);

/** Reads at most `limit` bytes; what is declared larger is refused unread. Throws `too_large` or `invalid`. */
export function readNodeBody(req: IncomingMessage, limit: number): Promise<Buffer> {
  if (Number(req.headers["content-length"] ?? 0) > limit) return Promise.reject(tooLarge(limit));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const deadline = setTimeout(() => finish(invalid("body: did not arrive in time.")), bodyDeadlineMs);
    const finish = (error?: Error) => {
      clearTimeout(deadline);
      req.off("data", onData).off("end", onEnd).off("error", onBroken).off("close", onBroken);
      if (error) reject(error);
      else resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
    };
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) finish(tooLarge(limit));
      else chunks.push(chunk);
    };
    const onEnd = () => finish();
    const onBroken = () => finish(invalid("body: was cut off."));
    req.on("data", onData).on("end", onEnd).on("error", onBroken).on("close", onBroken);
  });
}

export async function readWebBody(request: Request, limit: number): Promise<Buffer> {
  if (Number(request.headers.get("content-length") ?? 0) > limit) throw tooLarge(limit);
  if (!request.body) return Buffer.alloc(0);
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(chunks, size);
    size += value.length;
    if (size > limit) {
      await reader.cancel().catch(() => {});
      throw tooLarge(limit);
    }
    chunks.push(value);
  }
}

/** Undoes Content-Encoding; a small body that unpacks to a huge one stops at the limit. */
export async function unpack(
  body: Buffer,
  encoding: string | null | undefined,
  limit: number,
): Promise<Buffer> {
  const name = (encoding ?? "").trim().toLowerCase();
  if (name === "" || name === "identity") return body;
  if (name !== "gzip" && name !== "x-gzip" && name !== "deflate")
    throw invalid(`Content-Encoding: ${name.slice(0, 40)} is not understood; send gzip, deflate or none.`);
  try {
    return await (name === "deflate" ? inflateAsync : gunzipAsync)(body, { maxOutputLength: limit });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_BUFFER_TOO_LARGE") throw tooLarge(limit);
    throw invalid(`body: is not valid ${name}.`);
  }
}
