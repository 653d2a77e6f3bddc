import { type Db, translateDbError } from "@/server/db/client";
import { ensurePartitions } from "@/server/db/partitions";
import type { Clock } from "@/server/platform/clock";
import { AppError, type FieldProblem, invalid, unauthenticated } from "@/server/platform/errors";
import { deterministicUuid, newUuid } from "@/server/platform/ids";
import { findJsonProblem } from "@/server/platform/json";
import type { Logger } from "@/server/platform/logger";
import { type Bucket, fullBucket, take } from "@/server/platform/token-bucket";
import { type ParsedBody, parseBody } from "./body";
import { checkEvent, type EventType, isObject, maxEventBytes } from "./event";
import { createGroupCommit, type GroupCommitOptions } from "./group-commit";
import { createLogStore, type LogRow, type LogStore, type RejectRow } from "./log-store";
import { createSourceKeys, type SourceKey, type SourceKeys } from "./source-keys";

/** One request of a tracking library, as the door hands it over. */
export interface IngestRequest {
  kind: EventType | "batch";
  body: Buffer;
  /** From the Authorization header; it wins over keys in the body. */
  writeKey: string | undefined;
  /** The page's origin, as browsers say it. */
  origin?: string | undefined;
}
export interface IngestResult {
  accepted: number;
  rejected: number;
}
/** The way into the event log. Resolving means committed; throws AppError. */
export interface Ingest {
  receive(request: IngestRequest): Promise<IngestResult>;
  findSource(writeKey: string): Promise<SourceKey | undefined>;
  /** Stores what has been taken and closes the connections. */
  close(): Promise<void>;
}
export interface IngestDeps {
  db: Db;
  url: string;
  clock: Clock;
  log: Logger;
  /** Another place to write to: the benchmark measures the door with the write taken out. */
  store?: LogStore;
  groupCommit?: GroupCommitOptions;
  /** Per key, unless the source says otherwise. */
  eventsPerSecond?: number;
}

/** Far above any shop, far below what would starve its neighbours on the machine. */
const defaultEventsPerSecond = 250_000;
/** Refused events kept per key; beyond it they are only counted in the log, so that junk cannot fill the disk. */
const rejectsPerSecond = 50;

export function createIngest(deps: IngestDeps): Ingest {
  const { db, clock, log } = deps;
  const store = deps.store ?? createLogStore(deps.url, log);
  const commit = createGroupCommit(store, log, deps.groupCommit);
  const keys = createSourceKeys(db, () => clock.now().getTime());
  const limits = createLimits();
  const defaultLimit = deps.eventsPerSecond ?? defaultEventsPerSecond;

  return {
    findSource: (writeKey) => keys.find(writeKey),

    async receive(request) {
      const receivedAt = clock.now();
      const judged = await readRequest(keys, request, receivedAt);
      for (const source of judged.counts.keys()) checkOrigin(source, request.origin);
      limits.spend(judged.counts, defaultLimit, receivedAt.getTime());
      const kept = limits.keepRejects(judged.rejects, receivedAt.getTime());
      if (kept < judged.rejects.length)
        log.warn({ dropped: judged.rejects.length - kept }, "more refused events than are kept");
      const rejects = judged.rejects.slice(0, kept);
      if (request.kind !== "batch" && judged.problem) {
        // The caller is told; keeping it for people to see must not delay or fail that answer.
        commit
          .append([], rejects)
          .catch((error: unknown) => log.debug({ err: error }, "a refused event was not kept"));
        throw judged.problem;
      }
      await ensurePartitions(db, "event_log", [receivedAt]).catch((error: unknown) => {
        throw translateDbError(error);
      });
      await commit.append(judged.rows, rejects);
      return { accepted: judged.rows.length, rejected: judged.rejects.length };
    },

    async close() {
      await commit.drain();
      await store.end();
    },
  };
}

/** A function of its own: what was parsed must be garbage by the time the commit is waited for, not survive it. */
async function readRequest(keys: SourceKeys, request: IngestRequest, receivedAt: Date): Promise<Judged> {
  const body = parseBody(request.body, request.kind);
  return judge(body, request.kind, await resolveSources(keys, request, body), receivedAt);
}

/** Source of each event: the header's key, else the batch's, else the event's own. */
type Sources = (event: Record<string, unknown>) => SourceKey | undefined;

async function resolveSources(keys: SourceKeys, request: IngestRequest, body: ParsedBody): Promise<Sources> {
  const common =
    request.writeKey ??
    (typeof body.writeKey === "string" && body.writeKey !== "" ? body.writeKey : undefined);
  if (common !== undefined) {
    const source = await find(keys, common);
    if (!source?.isActive) throw unknownKey(source);
    return () => source;
  }
  const named = new Set<string>();
  for (const event of body.events)
    if (isObject(event) && typeof event.writeKey === "string") named.add(event.writeKey);
  const found = new Map<string, SourceKey>();
  for (const key of named) {
    const source = await find(keys, key);
    if (source?.isActive) found.set(key, source);
  }
  if (found.size === 0) throw unknownKey(undefined);
  return (event) => (typeof event.writeKey === "string" ? found.get(event.writeKey) : undefined);
}

