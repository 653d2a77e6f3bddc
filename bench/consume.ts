/**
 * The reader of the log: events a second that get their effects (people, visits, carts, counters, shapes), alone and
 * while the door takes in as fast as it can; then how long it is behind.
 *
 *   node --import tsx bench/consume.ts          BENCH_EVENTS (100000), BENCH_DIR
 */
import pg from "pg";
import { createDb } from "@/server/db/client";
import { consumeOnce, createIngest, ensureFirstSource } from "@/server/domain/tracking";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { makeEvent } from "./ingest/events";
import { startPostgres } from "./ingest/postgres";

const total = Number(process.env.BENCH_EVENTS ?? 100_000);
const writeKey = "wk_bench";
const postgres = await startPostgres();
const db = createDb({ url: postgres.url, poolSize: 5 });
await ensureFirstSource(db, { writeKey });
const ingest = createIngest({ db, url: postgres.url, clock: systemClock, log: logger });
const deps = { db, clock: systemClock, log: logger };

async function send(count: number, perRequest = 100, clients = 16): Promise<number> {
  const bodies = Array.from({ length: count / perRequest }, (_, request) =>
    Buffer.from(
      `{"batch":[${Array.from({ length: perRequest }, (_, no) => makeEvent(request * perRequest + no).text).join(",")}]}`,
    ),
  );
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: clients }, async () => {
      for (let body = bodies[next++]; body; body = bodies[next++])
        await ingest.receive({ kind: "batch", body, writeKey });
    }),
  );
  return count / ((performance.now() - startedAt) / 1_000);
}

async function readAll(): Promise<{ events: number; rate: number }> {
  const startedAt = performance.now();
  let events = 0;
  for (;;) {
    const consumed = await consumeOnce(deps);
    events += consumed.events;
    if (consumed.events === 0) break;
  }
  return { events, rate: events / ((performance.now() - startedAt) / 1_000) };
}

await send(10_000);
await readAll();
for (let round = 1; round <= 3; round++) {
  const taken = await send(total / 2);
  const { events, rate } = await readAll();
  console.log(`round ${round}: taken in ${Math.round(taken)}/s, read ${events} at ${Math.round(rate)}/s`);
}
const admin = new pg.Client({ connectionString: postgres.url });
await admin.connect();
const { rows } = await admin.query("select count(*) as events from customer_events");
console.log(rows[0]);
await admin.end();
await ingest.close();
await db.$client.end();
await postgres.stop();
