import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { sql } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import {
  advanceImport,
  advanceSource,
  createFileSource,
  getFileSource,
  listSourceFiles,
  lookAtSource,
  retrySourceFile,
  testFileSource,
  updateFileSource,
} from "@/server/domain/integrations";
import { usualPatterns } from "@/server/domain/integrations/file-sources/model";
import { env } from "@/server/platform/env";
import { asSystem } from "@/tests/support/actors";
import { scratchDataDir } from "@/tests/support/data-dir";
import { testDatabase } from "@/tests/support/database";
import { startSftp } from "@/tests/support/sftp-server";

env.ALLOW_PRIVATE_NETWORK = "127.0.0.1";
scratchDataDir();
const { db } = await testDatabase();
const ctx = { ...asSystem(db), db };
const folder = mkdtempSync(path.join(tmpdir(), "carillon-place-"));
env.FILES_FOLDER = folder;
const sftp = await startSftp({ folder, user: "shop", password: "right" });
afterAll(async () => {
  await sftp.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  for (const name of readdirSync(folder)) rmSync(path.join(folder, name), { recursive: true, force: true });
  await db.execute(
    sql`truncate customers, customer_identities, customer_metrics, orders, record_keys, categories, products, file_sources, imports, outbox cascade`,
  );
});

/** An hour old, so that it is no longer being written. */
function put(name: string, content: string | Buffer, ageMs = 3_600_000) {
  writeFileSync(path.join(folder, name), content);
  const at = new Date(Date.now() - ageMs);
  utimesSync(path.join(folder, name), at, at);
}
const base = {
  name: "Shop",
  patterns: usualPatterns,
  everyMinutes: 15,
  afterImport: "archive" as const,
  writesRejects: true,
};
const bySftp = (password = "right") => ({
  ...base,
  connection: { kind: "sftp" as const, host: "127.0.0.1", port: sftp.port, username: "shop", folder: "/" },
  secret: { password },
});
const byFolder = (name = "") => ({ ...base, connection: { kind: "folder" as const, folder: name } });

