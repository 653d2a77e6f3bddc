import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  advanceImport,
  getImport,
  type ImportView,
  receiveImport,
  requeueStalledImports,
} from "@/server/domain/integrations";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

scratchDataDir();
const { db } = await testDatabase();
const ctx = { ...asSystem(db), db };
const packed = readFileSync("tests/fixtures/cdnow.txt.gz");
const rawMapping = {
  customer_id: "customer.external_id",
  date: "occurred_at",
  dollar_value: "total",
  number_of_cds: "attributes.cds",
};
const csvMapping = {
  order: "external_id",
  customer: "customer.external_id",
  date: "occurred_at",
  total: "total",
};

/** The same purchases as a shop would export them: with ids, commas and a header. */
const csv = () => {
  const lines = gunzipSync(packed).toString("latin1").trimEnd().split("\n").slice(1);
  const rows = lines.map((line, i) => {
    const [customer, date = "", , total] = line.trim().split(/\s+/);
    return `${i + 1},${customer},${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)},${total}`;
  });
  return ["order,customer,date,total", ...rows];
};

/** Its beginning, where the whole would only take longer. */
const beginning = gunzipSync(packed).toString("latin1").split("\n").slice(0, 15_001).join("\n");
const inBeginning = {
  orders: 15_000,
  customers: new Set(
    beginning
      .split("\n")
      .slice(1)
      .map((line) => line.trim().split(/\s+/)[0]),
  ).size,
};

async function* once(bytes: Uint8Array) {
  for (let at = 0; at < bytes.byteLength; at += 65_536) yield bytes.subarray(at, at + 65_536);
}
const start = (bytes: Uint8Array | string, mapping: Record<string, string>, dryRun = false) =>
  receiveImport(ctx, {
    fileName: "cdnow.txt",
    source: once(typeof bytes === "string" ? Buffer.from(bytes) : bytes),
    rest: async () => ({ entity: "orders", start: { mapping, dryRun } }),
  });
async function finish(started: ImportView): Promise<ImportView> {
  while (!(await advanceImport(ctx, started.id, 10_000)).done);
  return getImport(ctx, { id: started.id });
}
const counts = async () => {
  const [row] = await db.execute<{ customers: number; orders: number; revenue: number; metrics: number }>(sql`
    select (select count(*) from customers)::int as customers, (select count(*) from orders)::int as orders,
      (select sum(total_minor) from orders)::bigint as revenue, (select sum(revenue_minor) from customer_metrics)::bigint as metrics`);
  return { ...row };
};
const wipe = () =>
  db.execute(
    sql`truncate customers, customer_identities, customer_metrics, orders, order_lines, record_keys, dirty_customers, outbox`,
  );
const exactly = { customers: 23_570, orders: 69_659 };

describe("the CDNOW history", () => {
  it("says in a dry run what would happen, and does nothing", async () => {
    const done = await finish(await start(beginning, rawMapping, true));
    expect(done).toMatchObject({
      status: "succeeded",
      rows: { total: inBeginning.orders, created: inBeginning.orders, rejected: 0 },
      customersCreated: inBeginning.customers,
    });
    expect(await counts()).toMatchObject({ customers: 0, orders: 0 });
  }, 60_000);

  it("loads the raw file exactly, and the same file again changes nothing", async () => {
    const done = await finish(await start(packed, rawMapping));
    expect(done).toMatchObject({
      status: "succeeded",
      rows: { total: 69_659, done: 69_659, created: 69_659, updated: 0, unchanged: 0, rejected: 0 },
      customersCreated: 23_570,
    });
    expect(await counts()).toMatchObject({ ...exactly, revenue: (await counts()).metrics });
    const again = await finish(await start(packed, rawMapping));
    expect(again).toMatchObject({
      status: "succeeded",
      rows: { created: 0, updated: 0, unchanged: 69_659, rejected: 0 },
      customersCreated: 0,
    });
    expect(await counts()).toMatchObject(exactly);
  }, 60_000);

  it("loads a CSV with order ids, rejects its broken rows with reasons, and repairs by the file as it should be", async () => {
    await wipe();
    const whole = csv();
    const isBroken = (i: number) => i > 0 && i % 100 === 0;
    const breakers = [
      (row: string) => row.replace(/\d{4}-\d\d-\d\d/, "1997-13-45"),
      (row: string) => row.replace(/[^,]+$/, "twelve"),
      (row: string) => row.replace(/^(\d+),[^,]*/, "$1,"),
      (row: string) => `"${row}`,
      (row: string) => `${row},surplus,cells`,
    ];
    const broken = whole.map((row, i) =>
      isBroken(i) ? (breakers[(i / 100) % breakers.length] ?? String)(row) : row,
    );
    const expected = whole.filter((_, i) => isBroken(i)).length;
    const done = await finish(await start(broken.join("\r\n"), csvMapping));
    expect(done).toMatchObject({
      status: "succeeded",
      rows: { total: 69_659, created: 69_659 - expected, rejected: expected },
    });
    const codes = await db.execute<{ code: string; n: number }>(
      sql`select code, count(*)::int as n from import_rejects where import_id = ${done.id} group by code order by code`,
    );
    expect(codes.map((one) => one.code)).toEqual([
      "invalid_date",
      "invalid_number",
      "required",
      "stray_quote",
      "too_many_cells",
      "unclosed_quote",
    ]);
    const repaired = await finish(await start(whole.join("\n"), csvMapping));
    expect(repaired.rows).toMatchObject({ created: expected, unchanged: 69_659 - expected, rejected: 0 });
    expect(await counts()).toMatchObject(exactly);
  }, 60_000);

  it("goes on after a stop in the middle, also when PostgreSQL emptied the staging table", async () => {
    await wipe();
    const started = await start(beginning, rawMapping);
    await advanceImport(ctx, started.id, 0);
    expect((await advanceImport(ctx, started.id, 0)).done).toBe(false);
    const half = await getImport(ctx, { id: started.id });
    expect(half.rows.done).toBeGreaterThan(0);
    expect(await counts()).toMatchObject({ orders: half.rows.done });
    await db.execute(sql.raw(`truncate staging.import_${started.id.replaceAll("-", "")}`));
    const later = { ...ctx, clock: manualClock(new Date(Date.now() + 3_600_000)) };
    expect(await requeueStalledImports(later)).toBe(1);
    // Two workers at once take turns.
    await Promise.all([finish(started), finish(started)]);
    expect(await getImport(ctx, { id: started.id })).toMatchObject({
      status: "succeeded",
      rows: { created: inBeginning.orders, done: inBeginning.orders },
    });
    expect(await counts()).toMatchObject(inBeginning);
  }, 60_000);
});
