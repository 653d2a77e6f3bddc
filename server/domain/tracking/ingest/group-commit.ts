import { isTransientDbError } from "@/server/db/client";
import { unavailable } from "@/server/platform/errors";
import type { Logger } from "@/server/platform/logger";
import { isDataError, type LogRow, type LogStore, type RejectRow } from "./log-store";

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

const onceMoreOnDeadlock = (work: () => Promise<void>): Promise<void> =>
  work().catch((error: unknown) => {
    if ((error as { code?: unknown } | null)?.code === "40P01") return work();
    throw error;
  });

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
      // Nothing was stored, unless the connection broke during the very commit; a retry is harmless by messageId.
      const refusal = unavailable("The events could not be stored just now. Send them again.", 1);
      for (const item of group) item.reject(refusal);
    }
  }

  /**
   * All in one transaction, whatever happens on the way: an error means that nothing was stored, and the answer 503
   * is true. Rows that fail on their data are found first, without storing any, and go along as rejects.
   */
  async function write(rows: LogRow[], rejects: RejectRow[]): Promise<void> {
    try {
      await onceMoreOnDeadlock(() => store.append(rows, rejects));
    } catch (error) {
      if (!isDataError(error)) throw error;
      const refused = await findRefused(rows);
      for (const [row, reason] of refused)
        log.warn({ err: reason, eventId: row.id }, "an event was refused by the database");
      const good = rows.filter((row) => !refused.has(row));
      const more = [...refused].map(([row, reason]) => refusedByDatabase(row, reason));
      await onceMoreOnDeadlock(() => store.append(good, [...rejects, ...more]));
    }
  }

  /** Halves what fails on its data until each poisonous row stands alone. */
  async function findRefused(rows: LogRow[]): Promise<Map<LogRow, unknown>> {
    const [only] = rows;
    if (!only) return new Map();
    try {
      await onceMoreOnDeadlock(() => store.probe(rows));
      return new Map();
    } catch (error) {
      if (!isDataError(error)) throw error;
      if (rows.length === 1) return new Map([[only, error]]);
      const middle = rows.length >> 1;
      const first = await findRefused(rows.slice(0, middle));
      return new Map([...first, ...(await findRefused(rows.slice(middle)))]);
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
