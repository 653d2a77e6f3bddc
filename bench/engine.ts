/**
 * The embedded executor: how soon a function starts after its event, how late a sleep ends, how many steps a second
 * go through (one after another in a run, and many runs side by side), and what it costs while nothing happens.
 *
 *   node --import tsx bench/engine.ts            (a throw-away PostgreSQL, without fsync)
 */
import { setTimeout as pause } from "node:timers/promises";
import { Inngest } from "inngest";
import { pino } from "pino";
import type { TestProject } from "vitest/node";
import { createDb } from "@/server/db/client";
import { startEngine } from "@/server/engine";
import { systemClock } from "@/server/platform/clock";
import setup from "@/tests/support/global-setup";

let address = "";
const tearDown = await setup({
  provide: (_: string, value: string) => (address = value),
} as unknown as TestProject);
const url = `${address}/carillon_template`;
const db = createDb({ url, poolSize: 10 });
const log = pino({ level: "warn" });
const client = new Inngest({ id: "bench", isDev: false, checkpointing: false, logger: log });

const now = () => performance.timeOrigin + performance.now();
const starts: number[] = [];
const lateness: number[] = [];
let finished = 0;
let steps = 0;

const begin = client.createFunction({ id: "begin", triggers: [{ event: "bench/begin" }] }, ({ event }) => {
  starts.push(now() - Number(event.data.at));
});
const nap = client.createFunction(
  { id: "nap", triggers: [{ event: "bench/nap" }] },
  async ({ event, step }) => {
    await step.sleepUntil("nap", new Date(Number(event.data.until)));
    lateness.push(now() - Number(event.data.until));
  },
);
const chain = client.createFunction(
  { id: "chain", triggers: [{ event: "bench/chain" }] },
  async ({ event, step }) => {
    for (let n = 0; n < Number(event.data.steps); n++) await step.run(`step ${n}`, () => ++steps);
    finished += 1;
  },
);

const engine = await startEngine({
  db,
  databaseUrl: url,
  client,
  functions: [begin, nap, chain],
  clock: systemClock,
  log,
});
await pause(1000);

const percentile = (values: number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]?.toFixed(1);
const show = (what: string, values: number[]) =>
  console.log(
    `${what}: median ${percentile(values, 0.5)} ms, p95 ${percentile(values, 0.95)} ms (${values.length})`,
  );

for (let n = 0; n < 60; n++) {
  await engine.send([{ name: "bench/begin", data: { at: now() } }]);
  await pause(60);
}
await engine.idle();
show("event to start of the function", starts);

const soon = Date.now() + 1500;
await engine.send(
  Array.from({ length: 100 }, (_, n) => ({ name: "bench/nap", data: { until: soon + n * 37 } })),
);
while (lateness.length < 100) await pause(50);
show("sleep ends late by", lateness);

async function steady(what: string, runs: number, length: number): Promise<void> {
  finished = 0;
  steps = 0;
  const from = now();
  await engine.send(Array.from({ length: runs }, () => ({ name: "bench/chain", data: { steps: length } })));
  while (finished < runs) await pause(5);
  console.log(`${what}: ${Math.round((steps * 1000) / (now() - from))} steps/s`);
}
await steady("one run of 100 steps", 1, 100);
await steady("400 runs of 4 steps", 400, 4);

const idleFrom = process.cpuUsage();
await pause(5000);
const idle = process.cpuUsage(idleFrom);
console.log(
  `idle: ${(((idle.user + idle.system) / 5_000_000) * 100).toFixed(1)} % of a core in this process`,
);

await engine.stop(2000);
await db.$client.end({ timeout: 1 });
await tearDown();
process.exit(0);
