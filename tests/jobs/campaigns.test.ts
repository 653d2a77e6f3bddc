import { setTimeout as pause } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { createCampaign } from "@/server/domain/campaigns";
import { createSegment, followSegments } from "@/server/domain/segments";
import { type RunningEngine, startEngine } from "@/server/engine";
import { ringAlarm, runCohort, watchChangedCarts, watchNewMoves } from "@/server/jobs/campaigns";
import { inngest, provideJobEnvironment } from "@/server/jobs/client";
import { reconcile } from "@/server/jobs/reconcile";
import { saveAnnouncements } from "@/server/kernel/command";
import { type RunningRelay, startOutboxRelay } from "@/server/kernel/outbox";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { scene } from "../domain/campaigns/scene";
import { asSystem } from "../support/actors";
import { testDatabase } from "../support/database";
import { loseEngineState } from "../support/lose-engine-state";

const { db, url } = await testDatabase();
let engine: RunningEngine;
let relay: RunningRelay;

beforeAll(async () => {
  provideJobEnvironment({ db, clock: systemClock, log: logger });
  engine = await startEngine({
    db,
    databaseUrl: url,
    client: inngest,
    functions: [reconcile, runCohort, ringAlarm, watchChangedCarts, watchNewMoves],
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

const startChain = async () => {
  await scene(db).templates();
  return createCampaign(asSystem(db), {
    recipe: "abandoned-cart",
    recipeSettings: { idle_seconds: 2, first_wait_seconds: 1, second_wait_seconds: 3600 },
    activate: true,
  });
};
/** As the log's consumer does: the cart and the announcement in one transaction. */
const leaveCart = async (customerId: number) => {
  const at = new Date();
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      insert into carts (customer_id, state, started_at, last_action_at, items, items_count, total_minor, source_id)
      values (${customerId}, 'open', ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz, '[]', 1, 100, 1)`);
    await saveAnnouncements(tx, [
      { name: "tracking/carts.changed", data: { earliestActionAt: at.toISOString() } },
    ]);
  });
  return at;
};
const letters = async (campaignId: string) => [
  ...(await db.execute<{ customer_id: number; created_at: string }>(sql`
    select customer_id, created_at::text as created_at from messages where source_id = ${campaignId}`)),
];

it("has the letter in the ledger within 3 seconds of its due moment, on a real engine", {
  timeout: 30_000,
}, async () => {
  const { id } = await startChain();
  const her = await scene(db).customer();
  const leftAt = await leaveCart(her);
  await vi.waitFor(async () => expect(await letters(id)).toHaveLength(1), { timeout: 15_000, interval: 50 });
  const [letter] = await letters(id);
  const lateMs = Date.parse(`${letter?.created_at.replace(" ", "T")}:00`) - leftAt.getTime() - 3000;
  expect(lateMs).toBeGreaterThanOrEqual(0);
  expect(lateMs).toBeLessThan(3000);
  await db.execute(sql`update campaigns set state = 'stopped' where id = ${id}::uuid`);
});

it("goes on after an engine that forgot everything, and doubles nothing", { timeout: 60_000 }, async () => {
  const { id } = await startChain();
  const people = await Promise.all(Array.from({ length: 10 }, () => scene(db).customer()));
  for (const her of people) await leaveCart(her);
  await vi.waitFor(
    async () => {
      const waiting = await db.execute(
        sql`select 1 from campaign_participants where campaign_id = ${id}::uuid and node_id = 'first-wait'`,
      );
      expect(waiting.length).toBeGreaterThan(0);
    },
    { timeout: 15_000, interval: 20 },
  );
  await loseEngineState(db, "outbox");
  // Whoever had not entered yet depends on the alarm, the others on their cohorts: both were known to the engine only.
  await vi.waitFor(
    async () => {
      // As if the reconciler's grace had passed meanwhile.
      await db.execute(sql`
        update campaign_cohorts set entered_at = entered_at - interval '1 minute', due_at = due_at - interval '1 minute'
        where campaign_id = ${id}::uuid and state <> 'done'`);
      await db.execute(sql`
        update campaign_alarms set due_at = due_at - interval '1 minute' where campaign_id = ${id}::uuid`);
      await engine.send([{ name: "engine/started", data: {} }]);
      await pause(1500);
      expect(await letters(id)).toHaveLength(people.length);
    },
    { timeout: 45_000, interval: 500 },
  );
  expect(new Set((await letters(id)).map((letter) => letter.customer_id)).size).toBe(people.length);
});

it("takes in who comes into a segment within seconds, and once, also after an engine that forgot everything", {
  timeout: 60_000,
}, async () => {
  const ctx = { ...asSystem(db), db };
  const segment = await createSegment(ctx, {
    name: "Romans",
    definition: {
      kind: "attribute",
      field: "city",
      type: "text",
      test: { operator: "equals", value: "Rome" },
    },
  });
  const { id } = await createCampaign(ctx, {
    graph: {
      nodes: [
        { id: "start", kind: "segment-entered", settings: { segment: segment.id } },
        { id: "pause", kind: "wait", settings: { amount: 1, unit: "days" } },
        { id: "end", kind: "exit" },
      ],
      edges: [
        { from: "start", port: "next", to: "pause" },
        { from: "pause", port: "next", to: "end" },
      ],
    },
    activate: true,
  });
  await followSegments(ctx, 60_000);
  const inside = async () =>
    (
      await db.execute<{ customer_id: number }>(
        sql`select customer_id from campaign_participants where campaign_id = ${id}::uuid order by customer_id`,
      )
    ).map((row) => Number(row.customer_id));
  const comes = async () => {
    const her = await scene(db).customer({ city: "Rome" });
    await followSegments(ctx, 60_000);
    return her;
  };
  const ann = await comes();
  const cameAt = Date.now();
  await vi.waitFor(async () => expect(await inside()).toEqual([ann]), { timeout: 10_000, interval: 50 });
  expect(Date.now() - cameAt).toBeLessThan(3000);
  const bob = await comes();
  await loseEngineState(db, "outbox");
  await vi.waitFor(
    async () => {
      await engine.send([{ name: "engine/started", data: {} }]);
      await pause(1000);
      expect(await inside()).toEqual([ann, bob]);
    },
    { timeout: 40_000, interval: 500 },
  );
  await engine.send([{ name: "engine/started", data: {} }]);
  await pause(1500);
  expect(await inside()).toEqual([ann, bob]);
  await db.execute(sql`update campaigns set state = 'stopped' where id = ${id}::uuid`);
});
