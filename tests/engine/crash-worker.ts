/** A worker in small, for the crash test: relay and engine in a process of its own, to be killed. */
import { sql } from "drizzle-orm";
import { Inngest } from "inngest";
import { createDb } from "@/server/db/client";
import { startEngine } from "@/server/engine";
import { startOutboxRelay } from "@/server/kernel/outbox";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";

const url = process.argv[2];
if (!url) throw new Error("Give the address of the database.");
const db = createDb({ url, poolSize: 8, applicationName: "crash worker" });
const client = new Inngest({ id: "crash", isDev: false, checkpointing: false, logger });

/** The step's effect on the world, which a crash may double; `seen` is what earlier steps had given it. */
async function effect(run: number, step: string, seen: number): Promise<number> {
  const rows = await db.execute<{ value: number }>(sql`
    insert into crash_effects (run, step, seen, value) values (${run}, ${step}, ${seen}, (random() * 1e9)::bigint) returning value`);
  return rows[0]?.value ?? -1;
}

const chain = client.createFunction(
  { id: "chain", triggers: [{ event: "crash/begin" }] },
  async ({ event, step }) => {
    const run = Number(event.data.run);
    const a = await step.run("a", () => effect(run, "a", 0));
    const [b, c] = await Promise.all([
      step.run("b", () => effect(run, "b", a)),
      step.run("c", () => effect(run, "c", a)),
    ]);
    await step.sleep("nap", "1s");
    const d = await step.run("d", () => effect(run, "d", a + b + c));
    return { run, sum: a + b + c + d };
  },
);

const engine = await startEngine({
  db,
  databaseUrl: url,
  client,
  functions: [chain],
  clock: systemClock,
  log: logger,
  backoffMs: () => 100,
});
await startOutboxRelay(db, (events, tx) => engine.sendWithin(tx, events), logger);
process.send?.("ready");
