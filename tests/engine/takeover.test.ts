import { sql } from "drizzle-orm";
import { Inngest } from "inngest";
import { expect, it, vi } from "vitest";
import { startEngine } from "@/server/engine";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
const client = new Inngest({ id: "takeover", isDev: false, checkpointing: false, logger });
const start = (functions: Parameters<typeof startEngine>[0]["functions"], signingKey = "signkey-test-aa") =>
  startEngine({
    db,
    databaseUrl: url,
    client,
    functions,
    clock: systemClock,
    log: logger,
    backoffMs: () => 20,
    signingKey,
  });

it("refuses the answer of a call that was taken over meanwhile", async () => {
  let executions = 0;
  const slow = client.createFunction(
    { id: "slow", triggers: [{ event: "takeover/slow" }] },
    async ({ step }) => {
      return await step.run("work", async () => {
        executions += 1;
        // Somebody who took us for dead claims the run, as the next engine would.
        if (executions === 1) await db.execute(sql`update engine_runs set claim = gen_random_uuid()`);
        return executions;
      });
    },
  );
  const first = await start([slow]);
  await first.send([{ name: "takeover/slow", data: {} }]);
  await vi.waitFor(() => expect(executions).toBe(1));
  await first.stop(2000);
  expect(await db.execute(sql`select 1 from engine_steps`)).toHaveLength(0);

  const second = await start([slow]);
  await second.idle();
  await second.stop(2000);
  expect(executions).toBe(2);
  expect(await db.execute(sql`select state, output from engine_runs`)).toEqual([
    { state: "completed", output: 2 },
  ]);
});

it("lets only one engine work at a time, and the next one as soon as that one ends", async () => {
  let executions = 0;
  const count = client.createFunction({ id: "count", triggers: [{ event: "takeover/count" }] }, () => {
    executions += 1;
  });
  const first = await start([count]);
  const second = await start([count]);
  await first.send(Array.from({ length: 20 }, () => ({ name: "takeover/count", data: {} })));
  await first.idle();
  expect(executions).toBe(20);
  const holders = await db.execute(sql`select 1 from pg_locks where locktype = 'advisory' and granted
    and database = (select oid from pg_database where datname = current_database())`);
  expect(holders).toHaveLength(1);
  await first.stop(2000);
  await second.send([{ name: "takeover/count", data: {} }]);
  await vi.waitFor(() => expect(executions).toBe(21), { timeout: 5000 });
  await second.stop(2000);
});

it("ends the run of a function that is no longer there, with a reason", async () => {
  const old = client.createFunction(
    { id: "old", triggers: [{ event: "takeover/old" }] },
    async ({ step }) => {
      await step.sleep("nap", "1s");
    },
  );
  const before = await start([old]);
  await before.send([{ name: "takeover/old", data: {} }]);
  await before.idle();
  await before.stop(2000);
  const after = await start([
    client.createFunction({ id: "new", triggers: [{ event: "takeover/new" }] }, () => null),
  ]);
  await vi.waitFor(
    async () => {
      const rows = await db.execute(
        sql`select state, error ->> 'name' as name from engine_runs where function_id = 'takeover-old'`,
      );
      expect(rows).toEqual([{ state: "failed", name: "UnknownFunction" }]);
    },
    { timeout: 5000 },
  );
  await after.stop(2000);
});
