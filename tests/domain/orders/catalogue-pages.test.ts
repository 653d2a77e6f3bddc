import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import * as orders from "@/server/domain/orders";
import { manualClock } from "@/server/platform/clock";
import { asRole } from "@/tests/support/actors";
import { testDatabase } from "@/tests/support/database";

const { db } = await testDatabase();
const now = new Date("2026-05-20T12:00:00Z");
const ctx = asRole(db, "administrator", manualClock(now));
const line = (product: string, quantity: number, price: number) => ({ product, quantity, price });
const idOf = async (table: "products" | "categories" | "stores", externalId: string) => {
  const [row] = await db.execute<{ id: number }>(
    sql`select id from ${sql.raw(table)} where external_id = ${externalId}`,
  );
  return row?.id ?? 0;
};

beforeAll(async () => {
  await orders.saveProducts(ctx, {
    items: ["tea", "cup", "jam"].map((externalId) => ({ externalId, name: externalId, price: 10 })),
  });
  const receipt = (externalId: string, customer: string, occurredAt: string, more: object = {}) => ({
    externalId,
    customer: { externalId: customer },
    occurredAt,
    store: "S1",
    lines: [line("tea", 2, 10), line("cup", 1, 5)],
    ...more,
  });
  await orders.saveOrder(ctx, {
    externalId: "o1",
    number: "A-1",
    customer: { externalId: "anna", firstName: "Anna" },
    occurredAt: "2026-05-01T08:00:00Z",
    lines: [line("tea", 2, 10), line("cup", 1, 5)],
  });
  await orders.saveReceipts(ctx, {
    items: [
      receipt("r1", "anna", "2026-05-01T09:00:00Z", { order: "o1" }),
      receipt("r2", "boris", "2026-04-02T09:00:00Z", { lines: [line("tea", 1, 10), line("jam", 1, 3)] }),
      receipt("r3", "boris", "2026-05-19T09:00:00Z"),
      receipt("r4", "vera", "2026-05-19T10:00:00Z", { status: "returned" }),
    ],
  });
});

describe("orders and receipts", () => {
  it("are found by number, id, store, product and sum, with the totals of exactly these", async () => {
    const ids = async (filter: object) =>
      (await orders.listReceipts(ctx, filter)).items.map((item) => item.externalId);
    expect(await ids({ search: "r2" })).toEqual(["r2"]);
    expect((await orders.listOrders(ctx, { search: "A-1" })).items).toMatchObject([
      { externalId: "o1", customer: { firstName: "Anna" } },
    ]);
    expect(await ids({ productId: await idOf("products", "jam") })).toEqual(["r2"]);
    expect(await ids({ maxTotal: 1300 })).toEqual(["r2"]);
    expect(await ids({ paymentStatus: "paid" })).toEqual([]);
    const storeId = await idOf("stores", "S1");
    expect(await orders.countReceipts(ctx, { storeId })).toMatchObject({
      count: 4,
      void: 1,
      isMore: false,
      sums: [{ totalMinor: 2500 + 1300 + 2500 }],
    });
  });
});

describe("a product", () => {
  it("counts every purchase once: an order and its receipt are one, a return is none", async () => {
    const sales = await orders.getProductSales(ctx, { id: await idOf("products", "tea") });
    expect(sales).toMatchObject({ units: 5, revenueMinor: 5000, purchases: 3, buyers: 2 });
    expect(sales.months).toHaveLength(12);
    expect(sales.months.slice(-2)).toEqual([
      { month: "2026-04", units: 1, purchases: 1, revenueMinor: 1000 },
      { month: "2026-05", units: 4, purchases: 2, revenueMinor: 4000 },
    ]);
  });

  it("has its buyers, the latest first, page after page", async () => {
    const id = await idOf("products", "tea");
    const first = await orders.listBuyers(ctx, { id, limit: 1 });
    expect(first.items).toMatchObject([{ purchases: 2, units: 3, revenueMinor: 3000 }]);
    const next = await orders.listBuyers(ctx, { id, limit: 1, cursor: first.nextCursor ?? "" });
    expect(next).toMatchObject({ items: [{ customer: { firstName: "Anna" } }], nextCursor: null });
  });

  it("is bought together with what lies beside it most often", async () => {
    const found = await orders.getProductCompanions(ctx, { id: await idOf("products", "tea") });
    expect(found.of).toBe(3);
    expect(found.items.map(({ name, together }) => [name, together])).toEqual([
      ["cup", 2],
      ["jam", 1],
    ]);
  });

  it("is edited by the rules of every door, and the audit log says what was", async () => {
    const id = await idOf("products", "jam");
    await expect(orders.editProduct(ctx, { id, values: { price: "cheap" } })).rejects.toMatchObject({
      fields: [{ path: "price" }],
    });
    await orders.editProduct(ctx, { id, values: { name: "Plum jam", price: 4.5, brand: "Sad" } });
    const [audit] = await db.execute(
      sql`select changes from audit_log where action = 'orders.edit-product' order by at desc limit 1`,
    );
    expect(audit).toMatchObject({
      changes: {
        name: { from: "jam", to: "Plum jam" },
        price_minor: { from: 1000, to: 450 },
        brand: { from: null, to: "Sad" },
      },
    });
  });
});

describe("the tree of categories", () => {
  it("moves a category with everything below it, and refuses a circle in a plain sentence", async () => {
    const { id: food } = await orders.createCategory(ctx, { name: "Food" });
    const { id: sweet } = await orders.createCategory(ctx, { name: "Sweet", parentId: food });
    const { id: jams } = await orders.createCategory(ctx, { name: "Jams", parentId: sweet });
    await expect(orders.editCategory(ctx, { id: food, values: { parentId: jams } })).rejects.toMatchObject({
      message: "“Jams” lies within this category, so it cannot hold it. Choose another place.",
    });
    await orders.editCategory(ctx, { id: sweet, values: { parentId: null } });
    const { items } = await orders.listCategories(ctx, {});
    expect(items.filter((one) => [sweet, jams].includes(one.id)).map((one) => one.depth)).toEqual([1, 2]);
  });
});

describe("stores", () => {
  it("show what the last thirty days brought, by purchases that count", async () => {
    const id = await idOf("stores", "S1");
    const { items } = await orders.listStoreFigures(ctx, {});
    expect(items).toEqual([{ storeId: id, purchases: 2, customers: 2, revenueMinor: 5000 }]);
    const { months } = await orders.getStoreSales(ctx, { id });
    expect(months.map((one) => one.purchases).slice(-2)).toEqual([1, 2]);
  });
});
