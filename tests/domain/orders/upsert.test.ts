import { sql } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type OrderInput,
  type PurchaseMeta,
  type ReceiptInput,
  upsertCategories,
  upsertOrders,
  upsertProducts,
  upsertReceipts,
} from "@/server/domain/orders";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-05-01T12:00:00Z");
const meta: PurchaseMeta = { via: "test", now };
const orders = (rows: OrderInput[], changes: Partial<PurchaseMeta> = {}) =>
  db.transaction((tx) => upsertOrders(tx, rows, { ...meta, ...changes }));
const receipts = (rows: ReceiptInput[]) => db.transaction((tx) => upsertReceipts(tx, rows, meta));
const one = async (query: ReturnType<typeof sql>) => (await db.execute<Record<string, unknown>>(query))[0];
const anna = { externalId: "anna" };
const order = (changes: Partial<OrderInput> = {}): OrderInput => ({
  externalId: "o1",
  customer: anna,
  occurredAt: "2026-04-01T10:00:00Z",
  total: 12.3,
  ...changes,
});
const wipe = () =>
  db.execute(
    sql`truncate customers, customer_identities, customer_metrics, orders, order_lines, receipts, receipt_lines, record_keys, stores, dirty_customers`,
  );

describe("upsertOrders", () => {
  it("creates the order and its unknown customer, then changes nothing", async () => {
    await wipe();
    const first = await orders([
      order({
        customer: { externalId: "anna", email: "anna@x.ru" },
        lines: [{ product: "p1", name: "Tea", quantity: "1,5", price: 8.2 }],
        store: "S1",
      }),
    ]);
    expect(first).toMatchObject({
      customersCreated: 1,
      results: [{ outcome: "created", status: { from: null, to: "created" } }],
    });
    expect(await one(sql`select total_minor, status, channel from orders`)).toMatchObject({
      total_minor: 1230,
      status: "created",
      channel: "api",
    });
    expect(await one(sql`select quantity, price_minor, total_minor from order_lines`)).toMatchObject({
      quantity: "1.500",
      price_minor: 820,
      total_minor: 1230,
    });
    expect(await one(sql`select purchases, revenue_minor from customer_metrics`)).toMatchObject({
      purchases: 1,
      revenue_minor: 1230,
    });
    expect(await one(sql`select topic from dirty_customers where topic <> 'quality'`)).toMatchObject({
      topic: "attribution",
    });
    const again = await orders([
      order({ lines: [{ product: "p1", name: "Tea", quantity: 1.5, price: "8.20" }], store: "S1" }),
    ]);
    expect(again.results[0]).toMatchObject({ outcome: "unchanged", changed: [] });
  });

  it("changes by external id alone, and counts a cancelled order no more", async () => {
    await wipe();
    await orders([order()]);
    const { results } = await orders([{ externalId: "o1", status: "Cancelled" }]);
    expect(results[0]).toMatchObject({
      outcome: "updated",
      changed: ["status"],
      status: { from: "created", to: "cancelled" },
    });
    expect(
      await one(sql`select purchases, revenue_minor, last_purchase_at from customer_metrics`),
    ).toMatchObject({ purchases: 0, revenue_minor: 0, last_purchase_at: null });
  });

  it("never turns an order's life back for events", async () => {
    await wipe();
    await orders([order({ status: "completed" })]);
    expect((await orders([order({ status: "created" })], { isForwardOnly: true })).results[0]).toMatchObject({
      outcome: "unchanged",
    });
    expect((await orders([order({ status: "created" })])).results[0]).toMatchObject({ outcome: "updated" });
  });

  it("moves an order, with its lines, to the customer a later write names", async () => {
    await wipe();
    await db.execute(
      sql`insert into visitors (id, anonymous_id, first_seen_at, last_seen_at) values (7, 'anon', now(), now())`,
    );
    await orders([{ ...order({ lines: [{ product: "p1", price: 5 }] }), customer: undefined, visitorId: 7 }]);
    expect(await one(sql`select customer_id from orders`)).toMatchObject({ customer_id: 7 });
    const { results } = await orders([order()]);
    expect(results[0]).toMatchObject({ outcome: "updated", changed: ["customer"] });
    const id = results[0]?.customerId;
    expect(
      await one(
        sql`select o.customer_id, l.customer_id as line, k.customer_id as key from orders o, order_lines l, record_keys k`,
      ),
    ).toMatchObject({ customer_id: id, line: id, key: id });
    // A visitor never takes an order back.
    expect((await orders([{ ...order(), customer: undefined, visitorId: 7 }])).results[0]).toMatchObject({
      outcome: "unchanged",
      customerId: id,
    });
    expect(await one(sql`select purchases from customer_metrics where customer_id = ${id}`)).toMatchObject({
      purchases: 1,
    });
  });

  it("refuses what is broken with the field and the reason, and makes no customer for it", async () => {
    await wipe();
    const { results, customersCreated } = await orders([
      order({ externalId: "b1", occurredAt: "yesterday" }),
      order({ externalId: "b2", total: "12,3,4" }),
      order({ externalId: "b3", customer: undefined }),
      order({ externalId: "b4", customer: { email: "nobody" } }),
      order({ externalId: "b5", total: -1 }),
      order({ externalId: "", total: 1 }),
      order({ externalId: "b6", status: "lost" }),
      { externalId: "b7", status: "cancelled" },
    ]);
    expect(results.map((result) => result.problems[0]?.path)).toEqual([
      "occurred_at",
      "total",
      "customer",
      "customer.email",
      "total",
      "external_id",
      "status",
      "customer",
    ]);
    expect(customersCreated).toBe(0);
    expect(
      await one(
        sql`select (select count(*) from customers)::int as a, (select count(*) from record_keys)::int as b`,
      ),
    ).toMatchObject({ a: 0, b: 0 });
  });

  it("treats a batch like the same rows written one after another", async () => {
    const pick = <T>(...values: T[]) => fc.constantFrom(...values);
    const row = fc.record({
      externalId: pick("1", "2", "3"),
      customer: pick(undefined, { externalId: "a" }, { externalId: "b" }, { email: "c@x.ru" }),
      occurredAt: pick("2026-01-01", "2026-02-01", undefined),
      total: pick<unknown>(1, 2, undefined, "x"),
      status: pick(undefined, "created", "cancelled", "completed"),
      lines: pick(undefined, [], [{ product: "p", price: 3 }], [{ product: "q", price: 4, quantity: 2 }]),
    });
    const outcome = async (batches: OrderInput[][], isForwardOnly: boolean) => {
      await wipe();
      const results = [];
      for (const batch of batches) results.push(...(await orders(batch, { isForwardOnly })).results);
      const rows = await db.execute(sql`
        select o.external_id, c.external_id as who, c.email, o.status, o.total_minor, o.occurred_at,
          (select json_agg(l.product_external_id order by line_no) from order_lines l where l.customer_id = o.customer_id and l.order_id = o.id) as lines
        from orders o join record_keys k on k.id = o.id and k.customer_id = o.customer_id join customers c on c.id = o.customer_id order by 1`);
      const metrics = await db.execute(
        sql`select c.external_id, m.purchases, m.revenue_minor from customers c join customer_metrics m on m.customer_id = c.id order by 1, 2, 3`,
      );
      return {
        outcomes: results.map((result) => [result.outcome, result.changed]),
        rows: [...rows],
        metrics: [...metrics],
      };
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 10 }),
        fc.boolean(),
        async (rows, isForwardOnly) => {
          expect(await outcome([rows as OrderInput[]], isForwardOnly)).toEqual(
            await outcome(
              (rows as OrderInput[]).map((one) => [one]),
              isForwardOnly,
            ),
          );
        },
      ),
      { numRuns: 20 },
    );
  });

  it("makes each order once when the same batch races itself", async () => {
    await wipe();
    const batch = Array.from({ length: 200 }, (_, i) =>
      order({ externalId: `r${i}`, customer: { externalId: `c${i % 50}` }, total: i }),
    );
    const all = await Promise.all([orders(batch), orders([...batch].reverse()), orders(batch)]);
    expect(
      all.flatMap((result) => result.results).filter((result) => result.outcome === "created"),
    ).toHaveLength(200);
    expect(
      await one(
        sql`select (select count(*) from orders)::int as orders, (select sum(purchases) from customer_metrics)::int as purchases`,
      ),
    ).toMatchObject({ orders: 200, purchases: 200 });
  });
});

