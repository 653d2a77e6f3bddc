/**
 * Bulk upserts through the REST door (parsing, limits, Idempotency-Key, the command, results) against one INSERT … SELECT of the same
 * rows into tables of the same shape and indexes, in turns in the same run, on a PostgreSQL of its own.
 *
 *   node --import tsx bench/rest.ts [rows] [rounds]      (without fsync)
 */
import "@/tests/support/app-secret";

import { sql } from "drizzle-orm";
import type { TestProject } from "vitest/node";
import { createDb } from "@/server/db/client";
import { ensureApiKey } from "@/server/domain/account";
import { handleRest } from "@/server/http/rest/handle";
import setup from "@/tests/support/global-setup";

const [rows = 20_000, rounds = 3] = process.argv.slice(2).map(Number);
const pack = 1_000;
const key = "car_bench_0123456789012345678901234567890123";

let address = "";
const tearDown = await setup({
  provide: (_: string, value: string) => (address = value),
} as unknown as TestProject);
const db = createDb({ url: `${address}/carillon_template`, poolSize: 8 });
(globalThis as { __carillonDb?: unknown }).__carillonDb = db;
await ensureApiKey(db, key, new Date());
await db.execute(sql`update api_keys set rate_per_second = 100000`);

async function send(path: string, items: unknown[]): Promise<void> {
  const answer = await handleRest(
    new Request(`http://localhost/api/v1/${path}/bulk`, {
      method: "POST",
      headers: {
        authorization: `Bearer ${key}`,
        "content-type": "application/json",
        "idempotency-key": crypto.randomUUID(),
      },
      body: JSON.stringify({ items }),
    }),
    { network: "127.0.0.1" },
  );
  const body = (await answer.json()) as { summary?: { rejected: number } };
  if (answer.status !== 200 || body.summary?.rejected !== 0)
    throw new Error(`${answer.status} ${JSON.stringify(body).slice(0, 500)}`);
}

const customer = (round: number) => (_: unknown, i: number) => ({
  external_id: `c${round}-${i}`,
  email: `person.${round}.${i}@example.org`,
  phone: `+7916${String(round * 1_000_000 + i).padStart(7, "0")}`,
  first_name: "Anna",
  last_name: `Petrova ${i}`,
  city: "Tver",
  attributes: { size: i % 2 ? "M" : "L" },
});
const receipt = (round: number) => (_: unknown, i: number) => ({
  external_id: `r${round}-${i}`,
  customer: { external_id: `c${round}-${i}` },
  occurred_at: "2026-01-31T10:00:00Z",
  store: String(i % 50),
  lines: [
    { product: `p${i % 500}`, name: "Green tea", quantity: 2, price: 12.25 },
    { product: `p${(i + 7) % 500}`, name: "Black tea", quantity: 1, price: 9.5 },
  ],
});

const measured = new Map<string, number[]>();
async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const from = performance.now();
  await work();
  const perSecond = Math.round(rows / ((performance.now() - from) / 1000));
  measured.set(what, [...(measured.get(what) ?? []), perSecond]);
}
async function upsert(path: string, items: unknown[]): Promise<void> {
  for (let at = 0; at < items.length; at += pack) await send(path, items.slice(at, at + pack));
}
/** The tables an object fills, copied with their indexes and defaults, then the rows themselves again. */
async function raw(tables: string[], round: number): Promise<() => Promise<void>> {
  for (const table of tables) {
    await db.execute(sql.raw(`drop table if exists raw_${table}`));
    await db.execute(sql.raw(`create table raw_${table} (like ${table} including all)`));
  }
  const own = (table: string) =>
    ["customers", "customer_identities", "customer_metrics"].includes(table)
      ? `${table === "customers" ? "id" : "customer_id"} in (select id from customers where external_id like 'c${round}-%')`
      : table === "record_keys"
        ? `kind = 'receipt' and external_id like 'r${round}-%'`
        : table === "receipts"
          ? `external_id like 'r${round}-%'`
          : `receipt_id in (select id from receipts where external_id like 'r${round}-%')`;
  return async () => {
    for (const table of tables) {
      const columns = await db.execute<{ name: string }>(
        sql`select column_name as name from information_schema.columns where table_name = ${table} and is_generated = 'NEVER' order by ordinal_position`,
      );
      const list = columns.map(({ name }) => `"${name}"`).join(", ");
      await db.execute(
        sql.raw(
          `insert into raw_${table} (${list}) overriding system value select ${list} from ${table} where ${own(table)}`,
        ),
      );
    }
  };
}

for (let round = 1; round <= rounds; round++) {
  const people = Array.from({ length: rows }, customer(round));
  await timed("customers, new", () => upsert("customers", people));
  await timed("customers, unchanged", () => upsert("customers", people));
  await timed(
    "customers, raw insert",
    await raw(["customers", "customer_identities", "customer_metrics"], round),
  );
  const receipts = Array.from({ length: rows }, receipt(round));
  await timed("receipts, new", () => upsert("receipts", receipts));
  await timed("receipts, unchanged", () => upsert("receipts", receipts));
  await timed("receipts, raw insert", await raw(["record_keys", "receipts", "receipt_lines"], round));
}
const median = (values: number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
for (const [what, values] of measured)
  console.log(`${what.padEnd(24)} ${String(median(values)).padStart(8)} rows/s   (${values.join(", ")})`);
for (const object of ["customers", "receipts"])
  console.log(
    `${object}: ${(median(measured.get(`${object}, new`) ?? []) / median(measured.get(`${object}, raw insert`) ?? [1])).toFixed(2)} of a raw insert`,
  );
await db.$client.end({ timeout: 1 });
await tearDown();
process.exit(0);
