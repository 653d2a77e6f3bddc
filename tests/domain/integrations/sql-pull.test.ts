import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";

vi.hoisted(() => vi.stubEnv("ALLOW_PRIVATE_NETWORK", "127.0.0.0/8, ::1"));

import {
  advanceImport,
  cancelImport,
  createSqlConnection,
  createSqlQuery,
  getImport,
  getSqlQuery,
  listRejects,
  listSqlSources,
  previewSqlQuery,
  restartSqlQuery,
  runSqlQuery,
  startDuePulls,
  testSqlConnection,
  updateSqlConnection,
} from "@/server/domain/integrations";
import type { SqlKind } from "@/server/domain/integrations/sql/model";
import { manualClock } from "@/server/platform/clock";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { hasMariadb, startMariadb } from "@/tests/support/sql-server";

const { db, url } = await testDatabase();
const clock = manualClock(new Date("2026-06-01T12:00:00Z"));
const ctx = { ...asRole(db, "administrator", clock), db };

interface Source {
  kind: SqlKind;
  host: string;
  port: number;
  database: string;
  reader: { username: string; password: string };
  writer: { username: string; password: string };
  run(text: string): Promise<unknown>;
  stop(): Promise<void>;
}

async function postgresSource(): Promise<Source> {
  const { hostname, port, username, password } = new URL(url);
  const admin = new pg.Client({ connectionString: `${inject("postgresUrl")}/postgres` });
  await admin.connect();
  const name = `shop_${Math.random().toString(36).slice(2)}`;
  await admin.query(`create database ${name}`);
  await admin.query(
    `do $$ begin create role pull_reader login password 'only reads'; exception when duplicate_object then null; end $$`,
  );
  const shop = new pg.Client({ connectionString: `${inject("postgresUrl")}/${name}` });
  await shop.connect();
  await shop.query("alter default privileges in schema public grant select on tables to pull_reader");
  return {
    kind: "postgres",
    host: hostname,
    port: Number(port),
    database: name,
    reader: { username: "pull_reader", password: "only reads" },
    writer: { username, password: decodeURIComponent(password) || "x" },
    run: (text) => shop.query(text),
    async stop() {
      await shop.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}
async function mariadbSource(): Promise<Source> {
  const server = await startMariadb();
  return {
    kind: "mysql",
    host: "127.0.0.1",
    port: server.port,
    database: "shop",
    reader: { username: "reader", password: "only reads" },
    writer: { username: "writer", password: "may write" },
    run: (text) => server.admin.query(text),
    stop: server.stop,
  };
}

const mapping = { id: "external_id", mail: "email", town: "city" };
const columns = ["id", "mail", "town", "changed"];

/** What is asked of every database. Skipped, and said to be, where the server is not installed. */
function pullSuite(name: string, isThere: boolean, open: () => Promise<Source>) {
  describe.skipIf(!isThere)(name, () => {
    let source: Source;
    let connectionId = "";
    beforeAll(async () => {
      source = await open();
      const made = await createSqlConnection(ctx, { ...target(), ...source.reader, name });
      connectionId = made.id;
    }, 60_000);
    afterAll(() => source?.stop());
    beforeEach(async () => {
      await db.execute(sql`truncate customers, customer_identities, sql_queries, imports cascade`);
      await source.run("drop table if exists people");
      await source.run(
        "create table people (id int primary key, mail varchar(200), town varchar(100), changed timestamp(6) null)",
      );
      if (source.kind === "postgres") await source.run("grant select on people to pull_reader");
    });
    const target = () => ({
      kind: source.kind,
      host: source.host,
      port: source.port,
      database: source.database,
      tls: "off" as const,
    });
    const fill = (from: number, to: number, changed: string) =>
      source.run(
        source.kind === "postgres"
          ? `insert into people select n, 'p' || n || '@shop.example', 'Kazan', ${changed} from generate_series(${from}, ${to}) n`
          : `insert into people select seq, concat('p', seq, '@shop.example'), 'Kazan', ${changed.replace(/\bn\b/g, "seq")} from seq_${from}_to_${to}`,
      );
    const at = (text: string) => `timestamp '${text}'`;
    /** Each row a second after the one before. */
    const stepping = (text: string) =>
      source.kind === "postgres"
        ? `${at(text)} + n * interval '1 second'`
        : `${at(text)} + interval n second`;
    const query = (changes: Partial<Parameters<typeof createSqlQuery>[1]> = {}) =>
      createSqlQuery(ctx, {
        connectionId,
        name: "People",
        entity: "customers",
        query: "select id, mail, town, changed from people",
        mapping,
        columns,
        mode: "incremental",
        keyColumn: "changed",
        keyKind: "date",
        packRows: 1000,
        schedule: { kind: "manual" },
        ...changes,
      });
    async function pull(id: string, dryRun = false) {
      const { id: importId } = await runSqlQuery(ctx, { id, dryRun });
      for (let round = 0; round < 50; round++) if ((await advanceImport(ctx, importId, 10_000)).done) break;
      return await getImport(ctx, { id: importId });
    }
    const people = async () =>
      (await db.execute<{ n: number }>(sql`select count(*)::int as n from customers`))[0]?.n ?? 0;

    test("the test of a connection names the server and the account that may write", async () => {
      expect(await testSqlConnection(ctx, { ...target(), ...source.reader, name })).toMatchObject({
        version: expect.stringMatching(/PostgreSQL|MariaDB/),
        mayWrite: false,
      });
      expect((await testSqlConnection(ctx, { ...target(), ...source.writer, name })).mayWrite).toBe(true);
      await expect(
        testSqlConnection(ctx, { ...target(), ...source.reader, password: "wrong one", name }),
      ).rejects.toMatchObject({ code: "invalid", message: expect.not.stringContaining("wrong one") });
    });

    test("a password is kept sealed, never read back, and not lent to another server", async () => {
      expect(JSON.stringify(await listSqlSources(ctx, {}))).not.toContain(source.reader.password);
      await expect(
        testSqlConnection(ctx, {
          ...target(),
          port: 1,
          username: source.reader.username,
          id: connectionId,
          name,
        }),
      ).rejects.toThrow("password");
      const elsewhere = {
        ...target(),
        host: "db.example",
        username: source.reader.username,
        id: connectionId,
        name,
      };
      await expect(updateSqlConnection(ctx, elsewhere)).rejects.toThrow("password");
    });

    test("a preview shows the first rows, suggests the mapping and finds keys", async () => {
      await fill(1, 30, at("2026-01-01 10:00:00.123456"));
      const seen = await previewSqlQuery(ctx, {
        connectionId,
        entity: "customers",
        query: "select * from people;",
      });
      expect(seen.rows).toHaveLength(20);
      expect(seen.mapping).toMatchObject({ mail: "email" });
      expect(seen.columns.map((one) => [one.name, one.keyKind])).toEqual([
        ["id", "number"],
        ["mail", null],
        ["town", null],
        ["changed", "date"],
      ]);
    });

    test("nothing but one SELECT passes, and what slips past the text meets a read-only session", async () => {
      await source.run("create table if not exists canary (n int)");
      const preview = (text: string) =>
        previewSqlQuery(ctx, { connectionId, entity: "customers", query: text });
      for (const text of [
        "delete from people",
        "select 1; delete from people",
        "select 1) q; drop table canary; select * from (select 1",
        "select 'a' -- \n; drop table canary",
        "insert into canary values (1)",
      ])
        await expect(preview(text), text).rejects.toMatchObject({ code: "invalid" });
      if (source.kind === "postgres") {
        // With an account that may write, from inside a SELECT.
        const { id } = await createSqlConnection(ctx, { ...target(), ...source.writer, name: "writer" });
        for (const text of [
          "with gone as (delete from people returning *) select * from gone",
          "select set_config('transaction_read_only', 'off', true), lo_creat(-1)",
          "select lo_creat(-1)",
        ])
          await expect(
            previewSqlQuery(ctx, { connectionId: id, entity: "customers", query: text }),
            text,
          ).rejects.toMatchObject({ code: "invalid" });
      }
      await source.run("select * from canary");
    });

    test("only what is new is read, and nothing is lost or doubled among rows of one date", async () => {
      await fill(1, 1500, at("2026-01-01 10:00:00.000001"));
      await fill(1501, 2600, stepping("2026-01-02 10:00:00"));
      const { id } = await query(source.kind === "postgres" ? {} : {});
      const first = await pull(id);
      expect(first).toMatchObject({ status: "succeeded", rows: { total: 2600, created: 2600, rejected: 0 } });
      expect(await pull(id)).toMatchObject({ status: "succeeded", rows: { total: 0 } });

      // More rows of the very last date, after it was read.
      await source.run(
        "insert into people select 9001, 'late@shop.example', 'Perm', max(changed) from people",
      );
      await source.run(
        "insert into people select 9002, 'later@shop.example', 'Perm', max(changed) from people",
      );
      expect(await pull(id)).toMatchObject({ rows: { total: 2, created: 2 } });
      expect(await pull(id)).toMatchObject({ rows: { total: 0 } });
      await source.run("update people set town = 'Omsk' where id = 9001");
      expect(await pull(id)).toMatchObject({ rows: { total: 1, updated: 1 } });
      expect(await people()).toBe(2602);

      await restartSqlQuery(ctx, { id });
      expect(await pull(id)).toMatchObject({ rows: { total: 2602, created: 0, unchanged: 2602 } });
    });

    test("by a growing id", async () => {
      await fill(1, 2500, "null");
      const { id } = await query({ keyColumn: "id", keyKind: "number" });
      expect(await pull(id)).toMatchObject({ rows: { total: 2500, created: 2500 } });
      expect((await getSqlQuery(ctx, { id })).position).toBe("2500");
      await fill(2501, 2510, "null");
      expect(await pull(id)).toMatchObject({ rows: { total: 10, created: 10 } });
    });

    test("up to 20,000 rows may share a date; one more is refused in words", async () => {
      await fill(1, 20_000, at("2026-01-01 10:00:00"));
      const { id } = await query();
      const full = await pull(id, true);
      expect(full).toMatchObject({ status: "succeeded", rows: { created: 20_000 } });
      await fill(20_001, 20_001, at("2026-01-01 10:00:00"));
      const refused = await pull(id);
      expect(refused.status).toBe("failed");
      expect(refused.error).toMatch(/More than 20000 rows share one value of changed \(2026-01-01/);
      expect(await people()).toBe(0);
    }, 60_000);

    test("a dry run counts and leaves nothing; rejects tell their rows", async () => {
      await fill(1, 10, at("2026-01-01 10:00:00"));
      await source.run("update people set mail = 'no address' where id = 3");
      const { id } = await query();
      const tried = await pull(id, true);
      expect(tried).toMatchObject({ dryRun: true, rows: { created: 9, rejected: 1 } });
      expect(await people()).toBe(0);
      expect((await getSqlQuery(ctx, { id })).position).toBeNull();
      const real = await pull(id);
      expect((await listRejects(ctx, { id: real.id })).items[0]).toMatchObject({
        field: "email",
        raw: ["3", "no address", "Kazan", expect.stringMatching(/^2026-01-01 10:00:00(\.0+Z)?$/)],
      });
    });

    test("the position moves with the rows: what is taken back is read again", async () => {
      await fill(1, 3000, stepping("2026-01-01 10:00:00"));
      const { id } = await query();
      const { id: importId } = await runSqlQuery(ctx, { id });
      // The second pack dies at its very end, after its rows and the position were written.
      await db.execute(sql`create function fail_once() returns trigger language plpgsql as $$
        begin if new.rows_done > 1500 then raise exception 'power cut'; end if; return new; end $$`);
      await db.execute(
        sql`create trigger cut before update on imports for each row execute function fail_once()`,
      );
      await expect(advanceImport(ctx, importId, 10_000)).rejects.toThrow();
      const half = await people();
      expect(half).toBeGreaterThan(0);
      expect(half).toBeLessThan(1500);
      expect((await getImport(ctx, { id: importId })).rows.done).toBe(half);
      await db.execute(sql`drop trigger cut on imports`);
      await db.execute(sql`drop function fail_once`);
      expect((await advanceImport(ctx, importId, 10_000)).done).toBe(true);
      expect(await getImport(ctx, { id: importId })).toMatchObject({
        status: "succeeded",
        rows: { total: 3000, created: 3000 },
      });
    });

    test("cancelled between packs; the next run goes on from there", async () => {
      await fill(1, 3000, stepping("2026-01-01 10:00:00"));
      const { id } = await query();
      const { id: importId } = await runSqlQuery(ctx, { id });
      await advanceImport(ctx, importId, -1);
      await cancelImport(ctx, { id: importId });
      await advanceImport(ctx, importId, 10_000);
      const cancelled = await getImport(ctx, { id: importId });
      expect(cancelled).toMatchObject({ status: "cancelled" });
      expect(cancelled.rows.done).toBeGreaterThan(0);
      expect((await pull(id)).rows.total).toBe(3000 - cancelled.rows.done);
      expect(await people()).toBe(3000);
    });

    test("a column that went away and a server that is away are told in words", async () => {
      await fill(1, 1, at("2026-01-01 10:00:00"));
      const { id } = await query({
        columns: [...columns, "gone"],
        mapping: { ...mapping, gone: "last_name" },
      });
      expect(await pull(id)).toMatchObject({ status: "failed", error: expect.stringContaining('"gone"') });
    });

    test("a schedule starts what is due, once, and not while it runs", async () => {
      await fill(1, 5, at("2026-01-01 10:00:00"));
      const { id } = await query({ schedule: { kind: "every", minutes: 15 } });
      expect(await startDuePulls(ctx)).toBe(0);
      clock.advance(15 * 60_000);
      expect(await startDuePulls(ctx)).toBe(1);
      clock.advance(15 * 60_000);
      expect(await startDuePulls(ctx)).toBe(0);
      const [run] = (await getSqlQuery(ctx, { id })).runs;
      while (!(await advanceImport(ctx, run?.id ?? "", 10_000)).done);
      clock.advance(15 * 60_000);
      expect(await startDuePulls(ctx)).toBe(1);
    });
  });
}

pullSuite("PostgreSQL", true, postgresSource);
pullSuite("MariaDB", hasMariadb, mariadbSource);
