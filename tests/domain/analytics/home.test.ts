import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { ensurePartitions } from "@/server/db/partitions";
import { campaigns, messages, orderAttributions } from "@/server/db/schema";
import { updateSettings } from "@/server/domain/account";
import { getHome } from "@/server/domain/analytics";
import { upsertOrders, upsertReceipts } from "@/server/domain/orders";
import { manualClock } from "@/server/platform/clock";
import { deterministicUuid } from "@/server/platform/ids";
import { asRole, asSystem } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
/** Wednesday, 15:00 in Moscow. */
const now = new Date("2026-05-13T12:00:00Z");
const clock = manualClock(now);
const ctx = asSystem(db, clock);
const campaignId = "11111111-1111-4111-8111-111111111111";

const letter = (
  name: string,
  changes: Partial<typeof messages.$inferInsert>,
): typeof messages.$inferInsert => {
  const at = changes.acceptedAt ?? now;
  return {
    customerId: 1001,
    plannedAt: at,
    id: deterministicUuid("home", name),
    channel: "email",
    sourceKind: "campaign",
    sourceId: campaignId,
    state: "accepted",
    notBefore: at,
    createdAt: at,
    ...changes,
  };
};

async function seedPurchases() {
  const meta = { via: "test", now };
  const customer = { externalId: "anna" };
  await db.transaction((tx) =>
    upsertOrders(
      tx,
      [
        // In Moscow this is the first minute of the week, in UTC still the day before.
        { externalId: "first", customer, occurredAt: "2026-05-06T21:01:00Z", total: 100 },
        { externalId: "today", customer, occurredAt: "2026-05-13T08:00:00Z", total: 50 },
        {
          externalId: "cancelled",
          customer,
          occurredAt: "2026-05-12T08:00:00Z",
          total: 999,
          status: "cancelled",
        },
        { externalId: "before", customer, occurredAt: "2026-05-05T08:00:00Z", total: 30 },
        // A week ago, but later in the day than it is now: does not compare.
        { externalId: "later", customer, occurredAt: "2026-05-06T18:00:00Z", total: 7 },
      ],
      meta,
    ),
  );
  await db.transaction((tx) =>
    upsertReceipts(
      tx,
      [
        {
          externalId: "paid",
          customer,
          occurredAt: "2026-05-13T08:05:00Z",
          total: 50,
          order: "today",
        },
      ],
      meta,
    ),
  );
}

async function seedLetters() {
  await ensurePartitions(db, "messages", [now, new Date("2026-04-20T00:00:00Z")]);
  await db
    .insert(campaigns)
    .values({ id: campaignId, name: "Abandoned cart", state: "active", draft: {}, settings: {} });
  const yesterday = new Date("2026-05-12T09:00:00Z");
  const lastWeek = new Date("2026-05-04T09:00:00Z");
  await db.insert(messages).values([
    letter("opened", {
      acceptedAt: yesterday,
      firstOpenedAt: yesterday,
      firstClickedAt: new Date("2026-05-13T11:59:00Z"),
    }),
    // Planned long ago, gone today: it counts by when it went.
    letter("delayed", {
      acceptedAt: new Date("2026-05-13T06:00:00Z"),
      plannedAt: new Date("2026-04-20T00:00:00Z"),
      createdAt: new Date("2026-04-20T00:00:00Z"),
    }),
    letter("before", { acceptedAt: lastWeek }),
    letter("test", { acceptedAt: yesterday, sourceKind: "test" }),
    letter("machine", { acceptedAt: lastWeek, machineOpenedAt: yesterday }),
  ]);
  const [receipt] = await db.execute<{ id: number; customer_id: number }>(
    sql`select id, customer_id from receipts`,
  );
  await db.insert(orderAttributions).values({
    customerId: Number(receipt?.customer_id),
    purchaseKind: "receipt",
    purchaseId: Number(receipt?.id),
    messageId: deterministicUuid("home", "opened"),
    sourceKind: "campaign",
    sourceId: campaignId,
    engagement: "click",
    engagedAt: yesterday,
    purchasedAt: new Date("2026-05-13T08:05:00Z"),
    amountMinor: 5000,
  });
}

describe("the start page", () => {
  beforeAll(async () => {
    await updateSettings(ctx, { timeZone: "Europe/Moscow", currency: "RUB" });
    await seedPurchases();
    await seedLetters();
  });

  it("counts the week in project days and compares it with the one before, cut at the same hour", async () => {
    const { week, purchases } = await getHome(ctx, {});
    expect(week.from.toISOString()).toBe("2026-05-06T21:00:00.000Z");
    expect(week.previousTo.toISOString()).toBe("2026-05-06T12:00:00.000Z");
    expect(purchases.current).toEqual({
      purchases: 2,
      revenueMinor: 15_000,
      attributed: 1,
      attributedMinor: 5000,
    });
    expect(purchases.previous).toMatchObject({ purchases: 1, revenueMinor: 3000 });
  });

  it("has every day of both weeks, also those without purchases", async () => {
    const { days } = (await getHome(ctx, {})).purchases;
    expect(days).toHaveLength(14);
    expect(days.at(-1)).toEqual({
      day: "2026-05-13",
      purchases: 1,
      revenueMinor: 5000,
      attributedMinor: 5000,
    });
    // Whole days, though the comparison stops at noon.
    expect(days.find((day) => day.day === "2026-05-06")).toMatchObject({ purchases: 1, revenueMinor: 700 });
    expect(days.find((day) => day.day === "2026-05-07")).toMatchObject({
      purchases: 1,
      revenueMinor: 10_000,
    });
  });

  it("counts letters by when they went and were clicked, without tests and machines", async () => {
    const { letters } = await getHome(ctx, {});
    expect(letters.current).toEqual({ sent: 2, opened: 1, clicked: 1 });
    expect(letters.previous).toEqual({ sent: 2, opened: 0, clicked: 0 });
  });

  it("shows the campaigns that did something, with what they earned", async () => {
    const { campaigns: shown } = await getHome(ctx, {});
    expect(shown).toEqual([
      {
        id: campaignId,
        name: "Abandoned cart",
        state: "active",
        entered: 0,
        sent: 2,
        clicked: 1,
        attributedMinor: 5000,
      },
    ]);
  });

  it("knows which first steps are done", async () => {
    const { firstSteps, running } = await getHome(ctx, {});
    expect(firstSteps).toEqual({
      customers: true,
      events: false,
      letter: false,
      campaign: false,
      sent: true,
    });
    expect(running.channel).toEqual({ provider: "sandbox", leavesMachine: false });
  });

  it("is for those who work with figures; letters and customers have their own start", async () => {
    for (const role of ["administrator", "marketer", "analyst"] as const)
      await expect(getHome(asRole(db, role, clock), {})).resolves.toBeDefined();
    for (const role of ["designer", "operator"] as const)
      await expect(getHome(asRole(db, role, clock), {})).rejects.toMatchObject({ code: "forbidden" });
  });
});
