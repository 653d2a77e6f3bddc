import { isTransientDbError } from "@/server/db/client";
import { unavailable } from "@/server/platform/errors";
import type { Logger } from "@/server/platform/logger";
import type { LogRow, LogStore, RejectRow } from "./log-store";

/** What one request wants stored: all of it is committed, or the caller gets an error. */
interface Waiting {
  rows: LogRow[];
  rejects: RejectRow[];
  bytes: number;
  resolve(): void;
  reject(error: unknown): void;
}
export interface GroupCommit {
  /** Resolves when everything is committed. Throws `unavailable`: nothing was promised, the caller retries. */
  append(rows: LogRow[], rejects: RejectRow[]): Promise<void>;
  /** Waits for what has been taken. */
  drain(): Promise<void>;
}
export interface GroupCommitOptions {
  maxRows?: number;
  maxBytes?: number;
  maxConcurrentFlushes?: number;
  maxQueuedBytes?: number;
  /** Least time between two wake-ups of the log's reader. */
  notifyEveryMs?: number;
}

/** Rows that PostgreSQL will never take as they are, however often they are offered. */
export function isDataError(error: unknown): boolean {
  const code = typeof error === "object" && error !== null ? (error as { code?: unknown }).code : undefined;
  return typeof code === "string" && /^(22|23|54)/.test(code);
}
const isDeadlock = (error: unknown) => (error as { code?: unknown } | null)?.code === "40P01";

/**
 * Many requests, one commit. While a flush is under way the next one gathers: under load each commit carries
 * everything that arrived meanwhile, without load a request is flushed at once and waits for nobody.
 */
export function createGroupCommit(
  store: LogStore,
  log: Logger,
  options: GroupCommitOptions = {},
): GroupCommit {
  const {
    maxRows = 4_000,
    maxBytes = 4 << 20,
    maxConcurrentFlushes = 2,
    maxQueuedBytes = 64 << 20,
    notifyEveryMs = 5,
  } = options;
  let queue: Waiting[] = [];
  let queuedBytes = 0;
  let flushing = 0;
  let isScheduled = false;
  let isNotifyDue = false;
  const drained: (() => void)[] = [];

  function takeGroup(): Waiting[] {
    let rows = 0;
    let bytes = 0;
    let count = 0;
    for (const item of queue) {
      if (count > 0 && (rows + item.rows.length > maxRows || bytes + item.bytes > maxBytes)) break;
      rows += item.rows.length;
      bytes += item.bytes;
      count++;
    }
    queuedBytes -= bytes;
    const group = queue.slice(0, count);
    queue = queue.slice(count);
    return group;
  }

  function pump(): void {
    isScheduled = false;
    while (queue.length > 0 && flushing < maxConcurrentFlushes) {
      const group = takeGroup();
      flushing++;
      void flush(group).finally(() => {
        flushing--;
        pump();
        if (flushing === 0 && queue.length === 0) for (const done of drained.splice(0)) done();
      });
    }
  }

  async function flush(group: Waiting[]): Promise<void> {
    const rejects = group.flatMap((item) => item.rejects);
    try {
      await write(uniqueById(group), rejects);
      for (const item of group) item.resolve();
      scheduleNotify();
    } catch (error) {
      if (!isTransientDbError(error)) log.error({ err: error }, "the event log could not be written");
      // Committed or not, we cannot know or cannot do better; a retry of the same events is harmless.
      const refusal = unavailable("The events could not be stored just now. Send them again.", 1);
      for (const item of group) item.reject(refusal);
    }
  }

  /** Halves what fails on its data until the one poisonous row stands alone, and keeps that as a reject. */
  async function write(rows: LogRow[], rejects: RejectRow[]): Promise<void> {
    try {
      await store.append(rows, rejects).catch((error: unknown) => {
        if (isDeadlock(error)) return store.append(rows, rejects);
        throw error;
      });
    } catch (error) {
      if (!isDataError(error)) throw error;
      const [only] = rows;
      if (rows.length > 1) {
        const middle = rows.length >> 1;
        await write(rows.slice(0, middle), []);
        await write(rows.slice(middle), rejects);
      } else if (only) {
        log.warn({ err: error, eventId: only.id }, "an event was refused by the database");
        await write([], [...rejects, refusedByDatabase(only, error)]);
      } else throw error;
    }
  }

  function scheduleNotify(): void {
    if (isNotifyDue) return;
    isNotifyDue = true;
    setTimeout(() => {
      isNotifyDue = false;
      store
        .notify()
        .catch((error: unknown) =>
          log.debug({ err: error }, "the reader of the log was not woken; it polls"),
        );
    }, notifyEveryMs);
  }

  return {
    append(rows, rejects) {
      if (rows.length === 0 && rejects.length === 0) return Promise.resolve();
      let bytes = 0;
      for (const row of rows) bytes += row.payload.length + 100;
      if (queuedBytes + bytes > maxQueuedBytes)
        return Promise.reject(
          unavailable("More events are arriving than can be stored. Send them again in a moment.", 2),
        );
      return new Promise<void>((resolve, reject) => {
        queue.push({ rows, rejects, bytes, resolve, reject });
        queuedBytes += bytes;
        if (isScheduled || flushing >= maxConcurrentFlushes) return;
        isScheduled = true;
        // After the requests that this turn of the event loop still has to read.
        setImmediate(pump);
      });
    },
    drain: () =>
      flushing === 0 && queue.length === 0
        ? Promise.resolve()
        : new Promise((resolve) => drained.push(resolve)),
  };
}

/** One statement cannot insert a key twice; the first of equal events is the one kept. */
function uniqueById(group: Waiting[]): LogRow[] {
  const seen = new Set<string>();
  const rows: LogRow[] = [];
  for (const item of group)
    for (const row of item.rows) {
      if (seen.has(row.id)) continue;
      seen.add(row.id);
      rows.push(row);
    }
  return rows;
}

const refusedByDatabase = (row: LogRow, error: unknown): RejectRow => ({
  sourceId: row.sourceId,
  reason: `The database refused it: ${error instanceof Error ? error.message.slice(0, 200) : "unknown error"}`,
  path: undefined,
  payload: row.payload.toString("utf8"),
  eventId: row.id,
});