async function find(keys: SourceKeys, writeKey: string): Promise<SourceKey | undefined> {
  try {
    return await keys.find(writeKey);
  } catch (error) {
    throw translateDbError(error);
  }
}

const unknownKey = (source: SourceKey | undefined) =>
  unauthenticated(
    source
      ? "This source is switched off. Switch it on under Sources."
      : "The write key is missing or unknown. Send it as the user name of Basic authorization, or as writeKey in the body.",
  );

/** A browser tells its page's origin, and a source may say which it expects. Programs tell none and are not asked. */
function checkOrigin({ allowedOrigins }: SourceKey, origin: string | undefined): void {
  if (allowedOrigins.length === 0 || origin === undefined || origin === "null") return;
  const host = origin.replace(/^https?:\/\//i, "").toLowerCase();
  if (allowedOrigins.some((allowed) => host === allowed || host.endsWith(`.${allowed}`))) return;
  throw new AppError(
    "forbidden",
    `Pages of ${host.slice(0, 100)} may not send with this write key. Add the site to the source's allowed pages.`,
  );
}

interface Judged {
  rows: LogRow[];
  rejects: RejectRow[];
  /** Accepted events per source. */
  counts: Map<SourceKey, number>;
  /** The last refusal, for the doors that take one event. */
  problem?: AppError;
}

function judge(body: ParsedBody, kind: EventType | "batch", sources: Sources, receivedAt: Date): Judged {
  const judged: Judged = { rows: [], rejects: [], counts: new Map() };
  const given = { type: kind === "batch" ? undefined : kind, sentAt: body.sentAt, receivedAt };
  for (let index = 0; index < body.events.length; index++) {
    const event = body.events[index];
    const source = isObject(event) ? sources(event) : undefined;
    const row = isObject(event) && source ? rowOf(body, index, event, source, given) : refusalOf(event);
    if ("problem" in row) {
      const path =
        [kind === "batch" ? `batch[${index}]` : "", row.problem.path].filter(Boolean).join(".") || "body";
      // The path of a single door says the type: without it nobody could read the event again.
      const payload =
        kind !== "batch" && isObject(event)
          ? JSON.stringify({ type: kind, ...event })
          : body.rawOf(index).toString("utf8", 0, maxEventBytes);
      judged.rejects.push({ sourceId: source?.id, reason: row.problem.message, path, payload });
      judged.problem = invalid(`${path}: ${row.problem.message}`, [{ path, message: row.problem.message }]);
    } else if (source) {
      judged.rows.push(row);
      judged.counts.set(source, (judged.counts.get(source) ?? 0) + 1);
    }
  }
  return judged;
}

const refusalOf = (event: unknown): { problem: FieldProblem } => ({
  problem: isObject(event)
    ? { path: "writeKey", message: "is missing or unknown" }
    : { path: "", message: "must be an object" },
});

function rowOf(
  body: ParsedBody,
  index: number,
  event: Record<string, unknown>,
  source: SourceKey,
  given: { type: EventType | undefined; sentAt: unknown; receivedAt: Date },
): LogRow | { problem: FieldProblem } {
  const checked = checkEvent(event, given);
  if (!checked.ok) return checked;
  const problem = body.needsCare ? findJsonProblem(event, "") : undefined;
  if (problem) return { problem };
  const payload = body.rawOf(index);
  if (payload.length > maxEventBytes)
    return {
      problem: { path: "", message: `has ${payload.length} bytes; an event may have ${maxEventBytes}` },
    };
  const { type, messageId, occurredAt } = checked.head;
  const id = messageId === undefined ? newUuid() : deterministicUuid(source.id, messageId);
  return { id, sourceId: source.id, type, occurredAt, receivedAt: given.receivedAt, payload };
}

function createLimits() {
  const events = new Map<number, Bucket>();
  const rejects = new Map<number, Bucket>();
  const bucketOf = (buckets: Map<number, Bucket>, id: number, perSecond: number, now: number) => {
    const bucket = buckets.get(id) ?? fullBucket(perSecond, now);
    buckets.set(id, bucket);
    return bucket;
  };
  return {
    /** Throws `limit_exceeded`. */
    spend(counts: Map<SourceKey, number>, defaultLimit: number, now: number): void {
      for (const [source, count] of counts) {
        const limit = source.eventsPerSecond ?? defaultLimit;
        const wait = take(bucketOf(events, source.id, limit, now), count, limit, now);
        if (wait > 0)
          throw new AppError(
            "limit_exceeded",
            `This source may send ${limit} events a second. Send again in ${wait} s.`,
            {
              retryAfterSeconds: wait,
            },
          );
      }
    },
    /** How many of them are kept. */
    keepRejects(list: RejectRow[], now: number): number {
      let kept = 0;
      for (const row of list) {
        if (take(bucketOf(rejects, row.sourceId ?? 0, rejectsPerSecond, now), 1, rejectsPerSecond, now) > 0)
          break;
        kept++;
      }
      return kept;
    },
  };
}
