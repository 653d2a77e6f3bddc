import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, test } from "vitest";
import { contactHealth, messages, subscriptions } from "@/server/db/schema";
import type { ProviderEvent, ProviderEventKind } from "@/server/domain/channels";
import { dispatchDue, recordCallbacks } from "@/server/domain/messages";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";
import { insertPeople, now, planFor, publishTemplate } from "./support";

const { db } = await testDatabase();
const clock = manualClock(now);
const ctx = asSystem(db, clock);
const people = 720;
await insertPeople(db, people);
const templateId = await publishTemplate(db);
let ids: string[] = [];
let round = 0;

beforeEach(async () => {
  round += 1;
  // The complaints of the round before ended everybody's subscription and put the addresses out of use.
  await db.delete(subscriptions);
  await db.delete(contactHealth);
  await db.execute(sql`update customers set email_code = 0`);
  await planFor(db, templateId, 1, people, { source: { kind: "campaign", id: `round ${round}` } });
  const { accepted } = await dispatchDue(ctx, {
    channel: {
      provider: "resend",
      capabilities: { keyMemoryMs: 3_600_000, deliveryReceipts: true, concurrency: 200, leavesMachine: true },
      send: async (letter) => ({ kind: "accepted", providerMessageId: letter.id }),
      close: async () => {},
    },
  });
  ids = (
    await db
      .select({ id: messages.id })
      .from(messages)
      .where(sql`source_id = ${`round ${round}`}`)
  ).map((row) => row.id);
  expect([accepted, ids.length]).toEqual([people, people]);
});

const facts: ProviderEventKind[] = ["accepted", "delivered", "opened", "clicked", "bounced", "complained"];
const at = (fact: number) => new Date(now.getTime() + 10_000 + fact * 1_000);
const event = (messageId: string, fact: number): ProviderEvent => ({
  eventId: `${messageId} ${fact}`,
  kind: facts[fact] ?? "accepted",
  at: at(fact),
  messageId,
  providerMessageId: null,
  bounce: facts[fact] === "bounced" ? { class: "soft", contactCode: 1 } : null,
  detail: "told",
  userAgent: "Mozilla/5.0 (X11; Linux x86_64)",
  url: null,
});
const outcomes = async () => {
  const rows = await db.execute<{ row: Record<string, unknown>; n: number }>(sql`
    select to_jsonb(m) - array['id', 'customer_id', 'address', 'subject', 'context', 'provider_message_id', 'source_id', 'updated_at', 'created_at',
      'claimed_at', 'claim_token'] as row, count(*)::int as n
    from messages m where source_id = ${`round ${round}`} group by 1`);
  return rows.map(({ row, n }) => ({ row, n }));
};

function permutations(items: number[]): number[][] {
  if (items.length <= 1) return [items];
  return items.flatMap((item) =>
    permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
  );
}

test("all 720 orders of sent, delivered, opened, clicked, bounced, complained end in one row", async () => {
  const orders = permutations([0, 1, 2, 3, 4, 5]);
  expect(orders).toHaveLength(people);
  for (let step = 0; step < 6; step++)
    await recordCallbacks(
      ctx,
      "resend",
      ids.map((id, i) => event(id, orders[i]?.[step] ?? 0)),
    );
  const [only, ...others] = await outcomes();
  expect([only?.n, others]).toEqual([people, []]);
  const time = (fact: number) => expect.stringContaining(at(fact).toISOString().slice(0, 19));
  expect(only?.row).toMatchObject({
    state: "failed",
    reason: "bounced_soft",
    delivered_at: time(1),
    first_opened_at: time(2),
    first_clicked_at: time(3),
    bounced_at: time(4),
    complained_at: time(5),
  });
});

test("any multiset with all six at least once, told in pieces: one row", async () => {
  const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  const telling = fc
    .array(fc.nat(5), { minLength: 0, maxLength: 8 })
    .chain((extra) => fc.shuffledSubarray([0, 1, 2, 3, 4, 5, ...extra], { minLength: 6 + extra.length }));
  const tellings = fc.sample(telling, { numRuns: people, seed });
  const longest = Math.max(...tellings.map((told) => told.length));
  for (let step = 0; step < longest; step++)
    await recordCallbacks(
      ctx,
      "resend",
      ids.flatMap((id, i) => {
        const fact = tellings[i]?.[step];
        return fact === undefined ? [] : [event(id, fact)];
      }),
    );
  expect([seed, (await outcomes()).map(({ n }) => n)]).toEqual([seed, [people]]);
});

test("eight tellers at once: each report once, nobody waits in a circle", async () => {
  const all = ids.flatMap((id) => facts.map((_, fact) => event(id, fact)));
  const received = await Promise.all(
    Array.from({ length: 8 }, async (_, teller) => {
      let count = 0;
      for (let from = 0; from < all.length; from += 540) {
        const part = all.slice(
          (from + teller * 540) % all.length,
          ((from + teller * 540) % all.length) + 540,
        );
        count += await recordCallbacks(ctx, "resend", part);
      }
      return count;
    }),
  );
  expect(received.reduce((sum, n) => sum + n, 0)).toBe(all.length);
  expect((await outcomes()).map(({ n }) => n)).toEqual([people]);
});