/** Looks, and does everything there is to do. */
async function run(id: string) {
  await lookAtSource(ctx, id);
  for (let i = 0; i < 200; i++) {
    const { next } = await advanceSource(ctx, id);
    if (next === "done") break;
    if (next === "wait") {
      const open = await db.execute<{ id: string }>(
        sql`select id from imports where status in ('queued', 'running')`,
      );
      for (const one of open) while (!(await advanceImport(ctx, one.id, 5_000)).done);
    }
  }
  const { items } = await listSourceFiles(ctx, { id });
  return Object.fromEntries(items.map((one) => [one.name, one.state]));
}
const count = async (table: string) =>
  (await db.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)}`))[0]?.n;

describe("an SFTP server", () => {
  it("loads what is there in the order of loading, puts it aside, writes rejects, and takes nothing twice", async () => {
    put("orders_20260102.csv", "order id;customer id;date;total\nO1;C1;2026-01-02;10\n");
    put("clients_20260101.csv.gz", gzipSync("id,email\nC1,c1@shop.example\nC2,broken\n"));
    put("product_items_20260101.csv", "id,name,category\nP1,Tea,K1\n");
    put("product_cat_20260101.csv", "id,name\nK1,Drinks\n");
    put("bonuses_20260101.csv", "client,active\nC1,5\n");
    put("readme.txt", "hello");
    put("clients_20260109.csv.tmp", "id\nC9\n");
    const { id, ...view } = await createFileSource(ctx, bySftp());
    expect(JSON.stringify(view)).not.toContain("right");
    expect(await run(id)).toEqual({
      "product_cat_20260101.csv": "loaded",
      "product_items_20260101.csv": "loaded",
      "clients_20260101.csv.gz": "loaded",
      "orders_20260102.csv": "loaded",
      "bonuses_20260101.csv": "unsupported",
      "readme.txt": "unmatched",
    });
    const order = await db.execute<{ entity: string }>(
      sql`select entity from imports order by created_at, id`,
    );
    expect(order.map((one) => one.entity)).toEqual(["categories", "products", "customers", "orders"]);
    expect(readdirSync(path.join(folder, "archive")).sort()).toHaveLength(4);
    expect(readFileSync(path.join(folder, "rejects", "clients_20260101.csv.rejects.csv"), "utf8")).toContain(
      "invalid_email",
    );
    expect(await count("customers")).toBe(1);
    const again = await getFileSource(ctx, { id });
    expect(again.hostKey).toMatch(/^SHA256:/);
    expect(again.lastResult).toMatchObject({ found: 6, unmatched: 2 });
    await run(id);
    expect(await count("imports")).toBe(4);
    // The same content under the same name comes again.
    put("clients_20260101.csv.gz", gzipSync("id,email\nC1,c1@shop.example\nC2,broken\n"), 7_200_000);
    await run(id);
    expect(await count("imports")).toBe(4);
  });

  it("says in words what is wrong with the connection, and refuses another key", async () => {
    const wrong = testFileSource(ctx, { ...bySftp("wrong") });
    await expect(wrong).rejects.toThrow("does not let shop in");
    const nowhere = { ...bySftp().connection, port: 1 };
    await expect(testFileSource(ctx, { connection: nowhere, secret: { password: "x" } })).rejects.toThrow(
      "does not answer",
    );
    const inside = { ...bySftp().connection, host: "10.0.0.1" };
    await expect(createFileSource(ctx, { ...bySftp(), connection: inside })).rejects.toThrow(
      "does not connect there",
    );
    const missing = { ...bySftp().connection, folder: "/nothing" };
    await expect(testFileSource(ctx, { ...bySftp(), connection: missing })).rejects.toThrow("is not there");
    const test = await testFileSource(ctx, bySftp());
    const { id } = await createFileSource(ctx, { ...bySftp(), hostKey: `${test.hostKey?.slice(0, -3)}abc` });
    put("clients_1.csv", "id\nC1\n");
    expect(await run(id)).toEqual({});
    expect((await getFileSource(ctx, { id })).error).toContain("shows another key");
    // The secret is not lent to another server.
    const moved = { ...bySftp().connection, host: "localhost" };
    await expect(updateFileSource(ctx, { ...base, id, connection: moved })).rejects.toThrow(
      "Give the password",
    );
  });

  it("shows which files fit which pattern before anything is saved", async () => {
    put("clients_1.csv", "id\nC1\n");
    put("events_1.csv", "id\n1\n");
    put("other.csv", "id\n1\n");
    const { files, total } = await testFileSource(ctx, { ...bySftp(), patterns: usualPatterns });
    expect(total).toBe(3);
    expect(files.map(({ name, pattern, isLoadable }) => [name, pattern, isLoadable])).toEqual([
      ["clients_1.csv", "clients*.csv*", true],
      ["events_1.csv", "events*.csv*", false],
      ["other.csv", null, false],
    ]);
  });
});

describe("a folder of this machine", () => {
  it("stays inside the shared folder, whatever is asked", async () => {
    mkdirSync(path.join(folder, "in"));
    symlinkSync("/etc", path.join(folder, "out"));
    symlinkSync("/etc/passwd", path.join(folder, "in", "clients_1.csv"));
    for (const name of ["..", "../x", "in/../..", "/etc"])
      await expect(testFileSource(ctx, { connection: { kind: "folder", folder: name } })).rejects.toThrow();
    await expect(testFileSource(ctx, { connection: { kind: "folder", folder: "out" } })).rejects.toThrow(
      "leads out",
    );
    const { files } = await testFileSource(ctx, { connection: { kind: "folder", folder: "in" } });
    expect(files).toEqual([]);
  });

  it("waits for a file that grows, and takes it when it is still the same", async () => {
    const { id } = await createFileSource(ctx, byFolder());
    put("clients_1.csv", "id\nC1\n", 0);
    expect(await run(id)).toEqual({ "clients_1.csv": "growing" });
    put("clients_1.csv", "id\nC1\nC2\n", 0);
    expect(await run(id)).toEqual({ "clients_1.csv": "growing" });
    await db.execute(sql`update source_files set seen_at = seen_at - interval '20 seconds'`);
    expect(await run(id)).toEqual({ "clients_1.csv": "loaded" });
    expect(await count("customers")).toBe(2);
  });

  it("refuses bombs and nonsense, tells why, and goes on with the next file", async () => {
    put("clients_a.csv.gz", gzipSync(Buffer.alloc(300 * 1024 * 1024, "a,b\n")));
    put("clients_b.csv", "colour,shape\nred,round\n");
    put("clients_c.csv", Array.from({ length: 600 }, (_, i) => `c${i}`).join(","));
    put("clients_d.csv", "id\nC1\n");
    const { id } = await createFileSource(ctx, { ...byFolder(), afterImport: "keep" });
    const before = process.memoryUsage().rss;
    const from = performance.now();
    expect(await run(id)).toEqual({
      "clients_a.csv.gz": "failed",
      "clients_b.csv": "failed",
      "clients_c.csv": "failed",
      "clients_d.csv": "loaded",
    });
    expect(performance.now() - from).toBeLessThan(10_000);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
    const { items } = await listSourceFiles(ctx, { id });
    const reasons = Object.fromEntries(items.map((one) => [one.name, one.reason]));
    expect(reasons["clients_a.csv.gz"]).toContain("unpacks to more than");
    expect(reasons["clients_b.csv"]).toContain("No column is known by its name");
    expect(reasons["clients_c.csv"]).toContain("columns");
    expect(readdirSync(folder)).toContain("clients_d.csv");
    expect(await run(id)).toMatchObject({ "clients_d.csv": "loaded" });
    expect(await count("imports")).toBe(1);
    // Corrected by hand, the failed one is asked for again.
    const failed = items.find((one) => one.name === "clients_b.csv");
    await retrySourceFile(ctx, { id, fileId: failed?.id ?? 0 });
    expect(await run(id)).toMatchObject({ "clients_b.csv": "failed" });
  }, 30_000);
});

describe("a bucket", () => {
  it("is read under its prefix and put aside below it", async () => {
    const { default: S3rver } = await import("s3rver");
    const data = mkdtempSync(path.join(tmpdir(), "carillon-s3-"));
    const server = new S3rver({ port: 0, address: "127.0.0.1", silent: true, directory: data });
    const { port } = await server.run();
    const endpoint = `http://127.0.0.1:${port}`;
    const client = new S3Client({
      endpoint,
      region: "us-east-1",
      forcePathStyle: true,
      credentials: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    try {
      const Bucket = "shop";
      await client.send(new CreateBucketCommand({ Bucket }));
      const lines = Array.from({ length: 3 }, (_, i) => `C${i},c${i}@shop.example`).join("\n");
      await client.send(
        new PutObjectCommand({ Bucket, Key: "in/clients_1.csv", Body: `id,email\n${lines}\nbad,nothing\n` }),
      );
      const input = {
        ...base,
        connection: { kind: "s3" as const, endpoint, bucket: Bucket, prefix: "in", isPathStyle: true },
        secret: { accessKeyId: "S3RVER", secretAccessKey: "S3RVER" },
      };
      await expect(
        testFileSource(ctx, { ...input, connection: { ...input.connection, bucket: "other" } }),
      ).rejects.toThrow("There is no bucket");
      const { id } = await createFileSource(ctx, input);
      expect(await run(id)).toEqual({ "clients_1.csv": "loaded" });
      expect(await count("customers")).toBe(3);
      const { Contents } = await client.send(new ListObjectsV2Command({ Bucket }));
      expect(Contents?.map((one) => one.Key).sort()).toEqual([
        "in/archive/clients_1.csv",
        "in/rejects/clients_1.csv.rejects.csv",
      ]);
      const rejects = await client.send(
        new GetObjectCommand({ Bucket, Key: "in/rejects/clients_1.csv.rejects.csv" }),
      );
      expect(await rejects.Body?.transformToString()).toContain("bad");
    } finally {
      client.destroy();
      await server.close();
      rmSync(data, { recursive: true, force: true });
    }
  });
});
