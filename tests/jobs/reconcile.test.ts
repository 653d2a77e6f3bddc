import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { type RunningEngine, startEngine } from "@/server/engine";
import { inngest, jobContext, provideJobEnvironment } from "@/server/jobs/client";
import { addReconciler, reconcile } from "@/server/jobs/reconcile";
import { saveAnnouncements } from "@/server/kernel/command";
import { type RunningRelay, startOutboxRelay } from "@/server/kernel/outbox";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "../support/database";
import { loseEngineState } from "../support/lose-engine-state";

const { db, url } = await testDatabase();
let engine: RunningEngine;
let relay: RunningRelay;

/** A domain in small: what is open stands in its own table, and each piece of work is done at most once. */
const work = inngest.createFunction(
  { id: "fake.work", triggers: [{ event: "fake/work.ready" }] },
  async ({ event, step }) => {
    await step.sleep("nap", "3s");
    await step.run("do", async () => {
      const { db: pool } = jobContext("fake.work");
      await pool.execute(
        sql`update fake_work set done = done + 1 where id = ${Number(event.data.id)} and done = 0`,
      );
    });
  },
);

addReconciler({
  name: "fake.open-work",
  run: async (ctx) => {
    const open = await ctx.db.execute<{ id: number }>(sql`select id from fake_work where done = 0`);
    await ctx.db.transaction((tx) =>
      saveAnnouncements(
        tx,
        open.map(({ id }) => ({ name: "fake/work.ready", data: { id } })),
      ),
    );
    return open.length;
  },
});
addReconciler({ name: "fake.broken", run: () => Promise.reject(new Error("this domain is broken")) });

beforeAll(async () => {
  await db.execute(sql`create table fake_work (id int primary key, done int not null default 0)`);
  provideJobEnvironment({ db, clock: systemClock, log: logger });
  const functions = [reconcile, work];
  engine = await startEngine({
    db,
    databaseUrl: url,
    client: inngest,
    functions,
    clock: systemClock,
    log: logger,
    backoffMs: () => 20,
  });
  relay = await startOutboxRelay(db, (events, tx) => engine.sendWithin(tx, events), logger);
});
afterAll(async () => {
  await relay.stop();
  await engine.stop(2000);
  provideJobEnvironment(undefined);
});

const done = async () =>
  (await db.execute<{ n: number }>(sql`select count(*) filter (where done = 1)::int as n from fake_work`))[0]
    ?.n;

it("rebuilds what an engine that lost everything had to do", async () => {
  await db.execute(sql`insert into fake_work (id) select generate_series(1, 20)`);
  await db.transaction((tx) =>
    saveAnnouncements(
      tx,
      Array.from({ length: 20 }, (_, at) => ({ name: "fake/work.ready", data: { id: at + 1 } })),
    ),
  );
  await vi.waitFor(async () => {
    const asleep = await db.execute(sql`select 1 from engine_steps where op = 'sleep'`);
    expect(asleep).toHaveLength(20);
  }, 10_000);
  await loseEngineState(db);
  await pause(3200);
  expect(await done()).toBe(0);

  await engine.send([{ name: "engine/started", data: {} }]);
  await vi.waitFor(async () => expect(await done()).toBe(20), { timeout: 10_000 });
  const report = await db.execute<{ output: unknown }>(
    sql`select output from engine_runs where function_id = 'carillon-engine.reconcile'`,
  );
  expect(report[0]?.output).toMatchObject({ found: { "fake.open-work": 20 }, failed: ["fake.broken"] });
});
