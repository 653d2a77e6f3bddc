import { z } from "zod";
import { readSettings } from "@/server/domain/account";
import { fromMinor } from "@/server/domain/fields/values/money";
import * as orders from "@/server/domain/orders";
import type { Context } from "@/server/kernel/context";
import { publicId } from "@/server/platform/ids";
import { iso, readId } from "./names";
import { bulkRoute, getRoute, listRoute, upsertRoute } from "./object-routes";
import type { Route } from "./route";

const text = z.string().nullable();
const line = z.object({
  product: text,
  name: text,
  quantity: z.number(),
  price: z.number(),
  total: z.number(),
  attributes: z.record(z.string(), z.unknown()),
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
      attributes: one.attributes,
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
const description =
  "An unknown customer is created. Amounts are decimals. `lines`, when given, replace all lines; without a total their sum is taken.";

interface Kind<Item extends z.ZodObject> {
  noun: "order" | "receipt";
  view: Item;
  /** The example. */
  read: z.input<Item>;
  written(view: orders.PurchaseView, currency: string): z.input<Item>;
  list: typeof orders.listOrders;
  get: typeof orders.getOrder;
}

/** What orders and receipts share in reading. */
function readingRoutes<Item extends z.ZodObject>(kind: Kind<Item>): Route[] {
  const path = `/api/v1/${kind.noun}s`;
  const name = kind.noun === "order" ? "Order" : "Receipt";
  const about = {
    tag: `${name}s`,
    path,
    permission: "orders:read" as const,
    item: kind.view,
    example: kind.read,
  };
  return [
    listRoute({
      ...about,
      operationId: `list${name}s`,
      summary: `${name}s, newest first: all, of one customer, or the one with an external id`,
      filters: {
        customer_id: z.string().max(40).optional().meta({ description: "Only of this customer." }),
        external_id: z.string().max(200).optional(),
        status: z.string().max(40).optional(),
        from: instant.optional().meta({ description: "Happened at or after." }),
        to: instant.optional().meta({ description: "Happened before." }),
      },
      async page(ctx, { customer_id, external_id, ...query }) {
        const customerId = customer_id === undefined ? undefined : readId("customer", customer_id);
        const { items, nextCursor } = await kind.list(ctx, { ...query, customerId, externalId: external_id });
        const currency = await currencyOf(ctx);
        return { items: items.map((item) => kind.written(item, currency)), nextCursor };
      },
    }),
    getRoute({
      ...about,
      path: `${path}/{id}`,
      operationId: `get${name}`,
      summary: `One ${kind.noun} with its lines`,
      noun: kind.noun,
      get: async (ctx, id) => kind.written(await kind.get(ctx, { id }), await currencyOf(ctx)),
    }),
  ];
}

const instant = z.iso.datetime({ offset: true });
const write = {
  external_id: "A-1042",
  customer: { external_id: "77", email: "anna@example.org" },
  occurred_at: "2026-01-31T10:00:00Z",
  total: 24.5,
  lines: [
    { product: "tea-1", name: "Green tea", quantity: 2, price: 12.25, attributes: { gift_wrap: true } },
  ],
};
const orderWrite = { ...write, status: "confirmed" };
const receiptWrite = { ...write, order: "A-1041", store: "12" };
const read = {
  external_id: "A-1042",
  customer_id: "cus_77",
  number: null,
  occurred_at: "2026-01-31T10:00:00.000Z",
  total: 24.5,
  discount: 0,
  currency: "EUR",
  attributes: {},
  lines: [
    {
      product: "tea-1",
      name: "Green tea",
      quantity: 2,
      price: 12.25,
      total: 24.5,
      attributes: { gift_wrap: true },
    },
  ],
};
const orderRead: z.input<typeof order> = {
  id: "ord_1042",
  ...read,
  status: "confirmed",
  channel: "api",
  store: null,
  delivery_status: null,
  payment_status: null,
  promo_code: null,
};
const receiptRead: z.input<typeof receipt> = {
  id: "rcp_1042",
  ...read,
  status: "completed",
  channel: "store",
  store: "12",
  order: "A-1041",
  bonus_paid: 0,
  bonus_earned: 0,
};

const orderAbout = {
  tag: "Orders",
  path: "/api/v1/orders",
  noun: "order",
  description,
  example: orderWrite,
} as const;
const receiptAbout = {
  tag: "Receipts",
  path: "/api/v1/receipts",
  noun: "receipt",
  description,
  example: receiptWrite,
} as const;

export const orderRoutes: Route[] = [
  ...readingRoutes({
    noun: "order",
    view: order,
    read: orderRead,
    written: writtenOrder,
    list: orders.listOrders,
    get: orders.getOrder,
  }),
  upsertRoute({
    ...orderAbout,
    name: "Order",
    summary: "Create or update one order by its external id",
    save: orders.saveOrder,
  }),
  bulkRoute({
    ...orderAbout,
    name: "Orders",
    summary: "Create or update up to 1,000 orders",
    saveMany: orders.saveOrders,
  }),
  ...readingRoutes({
    noun: "receipt",
    view: receipt,
    read: receiptRead,
    written: writtenReceipt,
    list: orders.listReceipts,
    get: orders.getReceipt,
  }),
  upsertRoute({
    ...receiptAbout,
    name: "Receipt",
    summary: "Create or update one receipt by its external id",
    save: orders.saveReceipt,
  }),
  bulkRoute({
    ...receiptAbout,
    name: "Receipts",
    summary: "Create or update up to 1,000 receipts",
    saveMany: orders.saveReceipts,
  }),
];
