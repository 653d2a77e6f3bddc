import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { getImport, receiveImport } from "@/server/domain/integrations";
import { asSystem } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

const folder = scratchDataDir();
const { db, url } = await testDatabase();
const ctx = asSystem(db);

function work(importId: string): ChildProcess {
  return spawn(process.execPath, ["--import", "tsx", "tests/support/import-worker.ts", importId], {
    env: { ...process.env, DATABASE_URL: url, DATA_DIR: folder },
    stdio: ["ignore", "pipe", "inherit"],
  });
}
const rowsDone = async (id: string) => (await getImport(ctx, { id })).rows.done;

it("loads every row once though its process is killed again and again", async () => {
  const lines = gunzipSync(readFileSync("tests/fixtures/cdnow.txt.gz"))
    .toString("latin1")
    .split("\n")
    .slice(0, 20_001);
  const people = new Set(lines.slice(1).map((line) => line.trim().split(/\s+/)[0])).size;
  async function* source() {
    yield Buffer.from(lines.join("\n"));
  }
  const mapping = { customer_id: "customer.external_id", date: "occurred_at", dollar_value: "total" };
  const { id } = await receiveImport(ctx, {
    fileName: "cdnow.txt",
    source: source(),
    rest: async () => ({ entity: "orders", start: { mapping, dryRun: false } }),
  });
  let kills = 0;
  // While the file is staged, then in the middle of chunks, each time a little further.
  for (const after of [0, 4000, 9000]) {
    const child = work(id);
    await once(child.stdout ?? child, "data");
    while (child.exitCode === null && (await rowsDone(id)) < after)
      await new Promise((resolve) => setTimeout(resolve, 5));
    await new Promise((resolve) => setTimeout(resolve, 30));
    if (child.exitCode === null) {
      child.kill("SIGKILL");
      kills++;
    }
    await once(child, "exit");
    // What was counted happened, and nothing that was not counted. One statement: a commit may still be arriving.
    const [row] = await db.execute<{ orders: number; keys: number; done: number }>(sql`
      select (select count(*) from orders)::int as orders, (select count(*) from record_keys)::int as keys,
        (select rows_done from imports) as done`);
    expect(row).toMatchObject({ orders: row?.done, keys: row?.done });
  }
  expect(kills).toBeGreaterThanOrEqual(2);
  const [code] = await once(work(id), "exit");
  expect(code).toBe(0);
  expect(await getImport(ctx, { id })).toMatchObject({
    status: "succeeded",
    rows: { total: 20_000, created: 20_000, updated: 0, unchanged: 0, rejected: 0 },
    customersCreated: people,
  });
  const [row] =
    await db.execute(sql`select (select count(*) from orders)::int as orders, (select count(*) from customers)::int as customers,
    (select sum(total_minor) from orders)::bigint = (select sum(revenue_minor) from customer_metrics)::bigint as agrees,
    (select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'staging')::int as staging`);
  expect(row).toMatchObject({ orders: 20_000, customers: people, agrees: true, staging: 0 });
}, 120_000);
