import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, expect, it } from "vitest";
import { testDatabase } from "../support/database";

const { db, url } = await testDatabase();
const runs = 200;
const kills = 8;

let worker: ChildProcess | undefined;
afterEach(() => {
  worker?.kill("SIGKILL");
});

async function startWorker(): Promise<ChildProcess> {
  const file = path.join(import.meta.dirname, "crash-worker.ts");
  const child = spawn(process.execPath, ["--import", "tsx", file, url], {
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  await Promise.race([
    once(child, "message"),
    once(child, "exit").then(() => Promise.reject(new Error("the worker did not start"))),
  ]);
  return child;
}

const count = async (query: ReturnType<typeof sql>) => (await db.execute<{ n: number }>(query))[0]?.n ?? -1;
const completed = () => count(sql`select count(*)::int as n from engine_runs where state = 'completed'`);

it("loses nothing and keeps every stored result, however often it is killed", {
  timeout: 120_000,
}, async () => {
  await db.execute(
    sql`create table crash_effects (id bigint generated always as identity, run int, step text, seen bigint, value bigint)`,
  );
  const announce = (first: number, last: number) =>
    db.execute(sql`insert into outbox (name, data, dedupe_key)
      select 'crash/begin', jsonb_build_object('run', n), 'run-' || n from generate_series(${first}::int, ${last}::int) n`);

  let midWork = 0;
  for (let kill = 0; kill < kills; kill++) {
    await announce((kill * runs) / kills + 1, ((kill + 1) * runs) / kills);
    worker = await startWorker();
    await pause(100 + ((kill * 379) % 800));
    worker.kill("SIGKILL");
    await once(worker, "exit");
    midWork += await count(sql`select count(*)::int as n from (
      select 1 from engine_runs where state = 'running' union all select 1 from engine_steps where claim is not null) held`);
  }
  // A test that never hit a call in flight would prove nothing.
  expect(midWork).toBeGreaterThan(0);

  worker = await startWorker();
  for (const wait of [300, 500, 700]) {
    await pause(wait);
    await db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() and application_name <> 'test'`);
  }
  for (let waited = 0; waited < 60_000 && (await completed()) < runs; waited += 200) {
    await pause(200);
    // As the supervisor does: a process that the lost connections took down comes back.
    if (worker.exitCode !== null || worker.signalCode !== null) worker = await startWorker();
  }

  expect(await completed()).toBe(runs);
  expect(await count(sql`select count(*)::int as n from engine_runs`)).toBe(runs);
  expect(await count(sql`select count(*)::int as n from outbox`)).toBe(0);
  // Each step took effect at least once.
  expect(await count(sql`select count(distinct (run, step))::int as n from crash_effects`)).toBe(runs * 4);
  // Whatever ran after a step, however often, was given one and the same result of it.
  expect(
    await count(sql`
    select count(*)::int as n from (select run from crash_effects where step in ('b', 'c') group by run having count(distinct seen) <> 1
      union all select run from crash_effects where step = 'd' group by run having count(distinct seen) <> 1) torn`),
  ).toBe(0);
  // The result of the run is made of effects that happened, and of those that were stored.
  expect(
    await count(sql`
    select count(*)::int as n from engine_runs r join crash_effects e on e.run = (r.output ->> 'run')::int and e.step = 'd'
    where e.seen + e.value = (r.output ->> 'sum')::bigint`),
  ).toBe(runs);
});
