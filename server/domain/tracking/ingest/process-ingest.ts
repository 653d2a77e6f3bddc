import { db } from "@/server/db/client";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { logger } from "@/server/platform/logger";
import { createIngest, type Ingest } from "./ingest";

/** Next bundles modules several times; the connections and the queue are one per process all the same. */
const shared = globalThis as unknown as { __carillonIngest?: Ingest };

/** This process's way into the event log, made at its first use. */
export function processIngest(): Ingest {
  if (!shared.__carillonIngest) {
    if (!env.DATABASE_URL) throw new Error("DATABASE_URL is not set: start with `npm start`, or set it.");
    shared.__carillonIngest = createIngest({
      db: db(),
      url: env.DATABASE_URL,
      clock: systemClock,
      log: logger.child({ part: "ingest" }),
    });
  }
  return shared.__carillonIngest;
}

/** On shutdown, after the last request has been answered. */
export async function closeProcessIngest(): Promise<void> {
  const ingest = shared.__carillonIngest;
  delete shared.__carillonIngest;
  await ingest?.close();
}
