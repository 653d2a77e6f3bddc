import { z } from "zod";
import { query } from "@/server/kernel/command";
import { can } from "@/server/kernel/context";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { readCursor, writeCursor } from "./cursor";
import type { PurchaseKind } from "./model";
import { totalsOfPurchases } from "./purchase-filter";
import { allCategories, allStores, type PurchaseView, pageOfProducts, pageOfPurchases } from "./read-store";
import { type BuyerName, namesOf } from "./sales-store";
import { listProducts as listProductsInput, listPurchases, purchaseFilter, recordId } from "./schema";

const nothing = z.object({}).default({});

const purchasePosition = z.object({ at: z.iso.datetime(), id: z.number().int() });
const productPosition = z.object({ name: z.string(), id: z.number().int() });

export interface PurchaseItem extends PurchaseView {
  /** Null for a visitor nobody knows yet, and for callers who may not read people. */
  customer: BuyerName | null;
}
const list = (kind: PurchaseKind) =>
  query({
    name: `orders.list-${kind}s`,
    permission: "orders:read",
    input: listPurchases,
    async run(
      ctx,
      { limit, cursor, ...filter },
    ): Promise<{ items: PurchaseItem[]; nextCursor: string | null }> {
      const rows = await pageOfPurchases(
        ctx.db,
        kind,
        filter,
        readCursor(cursor, purchasePosition),
        limit + 1,
      );
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const nextCursor =
        rows.length > limit && last ? writeCursor({ at: last.occurredAt.toISOString(), id: last.id }) : null;
      const names = can(ctx.actor, "customers:read")
        ? await namesOf(
            ctx.db,
            items.map((item) => item.customerId),
          )
        : new Map<number, BuyerName>();
      return {
        items: items.map((item) => ({ ...item, customer: names.get(item.customerId) ?? null })),
        nextCursor,
      };
    },
  });
const get = (kind: PurchaseKind) =>
  query({
    name: `orders.get-${kind}`,
    permission: "orders:read",
    input: recordId,
    async run(ctx, { id }): Promise<PurchaseView> {
      const [found] = await pageOfPurchases(ctx.db, kind, { id }, undefined, 1);
      if (!found) throw notFound(kind, publicId(kind, id));
      return found;
    },
  });

const count = (kind: PurchaseKind) =>
  query({
    name: `orders.count-${kind}s`,
    permission: "orders:read",
    input: purchaseFilter,
    run: (ctx, filter) => totalsOfPurchases(ctx.db, kind, filter),
  });

/** Orders, newest first: all, of one customer, or the one with an external id. */
export const listOrders = list("order");
export const listReceipts = list("receipt");
export const getOrder = get("order");
export const getReceipt = get("receipt");
/** How many a filter finds and what they are worth, up to a bound; what is void is counted apart. */
export const countOrders = count("order");
export const countReceipts = count("receipt");

export const listProducts = query({
  name: "orders.list-products",
  permission: "products:read",
  input: listProductsInput,
  async run(ctx, { limit, cursor, sort, ...filter }) {
    const rows = await pageOfProducts(ctx.db, filter, sort, readCursor(cursor, productPosition), limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      nextCursor: rows.length > limit && last ? writeCursor({ name: last.name, id: last.id }) : null,
    };
  },
});
export const getProduct = query({
  name: "orders.get-product",
  permission: "products:read",
  input: recordId,
  async run(ctx, { id }) {
    const [found] = await pageOfProducts(ctx.db, { id }, "name", undefined, 1);
    if (!found) throw notFound("product", publicId("product", id));
    return found;
  },
});
/** The whole category tree, parents first, with how many products each holds. */
export const listCategories = query({
  name: "orders.list-categories",
  permission: "products:read",
  input: nothing,
  run: async (ctx) => ({ items: await allCategories(ctx.db) }),
});
export const listStores = query({
  name: "orders.list-stores",
  permission: "products:read",
  input: nothing,
  run: async (ctx) => ({ items: await allStores(ctx.db) }),
});
