import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import {
  campaigns,
  campaignVersions,
  dirtyCustomers,
  messageEvents,
  messages,
  orderAttributions,
  orders,
  receipts,
} from "@/server/db/schema";
import { attributeAll, attributeDirty, countOrdersAfterClick } from "@/server/domain/analytics";
import { markDirty } from "@/server/domain/customers";
import { recordMessageEvents } from "@/server/domain/messages";
import { manualClock } from "@/server/platform/clock";
import { asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const day = 86_400_000;
const start = new Date("2026-03-01T00:00:00Z");
const at = (days: number) => new Date(start.getTime() + days * day);
const ctx = asSystem(db, manualClock(at(30)));
const quick = "11111111-1111-4111-8111-111111111111"; // 3 days
const silent = "22222222-2222-4222-8222-222222222222"; // none

async function forget() {
  for (const table of [messages, messageEvents, orders, receipts, orderAttributions, dirtyCustomers])
    await db.delete(table);
}
beforeEach(async () => {
  await forget();
  await db.delete(campaigns);
  await ensurePartitions(db, "messages", [start]);
  await db.insert(campaigns).values([quick, silent].map((id) => ({ id, name: id, draft: {}, settings: {} })));
  await db.insert(campaignVersions).values([
    { campaignId: quick, version: 1, graph: {}, settings: { attribution_days: 3 } },
    { campaignId: silent, version: 1, graph: {}, settings: { attribution_days: null } },
  ]);
});

const message = async (
  customerId: number,
  days: number,
  over: Partial<typeof messages.$inferInsert> = {},
) => {
  const id = crypto.randomUUID();
  const plannedAt = at(days);
  await db.insert(messages).values({
    customerId,
    plannedAt,
    id,
    channel: "email",
    sourceKind: "mailing",
    sourceId: "m1",
    state: "delivered",
    provider: "resend",
    firstAttemptAt: plannedAt,
    notBefore: plannedAt,
    ...over,
  });
  return { customerId, plannedAt, id };
};
type Key = Awaited<ReturnType<typeof message>>;
const engage = (key: Key, kind: "opened" | "clicked", days: number, isMachine = false) =>
  recordMessageEvents(ctx, [
    {
      ...key,
      eventId: crypto.randomUUID(),
      kind,
      at: at(days),
      isMachine,
      linkNo: kind === "clicked" ? 0 : null,
      url: null,
      data: {},
    },
  ]);
let nextId = 1;
const order = async (customerId: number, days: number, over: Partial<typeof orders.$inferInsert> = {}) => {
  const id = nextId++;
  await db.transaction(async (tx) => {
    await tx
      .insert(orders)
      .values({ customerId, id, externalId: `o${id}`, occurredAt: at(days), totalMinor: 1000 + id, ...over });
    await markDirty(tx, "attribution", [customerId], at(30));
  });
  return id;
};
const receipt = async (
  customerId: number,
  days: number,
  over: Partial<typeof receipts.$inferInsert> = {},
) => {
  const id = nextId++;
  await db.transaction(async (tx) => {
    await tx
      .insert(receipts)
      .values({ customerId, id, externalId: `r${id}`, occurredAt: at(days), totalMinor: 1000 + id, ...over });
    await markDirty(tx, "attribution", [customerId], at(30));
  });
  return id;
};
const attributed = async () => {
  await attributeDirty(ctx);
  const rows = await db.select().from(orderAttributions);
  return Object.fromEntries(rows.map((row) => [row.purchaseId, row]));
};

describe("attribution", () => {
  test("an open or click before the purchase, within the days, earns it", async () => {
    const sent = await message(1, 1);
    const early = await order(1, 1.5);
    await engage(sent, "opened", 2);
    const inside = await order(1, 8.9);
    const late = await order(1, 9.1);
    const stranger = await order(2, 3);
    const rows = await attributed();
    expect(rows[inside]).toMatchObject({
      messageId: sent.id,
      engagement: "open",
      engagedAt: at(2),
      amountMinor: 1000 + inside,
    });
    for (const none of [early, late, stranger]) expect(rows[none]).toBeUndefined();
  });

  test("the last engagement wins; at the same moment a click beats an open", async () => {
    const [first, second] = [await message(1, 1), await message(1, 1.1)];
    await engage(first, "opened", 2);
    await engage(second, "opened", 3);
    await engage(first, "clicked", 2.5);
    const later = await order(1, 4);
    expect((await attributed())[later]).toMatchObject({ messageId: second.id, engagement: "open" });
    await engage(first, "clicked", 3);
    expect((await attributed())[later]).toMatchObject({ messageId: first.id, engagement: "click" });
  });

  test("machines and tests earn nothing", async () => {
    await engage(await message(1, 1), "clicked", 2, true);
    await engage(await message(1, 1, { sourceKind: "test" }), "clicked", 2);
    await order(1, 3);
    expect(await attributed()).toEqual({});
  });

  test("the days are the campaign's, of the version she walked; none means none", async () => {
    await engage(
      await message(1, 1, { sourceKind: "campaign", sourceId: quick, sourceVersion: 1 }),
      "clicked",
      2,
    );
    await engage(
      await message(2, 1, { sourceKind: "campaign", sourceId: silent, sourceVersion: 1 }),
      "clicked",
      2,
    );
    const [inside, outside, none] = [await order(1, 4.9), await order(1, 5.1), await order(2, 3)];
    const rows = await attributed();
    expect([inside, outside, none].map((id) => Boolean(rows[id]))).toEqual([true, false, false]);
  });

  test("cancelled orders and receipts that pay an order do not count twice", async () => {
    await engage(await message(1, 1), "clicked", 2);
    const cancelled = await order(1, 3, { status: "cancelled" });
    const paid = await order(1, 3);
    const paying = await receipt(1, 3.1, { orderExternalId: `o${paid}` });
    const store = await receipt(1, 4);
    const returned = await receipt(1, 4, { status: "returned" });
    const rows = await attributed();
    expect([cancelled, paid, paying, store, returned].map((id) => Boolean(rows[id]))).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    await db.execute(sql`update orders set status = 'cancelled' where id = ${paid}`);
    await db.transaction((tx) => markDirty(tx, "attribution", [1], at(30)));
    const after = await attributed();
    expect([Boolean(after[paid]), Boolean(after[paying])]).toEqual([false, true]);
  });

  test("orders after a click are counted apart from who earned them", async () => {
    const clicked = await message(1, 1, { sourceId: "a" });
    await engage(clicked, "clicked", 2);
    await engage(await message(1, 2, { sourceId: "b" }), "opened", 2.5);
    const id = await order(1, 3);
    expect((await attributed())[id]).toMatchObject({ sourceId: "b" });
    expect(await countOrdersAfterClick(db, { kind: "mailing", id: "a" }, 7)).toEqual({
      orders: 1,
      revenueMinor: 1000 + id,
    });
    expect(await countOrdersAfterClick(db, { kind: "mailing", id: "b" }, 7)).toEqual({
      orders: 0,
      revenueMinor: 0,
    });
  });
});

test("step by step or all at once: the same rows", async () => {
  const step = fc.record({
    do: fc.constantFrom("message", "open", "click", "order", "receipt", "cancel", "attribute"),
    who: fc.integer({ min: 1, max: 3 }),
    day: fc.integer({ min: 0, max: 40 }).map((n) => n / 2),
    pick: fc.nat(50),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      await forget();
      const sent: Key[] = [];
      const placed: { customerId: number; id: number }[] = [];
      for (const { do: what, who, day: when, pick } of steps) {
        const key = sent[pick % Math.max(1, sent.length)];
        const known = placed[pick % Math.max(1, placed.length)];
        if (what === "message")
          sent.push(
            await message(
              who,
              Math.min(when, 25),
              pick % 2 ? { sourceKind: "campaign", sourceId: quick, sourceVersion: 1 } : {},
            ),
          );
        else if (what === "open" && key) await engage(key, "opened", when, pick % 5 === 0);
        else if (what === "click" && key) await engage(key, "clicked", when, pick % 7 === 0);
        else if (what === "order") placed.push({ customerId: who, id: await order(who, when) });
        else if (what === "receipt")
          await (known && pick % 2
            ? receipt(known.customerId, when, { orderExternalId: `o${known.id}` })
            : receipt(who, when));
        else if (what === "cancel" && known)
          await db.transaction(async (tx) => {
            await tx.execute(sql`update orders set status = 'cancelled' where id = ${known.id}`);
            await markDirty(tx, "attribution", [known.customerId], at(30));
          });
        else if (what === "attribute") await attributeDirty(ctx);
      }
      await attributeDirty(ctx);
      const rows = () =>
        db
          .select()
          .from(orderAttributions)
          .orderBy(orderAttributions.customerId, orderAttributions.purchaseId);
      const incremental = await rows();
      expect((await attributeAll(ctx)).changed).toBe(0);
      await db.delete(orderAttributions);
      await attributeAll(ctx);
      expect(await rows()).toEqual(incremental);
    }),
    { numRuns: 25 },
  );
});
