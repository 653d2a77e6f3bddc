import { sql } from "drizzle-orm";
import { afterAll, expect, test } from "vitest";
import { messages, orderAttributions, orders } from "@/server/db/schema";
import { markDirty } from "@/server/domain/customers";
import { recordHits } from "@/server/domain/messages";
import { orderChanged } from "@/server/domain/orders";
import { startEngine } from "@/server/engine";
import { attributePurchases } from "@/server/jobs/analytics";
import { inngest, provideJobEnvironment } from "@/server/jobs/client";
import { dispatchMessages } from "@/server/jobs/messages";
import { reconcile } from "@/server/jobs/reconcile";
import { saveAnnouncements } from "@/server/kernel/command";
import { startOutboxRelay } from "@/server/kernel/outbox";
import { systemClock } from "@/server/platform/clock";
import { logger } from "@/server/platform/logger";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { insertPeople, planFor, publishTemplate } from "../domain/messages/support";

const { db, url } = await testDatabase();
const ctx = asSystem(db);
provideJobEnvironment({ db, clock: systemClock, log: logger });
const engine = await startEngine({
  db,
  databaseUrl: url,
  client: inngest,
  functions: [dispatchMessages, attributePurchases, reconcile],
  clock: systemClock,
  log: logger,
});
const relay = await startOutboxRelay(db, (events, tx) => engine.sendWithin(tx, events), logger);
afterAll(async () => {
  await relay.stop();
  await engine.stop(2_000);
  provideJobEnvironment(undefined);
});

async function until<T>(what: string, find: () => Promise<T | undefined>, withinMs = 15_000): Promise<T> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const found = await find();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test("planned, sent, clicked, bought, attributed: each wakes the next", async () => {
  await insertPeople(db, 3);
  const templateId = await publishTemplate(db);
  await planFor(db, templateId, 1, 3);
  await until("three letters", async () => {
    const sent = await db.select().from(messages).where(sql`state = 'delivered'`);
    return sent.length === 3 ? sent : undefined;
  });
  const [letter] = await db.select().from(messages).where(sql`customer_id = 1`);
  if (!letter) throw new Error("no letter");
  const target = { customerId: 1, plannedAt: letter.plannedAt, id: letter.id, linkNo: 0 };
  await recordHits(ctx, [
    {
      kind: "clicked",
      target,
      at: new Date(),
      url: "https://x.test/",
      method: "GET",
      userAgent: "Mozilla/5.0 (X)",
      purpose: null,
      network: "n",
    },
  ]);
  await db.transaction(async (tx) => {
    await tx
      .insert(orders)
      .values({ customerId: 1, id: 1, externalId: "o1", occurredAt: new Date(), totalMinor: 4200 });
    await markDirty(tx, "attribution", [1], new Date());
    await saveAnnouncements(tx, [{ name: orderChanged, data: { count: 1, via: "test" } }]);
  });
  const [won] = await until("the attribution", async () => {
    const rows = await db.select().from(orderAttributions);
    return rows.length > 0 ? rows : undefined;
  });
  expect(won).toMatchObject({ messageId: letter.id, engagement: "click", amountMinor: 4200 });
});

test("a letter whose announcement was lost is found again", async () => {
  await planFor(db, await publishTemplate(db), 2, 2, { source: { kind: "campaign", id: "forgotten" } });
  await db.execute(sql`delete from outbox`);
  await engine.send([{ name: "engine/started", data: {} }]);
  await until("the forgotten letter", async () => {
    const [row] = await db
      .select()
      .from(messages)
      .where(sql`source_id = 'forgotten' and state = 'delivered'`);
    return row;
  });
});
