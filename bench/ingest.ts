/**
 * The way in, against what the machine can do:
 * - events a second through `POST /v1/batch` (16 clients, 100 events each) against COPY of the same rows into the same
 *   indexed tables, in turns in the same run;
 * - single-event requests a second against the same door with the write taken out, and against a bare Next route.
 *
 *   node --import tsx bench/ingest.ts          (a throw-away PostgreSQL with fsync; about three minutes)
 *
 * BENCH_ROUNDS (5), BENCH_EVENTS (60000 a round), BENCH_DIR (where the database is put), BENCH_NEXT=off.
 */
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { type Child, freePort, startServer } from "./ingest/children";
import { type BenchEvent, copyLine, keyLine, makeEvent } from "./ingest/events";
import { startPostgres } from "./ingest/postgres";
import { load, requestBytes } from "./ingest/wire";

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const eventsPerRound = Number(process.env.BENCH_EVENTS ?? 60_000);
const batchSize = 100;
const clients = 16;
const singleClients = 32;
const singleRequests = 15_000;
const writeKey = "wk_bench";
const sourceId = 1;

const postgres = await startPostgres();
const admin = new pg.Client({ connectionString: postgres.url });
await admin.connect();
await admin.query("insert into sources (id, name, code, write_key) values ($1, 'Bench', 'bench', $2)", [
  sourceId,
  writeKey,
]);

const startDoor = async (write: "on" | "off"): Promise<Child> => {
  const port = await freePort();
  const env = {
    DATABASE_URL: postgres.url,
    PORT: String(port),
    NODE_ENV: "production",
    LOG_LEVEL: "error",
    BENCH_WRITE: write,
    APP_SECRET: "bench-secret-of-at-least-32-characters",
  };
  return await startServer(process.execPath, ["--import", "tsx", "bench/ingest/door-server.ts"], port, env);
};

async function empty(): Promise<void> {
  await admin.query("truncate event_log, event_keys");
  await admin.query("checkpoint");
}

async function copyIn(statement: string, lines: string[]): Promise<void> {
  const stream = admin.query(copyFrom(statement));
  for (let from = 0; from < lines.length; from += 1_000)
    if (!stream.write(lines.slice(from, from + 1_000).join("")))
      await new Promise((resolve) => stream.once("drain", resolve));
  await new Promise<void>((resolve, reject) => {
    stream.once("finish", () => resolve());
    stream.once("error", reject);
    stream.end();
  });
}

/** Rows a second. The lines are made before the clock starts: COPY is given its best. */
async function measureCopy(events: BenchEvent[], withKeys: boolean): Promise<number> {
  await empty();
  const at = new Date().toISOString();
  const rows = events.map((event, no) => copyLine(event, sourceId, at, no));
  const keys = events.map((event) => keyLine(event, sourceId));
  const startedAt = performance.now();
  await admin.query("begin");
  if (withKeys) await copyIn("copy event_keys (id) from stdin", keys);
  await copyIn(
    "copy event_log (received_at, seq, txid, id, source_id, type, occurred_at, payload) from stdin",
    rows,
  );
  await admin.query("commit");
  return events.length / ((performance.now() - startedAt) / 1_000);
}

async function measureBatches(
  door: Child,
  events: BenchEvent[],
): Promise<{ rate: number; median: number; p99: number }> {
  await empty();
  const requests: Buffer[] = [];
  for (let from = 0; from < events.length; from += batchSize) {
    const batch = events.slice(from, from + batchSize).map((event) => event.text);
    requests.push(
      requestBytes(
        "/v1/batch",
        writeKey,
        `{"batch":[${batch.join(",")}],"sentAt":"${new Date().toISOString()}"}`,
      ),
    );
  }
  const result = await load(door.port, clients, requests);
  const { rows } = await admin.query<{ n: string }>("select count(*) as n from event_log");
  if (Number(rows[0]?.n) !== events.length)
    throw new Error(`${rows[0]?.n} of ${events.length} events were stored`);
  return { rate: events.length / result.seconds, median: result.median, p99: result.p99 };
}

