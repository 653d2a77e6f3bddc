import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { upsertCustomers } from "@/server/domain/customers";
import {
  advanceExport,
  cancelExport,
  createExport,
  createExportSchedule,
  createFileSource,
  describeExport,
  downloadExport,
  getExport,
  startDueExports,
  streamExport,
  sweepExports,
} from "@/server/domain/integrations";
import { usualPatterns } from "@/server/domain/integrations/file-sources/model";
import { upsertCategories, upsertOrders } from "@/server/domain/orders";
import { manualClock } from "@/server/platform/clock";
import { env } from "@/server/platform/env";
import { asRole, asSystem, ensureTestUser } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";

const dataDir = scratchDataDir();
const { db } = await testDatabase();
await ensureTestUser(db);
const clock = manualClock(new Date("2026-06-01T12:00:00Z"));
const ctx = { ...asSystem(db, clock), db };
const folder = mkdtempSync(path.join(tmpdir(), "carillon-out-"));
env.FILES_FOLDER = folder;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const people = 12_000;
for (let from = 0; from < people; from += 4_000)
  await db.transaction((tx) =>
    upsertCustomers(
      tx,
      Array.from({ length: 4_000 }, (_, i) => ({
        externalId: `C${from + i}`,
        city: i % 2 === 0 ? "Perm" : '=HYPERLINK("x")',
        phone: `+7916${String(1_000_000 + from + i)}`,
      })),
      { via: "api", now: clock.now() },
    ),
  );
await db.transaction((tx) =>
  upsertOrders(
    tx,
    [
      {
        externalId: "O1",
        customer: { externalId: "C1" },
        occurredAt: "2026-05-01",
        total: "10.50",
        lines: [],
      },
    ],
    { via: "api", now: clock.now() },
  ),
);
const all = async (content: AsyncIterable<Uint8Array>) => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
};
const what = { isRaw: false, hasMark: false, isPacked: false, filters: {}, columns: [] };
const files = () =>
  readdirSync(path.join(dataDir, "files"), { recursive: true }).filter(
    (one) => path.basename(String(one)).length === 43,
  ).length;

describe("an export", () => {
  it("is written piece by piece, whatever ends its worker, and holds every row once", async () => {
    const made = await createExport(ctx, {
      ...what,
      list: "customers",
      columns: ["external_id", "city", "phone"],
      isPacked: true,
    });
    let steps = 0;
    // Each step ends as soon as it has a page, and every step is asked for twice at once.
    for (;;) {
      const [{ done }] = await Promise.all([
        advanceExport(ctx, made.id, -1),
        advanceExport(ctx, made.id, -1),
      ]);
      steps++;
      if (done) break;
      expect(steps).toBeLessThan(20);
    }
    expect(steps).toBeGreaterThan(2);
    const view = await getExport(ctx, { id: made.id });
    expect(view).toMatchObject({
      status: "succeeded",
      rows: { done: people, total: people },
      canDownload: true,
    });
    const file = await downloadExport(ctx, made.id);
    const lines = gunzipSync(await all(file.content))
      .toString("utf8")
      .trimEnd()
      .split("\r\n");
    expect(lines).toHaveLength(people + 1);
    expect(new Set(lines).size).toBe(people + 1);
    expect(lines[0]).toBe('"external_id","city","phone"');
    expect(lines[2]).toMatch(/^"C1","'=HYPERLINK\(""x""\)","\+7916/);
    const audits = await db.execute<{ n: number }>(
      sql`select count(*)::int as n from audit_log where subject_type = 'export'`,
    );
    expect(audits[0]?.n).toBe(2);
    const before = files();
    clock.advance(8 * 86_400_000);
    await sweepExports(ctx);
    expect(files()).toBeLessThan(before);
    await expect(downloadExport(ctx, made.id)).rejects.toThrow("has expired");
  });

  it("keeps to the list's filters, and streams a small one at once", async () => {
    const filters = { where: [{ field: "external_id", op: "is", value: "C7" }] };
    expect(await describeExport(ctx, { ...what, list: "customers", filters })).toMatchObject({
      rows: 1,
      isSmall: true,
    });
    const stream = await streamExport(ctx, {
      ...what,
      list: "customers",
      filters,
      columns: ["external_id"],
      hasMark: true,
    });
    expect((await all(stream.content)).toString("utf8")).toBe('\ufeff"external_id"\r\n"C7"\r\n');
    const orders = await streamExport(ctx, { ...what, list: "orders", columns: ["external_id", "total"] });
    expect((await all(orders.content)).toString("utf8")).toBe('"external_id","total"\r\n"O1","10.5"\r\n');
    for (const list of ["receipts", "products", "categories", "stores", "events", "messages", "rejects"])
      expect((await all((await streamExport(ctx, { ...what, list })).content)).toString("utf8")).toContain(
        '"',
      );
  });

  it("names a category's parent as an import would", async () => {
    await db.transaction((tx) =>
      upsertCategories(
        tx,
        [
          { externalId: "K1", name: "Drinks" },
          { externalId: "K2", name: "Tea", parent: "K1" },
        ],
        { now: clock.now() },
      ),
    );
    const { content } = await streamExport(ctx, {
      ...what,
      list: "categories",
      columns: ["external_id", "parent"],
    });
    expect((await all(content)).toString("utf8")).toContain('"K2","K1"');
  });

  it("refuses what is unknown or not allowed, naming it", async () => {
    await expect(createExport(ctx, { ...what, list: "nothing" })).rejects.toThrow("list: use one of");
    await expect(createExport(ctx, { ...what, list: "orders", columns: ["salary"] })).rejects.toThrow(
      "salary",
    );
    await expect(createExport(asRole(db, "marketer", clock), { ...what, list: "customers" })).rejects.toThrow(
      "customers:export",
    );
    await expect(downloadExport(asRole(db, "operator", clock), "x")).rejects.toThrow("customers:export");
  });

  it("stops when it is told to, and leaves no file", async () => {
    const before = files();
    const made = await createExport(ctx, { ...what, list: "customers" });
    await advanceExport(ctx, made.id, -1);
    await cancelExport(ctx, { id: made.id });
    expect(await advanceExport(ctx, made.id, -1)).toEqual({ done: true });
    expect(await getExport(ctx, { id: made.id })).toMatchObject({ status: "cancelled", canDownload: false });
    expect(files()).toBe(before);
  });

  it("is delivered to a folder on its schedule", async () => {
    const source = await createFileSource(ctx, {
      name: "Out",
      connection: { kind: "folder", folder: "" },
      patterns: usualPatterns,
    });
    await createExportSchedule(ctx, {
      ...what,
      name: "Nightly",
      list: "orders",
      sourceId: source.id,
      folder: "out",
      everyMinutes: 60,
    });
    clock.advance(1_000);
    expect(await startDueExports(ctx)).toBe(1);
    expect(await startDueExports(ctx)).toBe(0);
    const [made] = await db.execute<{ id: string }>(
      sql`select id from exports where schedule_id is not null`,
    );
    while (!(await advanceExport(ctx, made?.id ?? "", 1_000)).done);
    const [name] = readdirSync(path.join(folder, "out"));
    expect(name).toMatch(/^orders_\d{8}_\d{6}\.csv$/);
    expect(readFileSync(path.join(folder, "out", name ?? ""), "utf8")).toContain('"O1"');
    clock.advance(3_600_000);
    expect(await startDueExports(ctx)).toBe(1);
  });
});
