import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll } from "vitest";
import type { Db } from "@/server/db/client";
import { consumeAll, createIngest, ensureFirstSource, type Ingest } from "@/server/domain/tracking";
import { manualClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { writeKey } from "./track-callers";

export type Event = Record<string, unknown> & { type: string };

/** A shop that sends events and has them read, on a clock of its own. */
export async function testShop(db: Db, url: string, start = new Date("2026-03-10T12:00:00Z")) {
  await db.execute(sql`select ensure_month_partition('event_log', ${start.toISOString()}::date)`);
  const clock = manualClock(start);
  await ensureFirstSource(db, { writeKey });
  const ingest: Ingest = createIngest({ db, url, clock, log: logger });
  afterAll(() => ingest.close());
  const deps = { db, clock, log: logger };
  const at = (minute: number) => new Date(start.getTime() - 86_400_000 + minute * 60_000);
  return {
    clock,
    deps,
    at,
    ingest,
    /** An event at this minute of the day before. */
    event: (type: string, minute: number, rest: Record<string, unknown> = {}): Event => ({
      messageId: randomUUID(),
      timestamp: at(minute).toISOString(),
      ...rest,
      type,
    }),
    async send(...events: Event[]): Promise<void> {
      await ingest.receive({ kind: "batch", writeKey, body: Buffer.from(JSON.stringify({ batch: events })) });
    },
    consume: () => consumeAll(deps),
  };
}
