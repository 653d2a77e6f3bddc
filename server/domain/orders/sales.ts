import { z } from "zod";
import { readSettings } from "@/server/domain/account";
import { query } from "@/server/kernel/command";
import { can } from "@/server/kernel/context";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { readCursor, writeCursor } from "./cursor";
import { allStores } from "./read-store";
import {
  type BuyerName,
  buyersOfProduct,
  companionsFrom,
  companionsOf,
  figuresOfStores,
  monthsOfStore,
  namesOf,
  salesOfProduct,
} from "./sales-store";
import { listBuyers as listBuyersInput, recordId } from "./schema";

const dayMs = 86_400_000;
/** Figures of the list of stores are of so many days, counted back from now. */
const recentDays = 30;

/** Twelve months of a product, and its whole life in figures. */
export const getProductSales = query({
  name: "orders.get-product-sales",
  permission: "orders:read",
  input: recordId,
  async run(ctx, { id }) {
    const { timeZone } = await readSettings(ctx.db);
    return salesOfProduct(ctx.db, id, ctx.clock.now(), timeZone);
  },
});

/** What else lies in the purchases that hold a product: the five met most often in its latest purchases. */
export const getProductCompanions = query({
  name: "orders.get-product-companions",
  permission: "orders:read",
  input: recordId,
  async run(ctx, { id }) {
    const found = await companionsOf(ctx.db, id);
    return { ...found, isOfLatest: found.of >= companionsFrom };
  },
});

const buyerPosition = z.object({ at: z.iso.datetime(), id: z.number().int() });
/** The people who bought a product, the latest first. */
export const listBuyers = query({
  name: "orders.list-buyers",
  permission: "orders:read",
  input: listBuyersInput,
  async run(ctx, { id, cursor, limit }) {
    const rows = await buyersOfProduct(ctx.db, id, readCursor(cursor, buyerPosition), limit + 1);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    const names = can(ctx.actor, "customers:read")
      ? await namesOf(
          ctx.db,
          items.map((item) => item.customerId),
        )
      : new Map<number, BuyerName>();
    return {
      items: items.map((item) => ({ ...item, customer: names.get(item.customerId) ?? null })),
      nextCursor:
        rows.length > limit && last
          ? writeCursor({ at: last.lastAt.toISOString(), id: last.customerId })
          : null,
    };
  },
});

export const getStore = query({
  name: "orders.get-store",
  permission: "products:read",
  input: recordId,
  async run(ctx, { id }) {
    const [store] = await allStores(ctx.db, id);
    if (!store) throw notFound("store", publicId("store", id));
    return store;
  },
});

/** Purchases of a store by month of the project's calendar. */
export const getStoreSales = query({
  name: "orders.get-store-sales",
  permission: "orders:read",
  input: recordId,
  async run(ctx, { id }) {
    const { timeZone } = await readSettings(ctx.db);
    return { months: await monthsOfStore(ctx.db, id, ctx.clock.now(), timeZone) };
  },
});

/** What every store sold in the last thirty days; a store that sold nothing is missing. */
export const listStoreFigures = query({
  name: "orders.list-store-figures",
  permission: "orders:read",
  input: z.object({}).default({}),
  async run(ctx) {
    const since = new Date(ctx.clock.now().getTime() - recentDays * dayMs);
    return { days: recentDays, since, items: await figuresOfStores(ctx.db, since) };
  },
});
