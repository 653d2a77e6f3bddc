import { isUtf8 } from "node:buffer";
import { AppError, invalid } from "@/server/platform/errors";
import { findJsonProblem } from "@/server/platform/json";
import { type EventType, isObject, maxBatchBytes, maxBatchEvents, maxEventBytes } from "./event";
import { maxDepth, needsCloserLook, scan } from "./scan";

type Json = Record<string, unknown>;

/** A request's body, parsed but not yet judged event by event. */
export interface ParsedBody {
  /** Elements of the batch, or the one event; not yet known to be objects. */
  events: unknown[];
  /** The bytes of an event as they came, when nothing of the batch's envelope belongs into it. */
  rawOf(index: number): Buffer;
  writeKey: unknown;
  sentAt: unknown;
  /** False: no event of it can hold what cannot be stored; no need to look. */
  needsCare: boolean;
}

const malformed = (message: string) => invalid(`body: ${message}`, [{ path: "body", message }]);

/** Throws `invalid` or `too_large`. */
export function parseBody(bytes: Buffer, kind: EventType | "batch"): ParsedBody {
  const limit = kind === "batch" ? maxBatchBytes : maxEventBytes;
  if (bytes.length > limit)
    throw new AppError(
      "too_large",
      `body: has ${bytes.length} bytes; ${kind === "batch" ? "a batch" : "an event"} may have ${limit}.`,
    );
  const content = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
  if (!isUtf8(content)) throw malformed("is not valid UTF-8");
  const scanned = scan(content);
  if (!scanned.isShallow) throw malformed(`is nested deeper than ${maxDepth} levels`);
  const text = content.toString("utf8");
  const body = parseJson(text);
  if (!isObject(body)) throw malformed("must be a JSON object");
  const needsCare = needsCloserLook(scanned);
  if (kind !== "batch")
    return { events: [body], rawOf: () => content, writeKey: body.writeKey, sentAt: undefined, needsCare };
  const events = batchOf(body);
  const common = needsCare
    ? findJsonProblem({ context: body.context, integrations: body.integrations }, "")
    : undefined;
  if (common) throw invalid(`${common.path}: ${common.message}`, [common]);
  // An escape could spell "batch" in a way the scan does not read; then, and where the envelope belongs into the
  // events, they are written anew.
  const { batchBounds: bounds } = scanned;
  const hasBounds = bounds.length === events.length * 2 && !scanned.hasUnicodeEscape;
  const isPlain = !isObject(body.context) && !isObject(body.integrations);
  const rawOf =
    hasBounds && isPlain
      ? (index: number) => content.subarray(bounds[index * 2], bounds[index * 2 + 1])
      : (index: number) => Buffer.from(JSON.stringify(withEnvelope(events[index], body)));
  return { events, rawOf, writeKey: body.writeKey, sentAt: body.sentAt, needsCare };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw malformed(`is not valid JSON${error instanceof Error ? ` (${error.message.slice(0, 120)})` : ""}`);
  }
}

function batchOf(body: Json): unknown[] {
  if (!Array.isArray(body.batch))
    throw invalid("batch: must be an array of events", [
      { path: "batch", message: "must be an array of events" },
    ]);
  if (body.batch.length > maxBatchEvents)
    throw new AppError(
      "too_large",
      `batch: has ${body.batch.length} events; at most ${maxBatchEvents} are taken at once.`,
    );
  return body.batch;
}

/** What the envelope says for all events, the event itself may say better. */
function withEnvelope(event: unknown, body: Json): unknown {
  if (!isObject(event)) return event ?? null;
  const merged: Json = { ...event };
  for (const name of ["context", "integrations"] as const) {
    const common = body[name];
    const own = event[name];
    if (isObject(common) && (own === undefined || own === null || isObject(own)))
      merged[name] = { ...common, ...own };
  }
  return merged;
}
