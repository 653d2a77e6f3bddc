/** kill -9 of any process of a running installation: it comes back by itself, or at the next start. */
import postgres from "postgres";
import { expect, test } from "vitest";
import type { ProcessName } from "@/tests/support/app";
import { type App, testApp } from "./harness";

const app = await testApp();

/** Waits until the supervisor has put another process in the place of this one. */
async function untilReplaced(running: App, name: ProcessName, pid: number): Promise<void> {
  for (let waited = 0; running.pidOf(name) === pid; waited += 50) {
    if (waited > 20_000) throw new Error(`${name} was not started again`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test.each(["gateway", "next", "worker"] as const)("%s comes back", async (name) => {
  const before = app.pidOf(name);
  app.kill(name);
  await untilReplaced(app, name, before);
  await app.untilWell();
});

test("PostgreSQL with all its backends comes back, with everything that was committed", async () => {
  const sql = postgres(app.databaseUrl(), { max: 1, onnotice: () => {} });
  await sql`create table crash_probe (id int)`;
  await sql`insert into crash_probe select generate_series(1, 1000)`;
  const before = app.pidOf("postgres");
  app.kill("postgres");
  await sql.end({ timeout: 0 });
  await untilReplaced(app, "postgres", before);
  await app.untilWell();
  const again = postgres(app.databaseUrl(), { max: 1, onnotice: () => {} });
  expect(await again`select count(*)::int as rows from crash_probe`).toEqual([{ rows: 1000 }]);
  await again.end();
});

test("a killed supervisor leaves nothing that keeps the next start from working", async () => {
  app.kill("supervisor");
  await app.startAgain();
  await app.untilWell();
});

test("everything killed at once: the next start works", async () => {
  for (const name of ["supervisor", "postgres", "worker", "next", "gateway"] as const) app.kill(name);
  await app.startAgain();
  await app.untilWell();
});

test("a server left alive in the data folder is ended first", async () => {
  // Only our own processes die; PostgreSQL, in its own group, lives on.
  const left = app.pidOf("postgres");
  for (const name of ["supervisor", "worker", "next", "gateway"] as const) app.kill(name);
  await app.startAgain();
  expect(app.pidOf("postgres")).not.toBe(left);
  await app.untilWell();
});

test("SIGTERM stops everything cleanly within ten seconds, and a start afterwards is quick", async () => {
  const startedAt = Date.now();
  expect(await app.stop()).toBe(0);
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  await expect(fetch(`${app.url}/api/health`)).rejects.toThrow();
  const from = Date.now();
  await app.startAgain();
  expect(Date.now() - from).toBeLessThan(20_000);
  expect(app.output()).not.toContain("did not end in");
});