describe("upsertReceipts", () => {
  it("counts an order and the receipt that pays for it as one purchase", async () => {
    await wipe();
    await orders([order({ total: 100 })]);
    await receipts([{ externalId: "r1", customer: anna, occurredAt: "2026-04-02", total: 90, order: "o1" }]);
    expect(await one(sql`select purchases, revenue_minor from customer_metrics`)).toMatchObject({
      purchases: 1,
      revenue_minor: 9000,
    });
    await receipts([{ externalId: "r1", status: "cancelled" }]);
    expect(await one(sql`select purchases, revenue_minor from customer_metrics`)).toMatchObject({
      purchases: 1,
      revenue_minor: 10000,
    });
  });
});

describe("the catalogue", () => {
  it("keeps the tree's paths, whatever the order of its rows, and refuses a cycle", async () => {
    const results = await db.transaction((tx) =>
      upsertCategories(
        tx,
        [
          { externalId: "tea", name: "Tea", parent: "drinks" },
          { externalId: "drinks", name: "Drinks", parent: "food" },
          { externalId: "drinks", parent: "tea" },
        ],
        { now },
      ),
    );
    expect(results.map((result) => result.outcome)).toEqual(["created", "created", "rejected"]);
    expect(
      await one(sql`select array_length(path, 1) as depth from categories where external_id = 'tea'`),
    ).toMatchObject({ depth: 3 });
    const [product] = await db.transaction((tx) =>
      upsertProducts(
        tx,
        [{ externalId: "p9", name: "Green tea", category: "tea", price: "1 200,50", isAvailable: "да" }],
        { now },
      ),
    );
    expect(product?.outcome).toBe("created");
    expect(
      await one(sql`select p.price_minor, c.name from products p join categories c on c.id = p.category_id`),
    ).toMatchObject({ price_minor: 120050, name: "Tea" });
    const again = await db.transaction((tx) =>
      upsertProducts(tx, [{ externalId: "p9", name: "Green tea", category: "tea", price: 1200.5 }], { now }),
    );
    expect(again[0]?.outcome).toBe("unchanged");
  });
});
