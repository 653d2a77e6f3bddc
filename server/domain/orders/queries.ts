import { z } from "zod";
import { query } from "@/server/kernel/command";
import { invalid, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import type { PurchaseKind } from "./model";
import { allCategories, allStores, type PurchaseView, pageOfProducts, pageOfPurchases } from "./read-store";
import { listProducts as listProductsInput, listPurchases, recordId } from "./schema";

const nothing = z.object({}).default({});

function readCursor<T>(text: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}
const writeCursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString("base64url");
const purchasePosition = z.object({ at: z.iso.datetime(), id: z.number().int() });
const productPosition = z.object({ name: z.string(), id: z.number().int() });

const list = (kind: PurchaseKind) =>
  query({
    name: `orders.list-${kind}s`,
    permission: "orders:read",
    input: listPurchases,
    async run(
      ctx,
      { limit, cursor, ...filter },
    ): Promise<{ items: PurchaseView[]; nextCursor: string | null }> {
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
      return { items, nextCursor };
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

/** Orders, newest first: all, of one customer, or the one with an external id. */
export const listOrders = list("order");
export const listReceipts = list("receipt");
export const getOrder = get("order");
export const getReceipt = get("receipt");

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
