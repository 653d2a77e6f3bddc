import type { z } from "zod";
import type { RowProblem } from "@/server/domain/customers";
import type { Permission } from "@/server/kernel/access";
import { type Announcement, type CommandContext, command } from "@/server/kernel/command";
import { AppError } from "@/server/platform/errors";
import { orderChanged } from "./events";
import { bulkOf, upsertCategory, upsertOrder, upsertProduct, upsertReceipt, upsertStore } from "./schema";
import { upsertCategories, upsertProducts, upsertStores } from "./upsert-catalogue";
import { upsertOrders, upsertReceipts } from "./upsert-purchases";

/** What any upsert tells of one item. */
export interface ItemResult {
  id: number | null;
  outcome: "created" | "updated" | "unchanged" | "rejected";
  problems: RowProblem[];
  changed: string[];
  customerId?: number | null;
}

type Rows<Item extends z.ZodType> = (ctx: CommandContext, items: z.output<Item>[]) => Promise<ItemResult[]>;

/** One record: its problems are the call's. */
const single = <Item extends z.ZodType>(
  name: string,
  permission: Permission,
  input: Item,
  rows: Rows<Item>,
) =>
  command({
    name: `orders.upsert-${name}`,
    permission,
    input,
    async run(ctx, item): Promise<ItemResult> {
      const [result] = await rows(ctx, [item]);
      if (!result || result.outcome === "rejected") throw refusal(result?.problems ?? []);
      return result;
    },
  });

/** Up to 1,000 records in one transaction, each with a result of its own, in order. */
const bulk = <Item extends z.ZodType>(name: string, permission: Permission, input: Item, rows: Rows<Item>) =>
  command({
    name: `orders.upsert-${name}`,
    permission,
    input: bulkOf(input),
    run: async (ctx, { items }) => ({ results: await rows(ctx, items as z.output<Item>[]) }),
  });

function refusal(problems: readonly RowProblem[]): AppError {
  const fields = problems.map(({ path, message }) => ({ path, message }));
  return new AppError(
    "invalid",
    fields
      .map((field) => `${field.path}: ${field.message}`)
      .slice(0, 3)
      .join(" ") || "The record is invalid.",
    { fields },
  );
}

const orderRows: Rows<typeof upsertOrder> = async (ctx, items) => {
  const { results } = await upsertOrders(ctx.db, items, { via: "order", now: ctx.clock.now() });
  announceChanges(ctx, results);
  return results;
};
const receiptRows: Rows<typeof upsertReceipt> = async (ctx, items) => {
  const { results } = await upsertReceipts(ctx.db, items, { via: "order", now: ctx.clock.now() });
  announceChanges(ctx, results);
  return results;
};

function announceChanges(
  ctx: { announce(event: Announcement): void; door: string },
  results: readonly ItemResult[],
): void {
  const count = results.filter(
    (result) => result.outcome === "created" || result.outcome === "updated",
  ).length;
  if (count > 0) ctx.announce({ name: orderChanged, data: { count, via: ctx.door } });
}

const productRows: Rows<typeof upsertProduct> = (ctx, items) =>
  upsertProducts(ctx.db, items, { now: ctx.clock.now() });
const categoryRows: Rows<typeof upsertCategory> = (ctx, items) =>
  upsertCategories(ctx.db, items, { now: ctx.clock.now() });
const storeRows: Rows<typeof upsertStore> = (ctx, items) =>
  upsertStores(ctx.db, items, { now: ctx.clock.now() });

export const saveOrder = single("order", "orders:write", upsertOrder, orderRows);
export const saveOrders = bulk("orders", "orders:write", upsertOrder, orderRows);
export const saveReceipt = single("receipt", "orders:write", upsertReceipt, receiptRows);
export const saveReceipts = bulk("receipts", "orders:write", upsertReceipt, receiptRows);
export const saveProduct = single("product", "products:write", upsertProduct, productRows);
export const saveProducts = bulk("products", "products:write", upsertProduct, productRows);
export const saveCategory = single("category", "products:write", upsertCategory, categoryRows);
export const saveCategories = bulk("categories", "products:write", upsertCategory, categoryRows);
export const saveStore = single("store", "products:write", upsertStore, storeRows);
export const saveStores = bulk("stores", "products:write", upsertStore, storeRows);
