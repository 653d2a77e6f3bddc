/**
 * From an event's commit to the change of membership: the door takes in events at a steady rate, the reader of the log
 * applies them, the follower keeps 50 live segments current; probes (an event of somebody who is not in a segment yet) are
 * timed from the door's answer to the row in `segment_members`.
 *
 *   APP_SECRET=… (32 characters) BENCH_URL=… node --import tsx bench/freshness.ts     BENCH_RATE (1000 events/s), BENCH_SECONDS (60)
 */
import { sql } from "drizzle-orm";
import { pino } from "pino";
import { createDb } from "@/server/db/client";
import { createSegment, followSegments, setLive, startSegmentFollower } from "@/server/domain/segments";
import { createIngest, startConsumer } from "@/server/domain/tracking";
import { systemClock } from "@/server/platform/clock";
import { references } from "./segments/references";

const url = process.env.BENCH_URL;
if (!url) throw new Error("BENCH_URL: the address that `node --import tsx bench/base.ts` printed.");
const rate = Number(process.env.BENCH_RATE ?? 1_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const writeKey = "wk_bench";
const log = pino({ level: "warn" });
const db = createDb({ url, poolSize: 8 });
const ctx = {
  actor: { kind: "system", label: "bench" },
  door: "script",
  clock: systemClock,
  db,
  log,
} as const;
const [range] = await db.execute<{ first: number; last: number }>(
  sql`select min(id) as first, max(id) as last from customers where external_id like 'S-%'`,
);
const [first, last] = [Number(range?.first), Number(range?.last)];

/** Of this run alone: nobody has done it yet. */
const probeName = `Probe ${Date.now()}`;
/** The twelve, in variants, and simple ones about single events: 49, and the probe's own. */
const definitions = [
  ...references.map((one) => one.definition),
  ...references.map((one) => ({ kind: "none", rules: [one.definition] })).slice(0, 6),
  ...Array.from({ length: 31 }, (_, n) => ({
    kind: "event",
    name: ["Product Viewed", "Product Added", "Products Searched", "Checkout Started"][n % 4],
    window: { kind: "last", amount: 1 + n, unit: "days" },
    test: { operator: "at_least", value: 1 + (n % 5) },
  })),
  { kind: "event", name: probeName },
];
await db.execute(
  sql`truncate segments, segment_members, segment_moves, segment_marks, segment_dependencies, segment_days cascade`,
);
const ids: string[] = [];
for (const [n, definition] of definitions.entries()) {
  const { id } = await createSegment(ctx, { name: `live ${n}`, definition });
  await setLive(ctx, { id, isLive: true });
  ids.push(id);
}
const filling = performance.now();
while (!(await followSegments(ctx, 60_000)).isDone);
console.log(`${ids.length} segments filled in ${((performance.now() - filling) / 1000).toFixed(1)} s`);
const probeSegment = ids.at(-1) ?? "";

const failed = (error: unknown) => {
  throw error;
};
const ingest = createIngest({ db, url, clock: systemClock, log });
const consumer = await startConsumer({ db, clock: systemClock, log }, failed);
const follower = startSegmentFollower(ctx, failed);

let no = 0;
const person = () => first + Math.floor(Math.random() * (last - first));
const event = (name: string, id: number) => {
  no += 1;
  return `{"type":"track","messageId":"f-${process.pid}-${no}","userId":"S-${String(id - first + 1).padStart(8, "0")}","event":"${name}","timestamp":"${new Date().toISOString()}","properties":{"product_id":"P${1 + (no % 5000)}","price":${no % 9000},"category":"leaf-${13 + (no % 60)}"}}`;
};
const send = (events: string[]) =>
  ingest.receive({ kind: "batch", body: Buffer.from(`{"batch":[${events.join(",")}]}`), writeKey });

const probes: { id: number; at: number; seen?: number }[] = [];
const looking = setInterval(async () => {
  const open = probes.filter((one) => one.seen === undefined);
  if (open.length === 0) return;
  const rows = await db.execute<{ id: number }>(sql`
    select customer_id as id from segment_members where segment_id = ${probeSegment}::uuid
      and customer_id = any(${sql.param(open.map((one) => String(one.id)))}::text[]::bigint[])`);
  const found = new Set(rows.map((row) => Number(row.id)));
  for (const one of open) if (found.has(one.id)) one.seen = performance.now();
}, 50);

const names = ["Product Viewed", "Product Viewed", "Product Added", "Products Searched", "Checkout Started"];
const started = performance.now();
for (let tick = 0; tick < seconds * 10; tick++) {
  const batch = Array.from({ length: rate / 10 }, (_, i) => event(names[i % names.length] ?? "", person()));
  await send(batch);
  if (tick % 2 === 0) {
    const id = first + probes.length * 7 + 1;
    await send([event(probeName, id)]);
    probes.push({ id, at: performance.now() });
  }
  const wait = started + (tick + 1) * 100 - performance.now();
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
}
const took = (performance.now() - started) / 1000;
for (let tries = 0; tries < 300 && probes.some((one) => one.seen === undefined); tries++)
  await new Promise((resolve) => setTimeout(resolve, 100));
clearInterval(looking);
const delays = probes
  .flatMap((one) => (one.seen === undefined ? [] : [one.seen - one.at]))
  .sort((a, b) => a - b);
const at = (share: number) =>
  (delays[Math.min(delays.length - 1, Math.floor(delays.length * share))] ?? 0).toFixed(0);
const [moves] = await db.execute<{ n: number }>(sql`select count(*)::int as n from segment_moves`);
console.log(
  `${Math.round((seconds * rate) / took)} events/s for ${took.toFixed(0)} s, ${delays.length} of ${probes.length} probes: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, max ${at(1)} ms; ${moves?.n} moves noted`,
);
await follower.stop();
await consumer.stop();
await ingest.close();
await db.$client.end();
process.exit(0);
