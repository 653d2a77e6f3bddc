import { z } from "zod";
import { readSettings } from "@/server/domain/account";
import { fromMinor } from "@/server/domain/fields/values/money";
import * as orders from "@/server/domain/orders";
import { bulkOf, upsertOrder, upsertReceipt } from "@/server/domain/orders/schema";
import type { UseCase } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { publicId } from "@/server/platform/ids";
import { itemResult, writtenResult } from "./item-results";
import { camelCased, idParam, iso, readId, snakeCased } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const text = z.string().nullable();
const line = z.object({
  product: text,
  name: text,
  quantity: z.number(),
  price: z.number(),
  total: z.number(),
});
const shared = {
  id: z.string(),
  external_id: z.string(),
  customer_id: z.string(),
  number: text,
  occurred_at: z.string(),
  status: z.string(),
  channel: z.string(),
  total: z.number(),
  discount: z.number(),
  currency: z.string(),
  store: text,
  attributes: z.record(z.string(), z.unknown()),
  lines: z.array(line),
};
const order = z
  .object({ ...shared, delivery_status: text, payment_status: text, promo_code: text })
  .meta({ id: "Order" });
const receipt = z
  .object({ ...shared, order: text, bonus_paid: z.number(), bonus_earned: z.number() })
  .meta({ id: "Receipt" });

function writtenShared(view: orders.PurchaseView, projectCurrency: string) {
  const currency = view.currency ?? projectCurrency;
  const money = (minor: number) => fromMinor(minor, currency);
  return {
    id: publicId(view.kind, view.id),
    external_id: view.externalId,
    customer_id: publicId("customer", view.customerId),
    number: view.number,
    occurred_at: iso(view.occurredAt),
    status: view.status,
    channel: view.channel,
    total: money(view.totalMinor),
    discount: money(view.discountMinor),
    currency,
    store: view.store?.externalId ?? null,
    attributes: view.attributes,
    lines: view.lines.map((one) => ({
      product: one.productExternalId,
      name: one.name,
      quantity: one.quantity,
      price: money(one.priceMinor),
      total: money(one.totalMinor),
    })),
  };
}
const writtenOrder = (view: orders.PurchaseView, currency: string): z.input<typeof order> => ({
  ...writtenShared(view, currency),
  delivery_status: view.deliveryStatus,
  payment_status: view.paymentStatus,
  promo_code: view.promoCode,
});
const writtenReceipt = (view: orders.PurchaseView, currency: string): z.input<typeof receipt> => ({
  ...writtenShared(view, currency),
  order: view.order,
  bonus_paid: fromMinor(view.bonusPaidMinor, view.currency ?? currency),
  bonus_earned: fromMinor(view.bonusEarnedMinor, view.currency ?? currency),
});

const currencyOf = async (ctx: Context) => (await readSettings(ctx.db)).currency;
const listQuery = z.object({
  customer_id: z.string().max(40).optional().meta({ description: "Only of this customer." }),
  external_id: z.string().max(200).optional(),
  ...pageQuery(),
});

interface Kind<Item extends z.ZodObject, Write extends z.ZodType> {
  noun: "order" | "receipt";
  tag: string;
  view: Item;
  write: Write;
  example: Record<string, unknown>;
  written(view: orders.PurchaseView, currency: string): z.input<Item>;
  list: typeof orders.listOrders;
  get: typeof orders.getOrder;
  save: UseCase<Write, orders.ItemResult, "command">;
  saveMany(ctx: Context, input: { items: unknown[] }): Promise<{ results: orders.ItemResult[] }>;
}

/** The four operations that orders and receipts share. */
function purchaseRoutes<Item extends z.ZodObject, Write extends z.ZodType>(kind: Kind<Item, Write>): Route[] {
  const path = `/api/v1/${kind.noun}s`;
  const name = kind.noun === "order" ? "Order" : "Receipt";
  const bulk = bulkOf(kind.write);
  return [
    route({
      tag: kind.tag,
      method: "GET",
      path,
      operationId: `list${name}s`,
      summary: `${name}s, newest first: all, of one customer, or the one with an external id`,
      permission: "orders:read",
      query: listQuery,
      response: pageOf(kind.view as z.ZodType),
      async handle({ ctx, query: { customer_id, external_id, limit, cursor } }) {
        const customerId = customer_id === undefined ? undefined : readId("customer", customer_id);
        const page = await kind.list(ctx, { customerId, externalId: external_id, limit, cursor });
        const currency = await currencyOf(ctx);
        return asPage(
          page.items.map((item) => kind.written(item, currency)),
          limit,
          page.nextCursor,
        );
      },
    }),
    route({
      tag: kind.tag,
      method: "GET",
      path: `${path}/{id}`,
      operationId: `get${name}`,
      summary: `One ${kind.noun} with its lines`,
      permission: "orders:read",
      params: idParam(kind.noun),
      response: kind.view as z.ZodType,
      async handle({ ctx, params }) {
        return kind.written(await kind.get(ctx, { id: readId(kind.noun, params.id) }), await currencyOf(ctx));
      },
    }),
    route({
      tag: kind.tag,
      method: "POST",
      path,
      operationId: `upsert${name}`,
      summary: `Create or update one ${kind.noun} by its external id`,
      description:
        "An unknown customer is created. Amounts are decimals. `lines`, when given, replace all lines; without a total their sum is taken.",
      permission: "orders:write",
      body: snakeCased(kind.write).meta({ id: `${name}Write` }),
      response: itemResult,
      example: { request: kind.example },
      async handle({ ctx, body }) {
        return writtenResult(kind.noun, await kind.save(ctx, camelCased(kind.write, body)));
      },
    }),
    route({
      tag: kind.tag,
      method: "POST",
      path: `${path}/bulk`,
      operationId: `upsert${name}s`,
      summary: `Create or update up to 1,000 ${kind.noun}s`,
      description:
        "`results` has one entry per item, in order; a rejected item does not keep the others from being saved.",
      permission: "orders:write",
      body: snakeCased(bulk),
      maxBytes: 16 * 1024 * 1024,
      response: z.object({ results: z.array(itemResult) }),
      async handle({ ctx, body }) {
        const { results } = await kind.saveMany(ctx, camelCased(bulk, body) as { items: unknown[] });
        return { results: results.map((one) => writtenResult(kind.noun, one)) };
      },
    }),
  ];
}

const example = {
  external_id: "A-1042",
  customer: { external_id: "77", email: "anna@example.org" },
  occurred_at: "2026-01-31T10:00:00Z",
  total: 24.5,
  lines: [{ product: "tea-1", name: "Green tea", quantity: 2, price: 12.25 }],
};

export const orderRoutes: Route[] = [
  ...purchaseRoutes({
    noun: "order",
    tag: "Orders",
    view: order,
    write: upsertOrder,
    example: { ...example, status: "confirmed" },
    written: writtenOrder,
    list: orders.listOrders,
    get: orders.getOrder,
    save: orders.saveOrder,
    saveMany: orders.saveOrders as never,
  }),
  ...purchaseRoutes({
    noun: "receipt",
    tag: "Receipts",
    view: receipt,
    write: upsertReceipt,
    example: { ...example, order: "A-1041", store: "12" },
    written: writtenReceipt,
    list: orders.listReceipts,
    get: orders.getReceipt,
    save: orders.saveReceipt,
    saveMany: orders.saveReceipts as never,
  }),
];
