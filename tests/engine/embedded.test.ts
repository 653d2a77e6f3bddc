import { sql } from "drizzle-orm";
import { Inngest } from "inngest";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type RunningEngine, startEngine } from "@/server/engine";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { testDatabase } from "../support/database";
import { describeEngine } from "./engine-suite";
import { cronOfTick, Notes, tinyFunctions } from "./tiny-functions";

const { db, url } = await testDatabase();
const client = new Inngest({ id: "suite", isDev: false, checkpointing: false, logger });
const notes = new Notes();
let engine: RunningEngine;

beforeAll(async () => {
  const functions = tinyFunctions(client, notes);
  engine = await startEngine({
    db,
    databaseUrl: url,
    client,
    functions,
    clock: systemClock,
    log: logger,
    backoffMs: () => 30,
  });
});
afterAll(() => engine.stop(2000));

describe("the embedded executor", () => {
  describeEngine(() => ({ send: (events) => engine.send(events), notes, patienceMs: 8000 }));

  it("starts a schedule's run once per minute", async () => {
    const at = new Date("2028-02-29T04:00:00Z");
    await engine.tick("suite-scheduled", cronOfTick, at);
    await engine.tick("suite-scheduled", cronOfTick, at);
    await engine.idle();
    expect(notes.of("schedule")).toEqual(["inngest/scheduled.timer"]);
  });

  it("leaves no run open that is not meant to be", async () => {
    // The loser of a race is waited for: the SDK reports it until it ends, and so a run may outlive its result.
    await vi.waitFor(
      async () => {
        const open = await db.execute(sql`
          select function_id, state from engine_runs where state not in ('completed', 'failed', 'cancelled')`);
        expect(open).toEqual([]);
      },
      { timeout: 6000, interval: 100 },
    );
    const failed = await db.execute<{ f: string }>(
      sql`select distinct function_id as f from engine_runs where state = 'failed'`,
    );
    expect(failed.map((row) => row.f)).toEqual(["suite-hopeless"]);
  });
});
