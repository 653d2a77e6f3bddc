import { read, write } from "./storage";

export interface TrackerEvent {
  messageId: string;
  [field: string]: unknown;
}

const queueKey = "crl_q";
const maxEvents = 500;
const maxStored = 400_000;
/** Browsers refuse beacons and keepalive requests above 64 KB. */
const maxBatch = 50_000;
const maxEvent = 32_000;
const waitMs = 400;
const maxBackoffMs = 300_000;

export interface Delivery {
  /** Takes up what an earlier page left unsent. */
  resume(): void;
  add(event: TrackerEvent): void;
  flush(): void;
  /** The page is going away: what is left goes by beacon, or waits in storage for the next page. */
  leave(): void;
  forget(): void;
}

/**
 * Events wait in storage until the server says that they are stored; a retry of what did arrive is harmless, the
 * server knows them by messageId.
 */
export function createDelivery(url: string, envelope: () => Record<string, unknown>): Delivery {
  let queue: TrackerEvent[] = [];
  let timer: number | undefined;
  let sending = false;
  let failures = 0;
  const save = () => {
    let text = JSON.stringify(queue);
    while (queue.length > maxEvents || (text.length > maxStored && queue.length > 0)) {
      queue.splice(0, Math.max(1, queue.length - maxEvents));
      text = JSON.stringify(queue);
    }
    write(queueKey, queue.length > 0 ? text : null);
  };

  const remove = (events: TrackerEvent[]) => {
    queue = queue.filter((event) => !events.includes(event));
    save();
  };

  const nextBatch = () => {
    const batch: TrackerEvent[] = [];
    let size = 0;
    for (const event of queue) {
      size += JSON.stringify(event).length;
      if (batch.length > 0 && size > maxBatch) break;
      batch.push(event);
    }
    return batch;
  };

  const bodyOf = (batch: TrackerEvent[]) =>
    JSON.stringify({ ...envelope(), sentAt: new Date().toISOString(), batch });

  const schedule = (ms: number) => {
    clearTimeout(timer);
    timer = window.setTimeout(flush, ms);
  };

  const retry = (seconds: number) => {
    failures++;
    schedule(seconds * 1000 || Math.min(maxBackoffMs, 1000 * 2 ** failures * (0.5 + Math.random())));
  };

  function flush(): void {
    const batch = nextBatch();
    if (sending || batch.length === 0) return;
    sending = true;
    // text/plain: no preflight.
    fetch(url, {
      method: "POST",
      body: bodyOf(batch),
      headers: { "content-type": "text/plain" },
      keepalive: true,
      credentials: "omit",
    })
      .then((answer) => {
        sending = false;
        if (answer.status === 429 || answer.status >= 500)
          return retry(Number(answer.headers.get("retry-after")));
        // Stored, or refused for good: sending it again would change nothing.
        remove(batch);
        failures = 0;
        if (queue.length > 0) schedule(0);
      })
      .catch(() => {
        sending = false;
        retry(0);
      });
  }

  return {
    resume() {
      try {
        queue = JSON.parse(read(queueKey) || "[]");
      } catch {
        // Somebody else's value: start anew.
      }
      if (queue.length > 0) schedule(0);
    },
    add(event) {
      if (JSON.stringify(event).length > maxEvent) return;
      queue.push(event);
      save();
      if (!failures) schedule(waitMs);
    },
    flush,
    leave() {
      // What a keepalive request carries already arrives by itself.
      while (!sending && navigator.onLine && navigator.sendBeacon) {
        const batch = nextBatch();
        if (batch.length === 0 || !navigator.sendBeacon(url, bodyOf(batch))) return;
        remove(batch);
      }
    },
    forget() {
      clearTimeout(timer);
      queue = [];
      save();
    },
  };
}
