import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { auditLog } from "@/server/db/schema";
import {
  countMatches,
  getCustomer,
  getSubscriptions,
  listCustomers,
  setSubscription,
  updateCustomer,
  upsertCustomers,
} from "@/server/domain/customers";
import { customerSorts } from "@/server/domain/customers/list/conditions";
import { asRole, asSystem, ensureTestUser } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const ctx = asSystem(db);

beforeAll(async () => {
  await ensureTestUser(db);
  const rows = Array.from({ length: 120 }, (_, i) => ({
    externalId: `e${i}`,
    email: i % 3 === 0 ? `person${i}@shop.ru` : undefined,
    phone: i % 4 === 0 ? `+7916000${String(i).padStart(4, "0")}` : undefined,
    firstName: `Anna${i % 7}`,
    lastName: i % 5 === 0 ? undefined : `Petrova${i % 11}`,
    city: i % 2 === 0 ? "Tver" : "Omsk",
    seenAt: i % 6 === 0 ? undefined : new Date(Date.UTC(2026, 0, 1 + (i % 9))),
  }));
  await db.transaction((tx) => upsertCustomers(tx, rows, { via: "test", now: new Date("2026-05-01") }));
  await db.execute(sql`update customer_metrics set revenue_minor = customer_id % 13 * 100, purchases = customer_id % 3,
    last_purchase_at = case when customer_id % 4 = 0 then null else timestamptz '2026-01-01' + (customer_id % 5) * interval '1 day' end`);
});

async function walk(input: Parameters<typeof listCustomers>[1]) {
  const items = [];
  for (let cursor: string | undefined; ; ) {
    const page = await listCustomers(ctx, { ...input, limit: 17, ...(cursor ? { cursor } : {}) });
    items.push(...page.items);
    if (!page.nextCursor) return items;
    cursor = page.nextCursor;
  }
}

describe("the list", () => {
  it.each(
    customerSorts.flatMap(
      (sort) =>
        [
          [sort, "asc"],
          [sort, "desc"],
        ] as const,
    ),
  )("walks by %s %s without a gap or a repeat, the unknown last", async (sort, direction) => {
    const items = await walk({ sort, order: direction });
    expect(new Set(items.map((item) => item.id)).size).toBe(120);
    expect(items).toHaveLength(120);
    const keys = {
      created: "createdAt",
      seen: "lastSeenAt",
      name: "lastName",
      city: "city",
      lastPurchase: "lastPurchaseAt",
      revenue: "revenueMinor",
      purchases: "purchases",
    } as const;
    const values = items.map((item) => item[keys[sort]]);
    const known = values.filter((value) => value !== null);
    expect(values.slice(0, known.length)).toEqual(known);
    const sorted = [...known].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
    expect(known).toEqual(direction === "asc" ? sorted : sorted.reverse());
  });

  it("filters and searches", async () => {
    expect(await walk({ city: "Tver", hasEmail: true })).toHaveLength(20);
    expect(await countMatches(ctx, { city: "Tver", hasEmail: true })).toMatchObject({
      count: 20,
      isMore: false,
    });
    expect((await walk({ search: "person30" })).map((item) => item.externalId)).toEqual(["e30"]);
    expect((await walk({ search: "89160000040" })).map((item) => item.externalId)).toEqual(["e40"]);
    expect(
      (await walk({ search: "petrova3 anna1" })).every(
        (item) => item.lastName === "Petrova3" && item.firstName === "Anna1",
      ),
    ).toBe(true);
    expect(await walk({ search: "100%_" })).toHaveLength(0);
    const [one] = await walk({ search: "e77" });
    expect((await walk({ search: `cus_${one?.id}` })).map((item) => item.externalId)).toEqual(["e77"]);
  });

  it("walks an index for every sort, never the whole table", async () => {
    await db.execute(sql`analyze`);
    for (const order of [
      "c.created_at desc, c.id desc",
      "c.last_seen_at desc, c.id desc",
      "c.last_name, c.id",
      "c.city, c.id",
    ]) {
      const plan = await db.transaction(async (tx) => {
        await tx.execute(sql`set local enable_seqscan = off`);
        await tx.execute(sql`set local enable_sort = off`);
        return tx.execute<{ "QUERY PLAN": string }>(
          sql.raw(`explain select id from customers c order by ${order} limit 50`),
        );
      });
      expect(plan.map((row) => row["QUERY PLAN"]).join("\n")).toMatch(/Index (Only )?Scan/);
    }
  });
});

describe("a correction by hand", () => {
  it("changes what was told, and the audit log has what it was", async () => {
    const [item] = await walk({ search: "e11" });
    const id = item?.id ?? 0;
    const operator = asRole(db, "operator");
    const after = await updateCustomer(operator, {
      id,
      values: { city: "Kazan", email: "New@Shop.ru", attributes: { vip: true } },
    });
    expect(after).toMatchObject({ city: "Kazan", email: "new@shop.ru", attributes: { vip: true } });
    const log = await db.select().from(auditLog);
    expect(log.at(-1)).toMatchObject({
      action: "customers.update",
      subjectId: `cus_${id}`,
      changes: {
        city: { from: "Omsk", to: "Kazan" },
        email: { from: null, to: "new@shop.ru" },
        "attributes.vip": { from: null, to: true },
      },
    });
    await expect(
      updateCustomer(operator, { id, values: { email: "person0@shop.ru" } }),
    ).rejects.toMatchObject({ code: "conflict", fields: [{ path: "email" }] });
    await expect(updateCustomer(operator, { id, values: { phone: "12" } })).rejects.toMatchObject({
      code: "invalid",
      fields: [{ path: "phone" }],
    });
    await expect(updateCustomer(operator, { id: 1, values: { city: "X" } })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(updateCustomer(asRole(db, "analyst"), { id, values: { city: "X" } })).rejects.toMatchObject({
      code: "forbidden",
    });
    // Her old address, here none, and her new one: the identifiers follow.
    expect((await getCustomer(ctx, { id })).identities.map((one) => one.value)).toContain("new@shop.ru");
  });

  it("keeps every change of consent", async () => {
    const [item] = await walk({ search: "e12" });
    const customerId = item?.id ?? 0;
    expect(
      await setSubscription(ctx, { customerId, channel: "email", state: "unsubscribed", reason: "asked" }),
    ).toEqual({ hasChanged: true });
    expect(await setSubscription(ctx, { customerId, channel: "email", state: "unsubscribed" })).toEqual({
      hasChanged: false,
    });
    const { current, log } = await getSubscriptions(ctx, { id: customerId });
    expect(current).toMatchObject([{ channel: "email", category: "", state: "unsubscribed" }]);
    expect(log).toHaveLength(2);
  });
});
