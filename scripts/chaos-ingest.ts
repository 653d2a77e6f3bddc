/**
 * The long form of tests/http/track-crash.test.ts: 60 kills of the server and 4 of PostgreSQL with all its backends,
 * under 64 clients with 60,000 events. Ends with 0 when nothing was lost or doubled.
 *
 *   node --import tsx scripts/chaos-ingest.ts [events] [kills]        (BENCH_DIR: where the database is put)
 */
import { startPostgres } from "../bench/ingest/postgres";
import { runIngestChaos } from "../tests/support/ingest-chaos";

const events = Number(process.argv[2] ?? 60_000);
const kills = Number(process.argv[3] ?? 60);
const server = await startPostgres();
const startedAt = performance.now();
const report = await runIngestChaos({
  url: server.url,
  events,
  clients: 64,
  kills,
  random: Math.random,
  onKill: async (no) => {
    if (no % 15 === 0) await server.crash();
  },
});
await server.stop();
console.log({
  ...report,
  lost: report.lost.length,
  doubled: report.doubled.length,
  seconds: Math.round((performance.now() - startedAt) / 1_000),
});
const isGood =
  report.lost.length === 0 && report.doubled.length === 0 && report.invented === 0 && report.exposed > 0;
console.log(isGood ? "Every acknowledged event is stored once." : "FAILED");
process.exit(isGood ? 0 : 1);
