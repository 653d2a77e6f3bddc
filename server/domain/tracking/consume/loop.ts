import type { Db } from "@/server/db/client";
import { type ConsumerDeps, consumeOnce } from "./consume";

/** Without a wake-up (lost, or events held back by a longer transaction) the log is looked at this often. */
const pollMs = 1_000;

export interface RunningConsumer {
  /** Finishes the batch at hand. */
  stop(): Promise<void>;
}

/** Reads the log as it grows: woken by the door's notification, polling as a fallback. Fails through `failed`. */
export async function startConsumer(
  deps: ConsumerDeps,
  failed: (error: unknown) => void,
): Promise<RunningConsumer> {
  let isStopped = false;
  let wake: () => void = () => {};
  let isWoken = true;
  const onNotify = () => {
    isWoken = true;
    wake();
  };
  const listening = await listen(deps.db, onNotify);

  const run = async () => {
    while (!isStopped) {
      isWoken = false;
      const consumed = await consumeOnce(deps);
      if (consumed.isFull || isWoken || isStopped) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, pollMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };
  const done = run().catch((error: unknown) => {
    if (!isStopped) failed(error);
  });
  return {
    async stop() {
      isStopped = true;
      wake();
      await done;
      await listening.unlisten();
    },
  };
}

/** postgres.js listens on a connection of its own and listens again after it breaks. */
const listen = (db: Db, onNotify: () => void) => db.$client.listen("event_log", onNotify, onNotify);
