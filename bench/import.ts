/**
 * A file of customers through the real import (validation, identity, journal), against a bare COPY of the very rows it
 * made into the same indexed tables of the same server. The import runs first; its result is copied out, the tables are
 * emptied, and the same bytes are copied in.
 *
 *   node --import tsx bench/import.ts [rows]            (1,000,000 without; fsync off for both sides)
 *
 * Beside it, a page's questions (list, search) are asked ten times a second: how long they take is how the product feels.
 */
import "@/tests/support/app-secret";

import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { sql } from "drizzle-orm";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { TestProject } from "vitest/node";
import { createDb } from "@/server/db/client";
import { connectForCopy } from "@/server/db/copy";
import { advanceImport, getImport, receiveImport } from "@/server/domain/integrations";
import { systemClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { asSystem } from "@/tests/support/actors";
import setup from "@/tests/support/global-setup";
import { header, mapping, people } from "./import/people";

const [count = 1_000_000] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(path.join(process.env.BENCH_DIR ?? tmpdir(), "carillon-bench-"));
env.DATA_DIR = folder;
let address = "";
const tearDown = await setup({
  provide: (_: string, value: string) => (address = value),
} as unknown as TestProject);
const db = createDb({ url: `${address}/carillon_template`, poolSize: 8 });
const pages = createDb({ url: `${address}/carillon_template`, poolSize: 4 });
const ctx = { ...asSystem(db, systemClock), db };

const csv = path.join(folder, "people.csv");
const file = await open(csv, "w");
let text = `${header}\n`;
for (const row of people(count)) {
  text += `${row.join(",")}\n`;
  if (text.length > 1_000_000) {
    await file.write(text);
    text = "";
  }
}
await file.write(text);
await file.close();

const answers: number[] = [];
const asking = setInterval(async () => {
  const from = performance.now();
  await pages.execute(
    sql`select id, first_name, last_name from customers order by created_at desc, id desc limit 50`,
  );
  await pages.execute(
    sql`select customer_id from customer_identities where lower(value) like 'anna.p%' limit 20`,
  );
  answers.push(performance.now() - from);
}, 100);
let peak = 0;
const watching = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 200);
let worst = 0;
let last = performance.now();
const pulse = setInterval(() => {
  worst = Math.max(worst, performance.now() - last - 20);
  last = performance.now();
}, 20);

const seconds = async (work: () => Promise<unknown>) => {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
};
const say = (what: string, took: number) =>
  console.log(`${what}: ${took.toFixed(1)} s (${Math.round(count / took)} rows/s)`);

let id = "";
const received = await seconds(async () => {
  const made = await receiveImport(ctx, {
    fileName: "people.csv",
    source: createReadStream(csv),
    rest: async () => ({ entity: "customers", start: { mapping, dryRun: false } }),
  });
  id = made.id;
});
const phases: Record<string, number> = {};
let phase = "staging";
const imported = await seconds(async () => {
  let at = performance.now();
  for (;;) {
    const { done } = await advanceImport(ctx, id, 1000);
    const now = performance.now();
    phases[phase] = (phases[phase] ?? 0) + (now - at) / 1000;
    at = now;
    phase = "applying";
    if (done) break;
  }
});
clearInterval(asking);
clearInterval(watching);
clearInterval(pulse);
const view = await getImport(ctx, { id });
console.log(JSON.stringify({ status: view.status, error: view.error, rows: view.rows }));

const client = await connectForCopy(db);
const tables = ["customers", "customer_identities"];
for (const table of tables)
  await pipeline(
    client.query(copyTo(`copy ${table} to stdout`)),
    createWriteStream(path.join(folder, table)),
  );
await client.query("truncate customers, customer_identities, customer_metrics, import_changes");
await client.query("checkpoint");
const copied = await seconds(async () => {
  for (const table of tables)
    await pipeline(
      createReadStream(path.join(folder, table)),
      client.query(copyFrom(`copy ${table} from stdin`)),
    );
});
await client.end();

answers.sort((a, b) => a - b);
say("upload", received);
say("import", imported);
console.log("phases", JSON.stringify(phases));
say("bare COPY", copied);
console.log(
  `ratio of COPY: ${(copied / imported).toFixed(2)} (with the upload: ${(copied / (imported + received)).toFixed(2)})`,
);
console.log(
  `memory at most: ${Math.round(peak / 1024 / 1024)} MB; the loop was never blocked longer than ${Math.round(worst)} ms`,
);
console.log(
  `two page queries meanwhile: p50 ${answers[Math.floor(answers.length / 2)]?.toFixed(1)} ms, p95 ${answers[Math.floor(answers.length * 0.95)]?.toFixed(1)} ms`,
);
await db.$client.end({ timeout: 1 });
await pages.$client.end({ timeout: 1 });
await tearDown();
rmSync(folder, { recursive: true, force: true });
process.exit(0);
