import type { FieldProblem } from "@/server/platform/errors";

/** Kinds of events of Segment's protocol. */
export const eventTypes = ["track", "page", "screen", "identify", "group", "alias"] as const;
export type EventType = (typeof eventTypes)[number];
export const isEventType = (value: unknown): value is EventType =>
  (eventTypes as readonly unknown[]).includes(value);

export const maxEventBytes = 32 * 1024;
export const maxBatchBytes = 500 * 1024;
export const maxBatchEvents = 2_500;
const maxIdLength = 255;
const maxNameLength = 200;
/** A device clock further off than this is corrected; closer, the order of its own events matters more. */
const clockToleranceMs = 2_000;
/** What happened longer ago than this was stamped by a clock that was never set. */
const oldestMs = 5 * 366 * 86_400_000;
/** What a server reports is taken at its word, between this and the next day: it knows, or is told. */
const oldestOfServers = Date.UTC(2010, 0, 1);
const dayMs = 86_400_000;

/** What the door learns about an event; the rest stays in the payload for the reader of the log. */
export interface EventHead {
  type: EventType;
  messageId: string | undefined;
  occurredAt: Date;
}
export type Checked = { ok: true; head: EventHead } | { ok: false; problem: FieldProblem };
type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const bad = (path: string, message: string): Checked => ({ ok: false, problem: { path, message } });

/**
 * Checks one event. `type` is given by the path of a single door and read from the event in a batch. `sentAt` is the
 * batch's, used when the event has none of its own. Paths in problems are relative to the event.
 */
export function checkEvent(
  event: Json,
  given: {
    type?: EventType;
    sentAt?: unknown;
    receivedAt: Date;
    /** A server vouches for it: a track may name nobody. */
    isServer?: boolean;
  },
): Checked {
  const type = given.type ?? event.type;
  if (!isEventType(type))
    return bad(
      "type",
      `must be one of ${eventTypes.join(", ")}, not ${JSON.stringify(type)?.slice(0, 60) ?? "missing"}`,
    );
  const { messageId } = event;
  if (
    messageId !== undefined &&
    messageId !== null &&
    (typeof messageId !== "string" || messageId.length > maxIdLength)
  )
    return bad("messageId", `must be text of at most ${maxIdLength} characters`);
  return (
    checkIdentity(event, type, given.isServer === true && type === "track") ??
    checkContents(event, type) ??
    checkTimes(event, type, messageId ? messageId : undefined, given)
  );
}

function checkIdentity(event: Json, type: EventType, mayNameNobody: boolean): Checked | undefined {
  for (const name of ["userId", "anonymousId", "previousId", "groupId"] as const) {
    const value = event[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "string" && typeof value !== "number") return bad(name, "must be text");
    if (String(value).length > maxIdLength) return bad(name, `must have at most ${maxIdLength} characters`);
  }
  if (
    !mayNameNobody &&
    !idOf(event.userId) &&
    !idOf(event.anonymousId) &&
    !(type === "alias" && idOf(event.previousId))
  )
    return bad("userId", "give userId or anonymousId");
  if (type === "alias" && (!idOf(event.userId) || !idOf(event.previousId)))
    return bad(idOf(event.userId) ? "previousId" : "userId", "an alias needs previousId and userId");
  if (type === "group" && !idOf(event.groupId)) return bad("groupId", "a group needs groupId");
  return undefined;
}

/** An identifier as text; undefined when there is none. SDKs of typed languages send numbers. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === "number") return String(value);
  if (typeof value !== "string") return undefined;
  const text = value.trim();
  return text === "" ? undefined : text;
}

function checkContents(event: Json, type: EventType): Checked | undefined {
  if (type === "track" && (typeof event.event !== "string" || event.event.trim() === ""))
    return bad("event", "a track needs the event's name");
  for (const name of ["event", "name", "category"] as const) {
    const value = event[name];
    if (value === undefined || value === null) continue;
    if (typeof value !== "string") return bad(name, "must be text");
    if (value.length > maxNameLength) return bad(name, `must have at most ${maxNameLength} characters`);
  }
  for (const name of ["properties", "traits", "context"] as const) {
    const value = event[name];
    if (value !== undefined && value !== null && !isObject(value)) return bad(name, "must be an object");
  }
  return undefined;
}

function checkTimes(
  event: Json,
  type: EventType,
  messageId: string | undefined,
  given: { sentAt?: unknown; receivedAt: Date; isServer?: boolean },
): Checked {
  const claimed = event.timestamp ?? event.originalTimestamp;
  const claimedAt = instantOf(claimed);
  if (claimed !== undefined && claimed !== null && claimedAt === undefined)
    return bad("timestamp", "must be an ISO 8601 time such as 2026-01-31T10:00:00.000Z");
  if (given.isServer && claimedAt !== undefined) {
    const now = given.receivedAt.getTime();
    if (claimedAt < oldestOfServers || claimedAt > now + dayMs)
      return bad(
        "timestamp",
        "must lie between 2010 and now; correct it, or leave it out for the time of arrival",
      );
    return { ok: true, head: { type, messageId, occurredAt: new Date(Math.min(claimedAt, now)) } };
  }
  // A sentAt that cannot be read only costs the correction.
  const sentAt = instantOf(event.sentAt ?? given.sentAt);
  return { ok: true, head: { type, messageId, occurredAt: occurredAt(claimedAt, sentAt, given.receivedAt) } };
}

const isoPattern = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?\s?(Z|z|[+-]\d{2}:?\d{2})?)?$/;

/** Milliseconds of an ISO 8601 time; undefined for anything else. */
export function instantOf(value: unknown): number | undefined {
  if (typeof value !== "string" || !isoPattern.test(value)) return undefined;
  // Without a zone the protocol means UTC; Date.parse would take the server's.
  const isUsual = value.length === 24 && value.endsWith("Z"); // as toISOString writes it
  const text = isUsual ? value : value.replace(" ", "T").replace(",", ".");
  const zoned = isUsual || text.length === 10 || /(Z|z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * When it happened, by our clock: received − (sent − claimed) where the device's clock is off. Never in the future;
 * an impossible past means a clock that was never set, so the time of arrival stands.
 */
export function occurredAt(claimed: number | undefined, sent: number | undefined, receivedAt: Date): Date {
  const received = receivedAt.getTime();
  if (claimed === undefined) return receivedAt;
  const skew = sent === undefined ? 0 : received - sent;
  const corrected = Math.abs(skew) > clockToleranceMs ? claimed + skew : claimed;
  if (corrected > received || corrected < received - oldestMs) return receivedAt;
  return new Date(corrected);
}
