/**
 * A seeded base that stays, for the benchmarks that read it: starts PostgreSQL on a throw-away folder, fills it, prints its
 * address and waits until it is stopped (Ctrl-C), when everything is deleted.
 *
 *   node --import tsx bench/base.ts        BENCH_PEOPLE (1000000), BENCH_DIR (where the folder lies)
 *
 * Then, elsewhere: BENCH_URL=<address> node --import tsx bench/segments.ts
 */
import { pino } from "pino";
import { createDb } from "@/server/db/client";
import { rfmModels } from "@/server/db/schema";
import { refreshEverybody } from "@/server/domain/metrics";
import { ensureDefaultModel, runRfm } from "@/server/domain/rfm";
import { startPostgres } from "./ingest/postgres";
import { seededEnd, seedHistory } from "./seed-history";

const people = Number(process.env.BENCH_PEOPLE ?? 1_000_000);
const postgres = await startPostgres();
const from = performance.now();
const since = () => `${Math.round((performance.now() - from) / 1000)} s`;
await seedHistory(postgres.url, { people });
console.log(`people, receipts, events: ${since()}`);
const db = createDb({ url: postgres.url, poolSize: 4 });
const ctx = {
  actor: { kind: "system", label: "bench" },
  door: "script",
  clock: { now: () => new Date(seededEnd) },
  db,
  log: pino({ level: "silent" }),
} as const;
await refreshEverybody(ctx);
console.log(`metrics: ${since()}`);
await ensureDefaultModel(db);
const [model] = await db.select().from(rfmModels);
if (model) await runRfm(ctx, model.id, "2026-11-19");
await db.execute("vacuum (analyze) purchase_metrics, rfm_scores");
console.log(`RFM: ${since()}`);
await db.$client.end();
console.log(postgres.url);
const stop = async () => {
  await postgres.stop();
  process.exit(0);
};
process.once("SIGINT", stop);
process.once("SIGTERM", stop);
setInterval(() => {}, 60_000);
