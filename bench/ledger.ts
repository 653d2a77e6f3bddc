/**
 * The ledger to a provider that takes everything at once: messages planned per second through every gate, and sent
 * per second (claimed, gated again, rendered, fixed, handed over, recorded), on a PostgreSQL of its own.
 *
 *   node --import tsx bench/ledger.ts [messages] [senders in this process]      (without fsync)
 */
import "@/tests/support/app-secret";

import type { TestProject } from "vitest/node";
import { createDb } from "@/server/db/client";
import type { EmailChannel } from "@/server/domain/channels";
import { dispatchDue } from "@/server/domain/messages";
import { systemClock } from "@/server/platform/clock";
import { insertPeople, planFor, publishTemplate } from "@/tests/domain/messages/support";
import { asSystem } from "@/tests/support/actors";
import setup from "@/tests/support/global-setup";

const [count = 20_000, senders = 2] = process.argv.slice(2).map(Number);

let address = "";
const tearDown = await setup({
  provide: (_: string, value: string) => (address = value),
} as unknown as TestProject);
const db = createDb({ url: `${address}/carillon_template`, poolSize: 12 });
const nobody: EmailChannel = {
  provider: "null",
  capabilities: { keyMemoryMs: 3_600_000, deliveryReceipts: false, concurrency: 500, leavesMachine: true },
  send: async () => ({ kind: "accepted", providerMessageId: null }),
  close: async () => {},
};

for (let from = 0; from < count; from += 5_000) await insertPeople(db, Math.min(5_000, count - from), from);
const templateId = await publishTemplate(db);
const timed = async (what: string, work: () => Promise<unknown>) => {
  const from = performance.now();
  await work();
  const seconds = (performance.now() - from) / 1000;
  console.log(`${what}: ${Math.round(count / seconds)} messages/s (${seconds.toFixed(1)} s)`);
};
await timed("planned", () => planFor(db, templateId, 1, count));
const heapBefore = process.memoryUsage().rss;
await timed(`sent by ${senders}`, () =>
  Promise.all(
    Array.from({ length: senders }, () =>
      dispatchDue(asSystem(db, systemClock), { channel: nobody, limit: count, budgetMs: 600_000 }),
    ),
  ),
);
console.log(`memory: +${Math.round((process.memoryUsage().rss - heapBefore) / 1024 / 1024)} MB`);
await db.$client.end({ timeout: 1 });
await tearDown();
process.exit(0);