async function measureSingles(port: number, pathName: string): Promise<number> {
  const requests = Array.from({ length: singleRequests }, (_, no) =>
    requestBytes(pathName, writeKey, makeEvent(no).text),
  );
  const result = await load(port, singleClients, requests);
  return result.requests / result.seconds;
}

async function startNextRoute(): Promise<Child> {
  const folder = path.resolve("bench/ingest/next-route");
  const next = path.resolve("node_modules/next/dist/bin/next");
  const env = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" } as const;
  if (!existsSync(path.join(folder, ".next/BUILD_ID"))) {
    console.log("building the bare Next route once …");
    execFileSync(process.execPath, [next, "build"], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: "ignore",
    });
  }
  const port = await freePort();
  return await startServer(
    process.execPath,
    [next, "start", "-p", String(port), "-H", "127.0.0.1"],
    port,
    env,
    folder,
  );
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const show = (value: number) => Math.round(value).toLocaleString("en");
const line = (name: string, ...values: string[]) =>
  console.log(`  ${name.padEnd(58)}${values.map((value) => value.padStart(14)).join("")}`);

const door = await startDoor("on");
const warmUp = Array.from({ length: 20_000 }, (_, no) => makeEvent(no));
await measureBatches(door, warmUp);
await measureCopy(warmUp, true);

const copies: number[] = [];
const logCopies: number[] = [];
const batches: { rate: number; median: number; p99: number }[] = [];
for (let round = 1; round <= rounds; round++) {
  const events = Array.from({ length: eventsPerRound }, (_, no) => makeEvent(no));
  copies.push(await measureCopy(events, true));
  batches.push(await measureBatches(door, events));
  logCopies.push(await measureCopy(events, false));
  console.log(
    `round ${round}: COPY ${show(copies.at(-1) ?? 0)}, COPY without keys ${show(logCopies.at(-1) ?? 0)}, door ${show(batches.at(-1)?.rate ?? 0)} events/s`,
  );
}

const noWrite = await startDoor("off");
const next = process.env.BENCH_NEXT === "off" ? undefined : await startNextRoute();
const singles: number[] = [];
const bare: number[] = [];
const nextRates: number[] = [];
await measureSingles(noWrite.port, "/v1/track");
await measureSingles(door.port, "/v1/track");
for (let round = 1; round <= rounds; round++) {
  await empty();
  singles.push(await measureSingles(door.port, "/v1/track"));
  bare.push(await measureSingles(noWrite.port, "/v1/track"));
  if (next) nextRates.push(await measureSingles(next.port, "/api/ping"));
  console.log(
    `round ${round}: single ${show(singles.at(-1) ?? 0)}, without the write ${show(bare.at(-1) ?? 0)}, Next route ${show(nextRates.at(-1) ?? 0)} requests/s`,
  );
}

const doorRate = median(batches.map((one) => one.rate));
console.log(
  `\nMedians of ${rounds} rounds, ${eventsPerRound} events each, ${Math.round(Buffer.byteLength(warmUp[0]?.text ?? ""))} bytes an event\n`,
);
line("", "a second", "ratio", "wanted");
line("COPY into event_log and event_keys", show(median(copies)));
line("COPY into event_log alone", show(median(logCopies)));
line(
  `door: ${clients} clients x ${batchSize} events, to COPY of both`,
  show(doorRate),
  (doorRate / median(copies)).toFixed(2),
  ">= 0.40",
);
line("   the same, to COPY of the log alone", show(doorRate), (doorRate / median(logCopies)).toFixed(2));
line(
  "   a batch, median / p99, ms",
  median(batches.map((one) => one.median)).toFixed(1),
  median(batches.map((one) => one.p99)).toFixed(1),
);
line("door without the write: single requests", show(median(bare)));
line("door: single requests", show(median(singles)), (median(singles) / median(bare)).toFixed(2), ">= 0.50");
if (next)
  line(
    "bare Next route; the door's single requests to it",
    show(median(nextRates)),
    (median(singles) / median(nextRates)).toFixed(1),
    ">= 5.0",
  );

await Promise.all([door.stop(), noWrite.stop(), next?.stop()]);
await admin.end();
await postgres.stop();
process.exit(0);
