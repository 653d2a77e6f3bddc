/** What can be exported: each list by its own query, so that a file holds exactly what the page shows. */
import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Db } from "@/server/db/client";
import { readSettings } from "@/server/domain/account";
import { countMatches, matchingIds, scopeOf } from "@/server/domain/customers";
import { customerFilter } from "@/server/domain/customers/schema";
import { loadFields } from "@/server/domain/fields";
import { fromMinor } from "@/server/domain/fields/values/money";
import { countMessages, listMessages } from "@/server/domain/messages";
import { messageFilter } from "@/server/domain/messages/schema";
import { listCategories, listOrders, listProducts, listReceipts, listStores } from "@/server/domain/orders";
import { listProducts as listProductsInput, listPurchases } from "@/server/domain/orders/schema";
import { countMatchingRejects, listRejects } from "@/server/domain/rejects";
import { rejectFilter } from "@/server/domain/rejects/schema";
import type { Permission } from "@/server/kernel/access";
import type { Context } from "@/server/kernel/context";
import { publicId } from "@/server/platform/ids";
import { eventFilter } from "./schema";

export const exportLists = [
  "customers",
  "orders",
  "receipts",
  "products",
  "categories",
  "stores",
  "events",
  "messages",
  "rejects",
] as const;
export type ExportListName = (typeof exportLists)[number];

type Row = Record<string, unknown>;
export interface ExportPage {
  rows: Row[];
  /** Where the next page begins; null: there is none. */
  next: string | null;
}
export interface ExportList {
  permission: Permission;
  filters: z.ZodType;
  /** Column codes in their order; a file has those that were asked for, or all of them. */
  columns(ctx: Context): Promise<string[]>;
  page(ctx: Context, filters: Row, columns: readonly string[], cursor: string | null): Promise<ExportPage>;
  /** How many rows there will be, when that can be told cheaply; exact below 10,000. */
  count(ctx: Context, filters: Row): Promise<number | null>;
}

const pageRows = 200;
const purchaseColumns = [
  "id",
  "external_id",
  "customer_id",
  "number",
  "occurred_at",
  "status",
  "payment_status",
  "delivery_status",
  "channel",
  "total",
  "discount",
  "currency",
  "promo_code",
  "bonus_paid",
  "bonus_earned",
  "order",
  "store",
  "attributes",
  "lines",
];

/** `occurredAt` → `occurred_at`. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const snaked = (row: object): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [snake(name), value]));

/** Amounts in decimals, as everywhere outside. */
async function moneyOf(ctx: Context) {
  const { currency } = await readSettings(ctx.db);
  return (minor: unknown, own?: unknown) =>
    typeof minor === "number" ? fromMinor(minor, typeof own === "string" ? own : currency) : null;
}

type PurchaseItem = Awaited<ReturnType<typeof listOrders>>["items"][number];
const purchases = (kind: "order" | "receipt"): ExportList => {
  const list = kind === "order" ? listOrders : listReceipts;
  return {
    permission: "orders:read",
    filters: listPurchases.omit({ limit: true, cursor: true }),
    columns: async () => purchaseColumns,
    async page(ctx, filters, _columns, cursor) {
      const money = await moneyOf(ctx);
      const { items, nextCursor } = await list(ctx, {
        ...filters,
        limit: pageRows,
        ...(cursor ? { cursor } : {}),
      });
      const row = (one: PurchaseItem): Row => ({
        ...snaked(one),
        id: publicId(kind, one.id),
        customer_id: publicId("customer", one.customerId),
        total: money(one.totalMinor, one.currency),
        discount: money(one.discountMinor, one.currency),
        bonus_paid: money(one.bonusPaidMinor, one.currency),
        bonus_earned: money(one.bonusEarnedMinor, one.currency),
        store: one.store?.externalId ?? null,
        lines: one.lines.map((line) => ({
          product: line.productExternalId,
          name: line.name,
          quantity: line.quantity,
          price: money(line.priceMinor, one.currency),
          total: money(line.totalMinor, one.currency),
        })),
      });
      return { rows: items.map(row), next: nextCursor };
    },
    count: async () => null,
  };
};

const products: ExportList = {
  permission: "products:read",
  filters: listProductsInput.omit({ limit: true, cursor: true }),
  columns: async () => [
    "external_id",
    "name",
    "category",
    "category_name",
    "brand",
    "price",
    "old_price",
    "url",
    "image_url",
    "is_available",
    "attributes",
    "updated_at",
  ],
  async page(ctx, filters, _columns, cursor) {
    const money = await moneyOf(ctx);
    const { items, nextCursor } = await listProducts(ctx, {
      ...filters,
      limit: pageRows,
      ...(cursor ? { cursor } : {}),
    });
    return {
      rows: items.map((one) => ({
        ...snaked(one),
        category: one.categoryExternalId,
        price: money(one.priceMinor),
        old_price: money(one.oldPriceMinor),
      })),
      next: nextCursor,
    };
  },
  count: async () => null,
};

const whole = (
  read: (ctx: Context) => Promise<{ items: object[] }>,
  columns: string[],
  filters: z.ZodType,
): ExportList => ({
  permission: "products:read",
  filters,
  columns: async () => columns,
  page: async (ctx) => ({ rows: (await read(ctx)).items.map(snaked), next: null }),
  count: async (ctx) => (await read(ctx)).items.length,
});

/** People by number: every page is a walk along the key, whatever the filter. */
const customers: ExportList = {
  permission: "customers:read",
  filters: customerFilter,
  async columns(ctx) {
    const fields = await loadFields(ctx.db);
    const own = fields.all("customer").filter((one) => one.scope === "custom");
    return [...Object.keys(customerColumns), ...own.map((one) => `attributes.${one.code}`), "attributes"];
  },
  async page(ctx, filters, columns, cursor) {
    const scope = await scopeOf(ctx.db, customerFilter.parse(filters), ctx.clock.now());
    const isFiltered = scope.conditions.length > 0 || scope.ids !== undefined;
    const rows = await ctx.db.execute<Row & { id: number }>(sql`
      select c.id, ${sql.join(columns.filter((one) => one !== "id").map(customerColumn), sql`, `)}
      from customers c join customer_metrics m on m.customer_id = c.id
      where c.state = 'active' and c.id > ${Number(cursor ?? 0)}
        ${isFiltered ? sql`and c.id in (${matchingIds(scope)})` : sql``}
      order by c.id limit ${customerRows}`);
    const money = await moneyOf(ctx);
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => ({
        ...row,
        id: publicId("customer", row.id),
        ...("revenue" in row ? { revenue: money(row.revenue) } : {}),
      })),
      next: rows.length === customerRows && last ? String(last.id) : null,
    };
  },
  async count(ctx, filters) {
    const { count, estimate } = await countMatches(ctx, customerFilter.parse(filters));
    return estimate ?? count;
  },
};
const customerRows = 5_000;
const utc = (column: string) =>
  sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`);
const customerColumns: Record<string, ReturnType<typeof sql>> = {
  id: sql`c.id`,
  external_id: sql`c.external_id`,
  email: sql`c.email`,
  phone: sql`c.phone`,
  first_name: sql`c.first_name`,
  middle_name: sql`c.middle_name`,
  last_name: sql`c.last_name`,
  gender: sql`c.gender`,
  birth_on: sql`c.birth_on::text`,
  country: sql`c.country`,
  region: sql`c.region`,
  city: sql`c.city`,
  zip: sql`c.zip`,
  locale: sql`c.locale`,
  time_zone: sql`c.time_zone`,
  registered_at: utc("c.registered_at"),
  created_at: utc("c.created_at"),
  last_seen_at: utc("c.last_seen_at"),
  purchases: sql`m.purchases`,
  revenue: sql`m.revenue_minor`,
  first_purchase_at: utc("m.first_purchase_at"),
  last_purchase_at: utc("m.last_purchase_at"),
};
function customerColumn(code: string) {
  const known = customerColumns[code];
  if (known) return sql`${known} as ${sql.identifier(code)}`;
  if (code === "attributes") return sql`c.attributes as attributes`;
  return sql`c.attributes -> ${code.slice("attributes.".length)}::text as ${sql.identifier(code)}`;
}

const events: ExportList = {
  permission: "events:read",
  filters: eventFilter,
  columns: async () => [
    "id",
    "customer_id",
    "occurred_at",
    "received_at",
    "type",
    "name",
    "source",
    "properties",
    "context",
  ],
  async page(ctx, filters, _columns, cursor) {
    const { from, to, name, sourceId, customerId } = eventFilter.parse(filters);
    const [at, id] = cursor?.split("~") ?? [];
    const rows = await (ctx.db as Db).execute<Row & { occurred_at: string; id: string }>(sql`
      select e.id, e.customer_id, to_char(e.occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as occurred_at,
        ${utc("e.received_at")} as received_at, e.type, e.name, e.source_id as source, e.properties, e.context
      from customer_events e where true
        ${from ? sql`and e.occurred_at >= ${from.toISOString()}::timestamptz` : sql``}
        ${to ? sql`and e.occurred_at < ${to.toISOString()}::timestamptz` : sql``}
        ${name ? sql`and e.name = ${name}` : sql``}
        ${sourceId ? sql`and e.source_id = ${sourceId}` : sql``}
        ${customerId ? sql`and e.customer_id = ${customerId}` : sql``}
        ${at && id ? sql`and (e.occurred_at, e.id) > (${at}::timestamptz, ${id}::uuid)` : sql``}
      order by e.occurred_at, e.id limit 2000`);
    const last = rows.at(-1);
    return {
      rows: rows.map((row) => ({ ...row, customer_id: publicId("customer", Number(row.customer_id)) })),
      next: rows.length === 2000 && last ? `${last.occurred_at}~${last.id}` : null,
    };
  },
  count: async () => null,
};

const messages: ExportList = {
  permission: "messages:read",
  filters: messageFilter,
  columns: async () => [
    "id",
    "customer_id",
    "channel",
    "state",
    "reason",
    "address",
    "subject",
    "source_kind",
    "source_name",
    "planned_at",
    "template_name",
    "sent_at",
    "delivered_at",
    "failed_at",
    "opened_at",
    "clicked_at",
    "unsubscribed_at",
    "complained_at",
  ],
  async page(ctx, filters, _columns, cursor) {
    const { rows, nextCursor } = await listMessages(ctx, {
      ...(filters as z.input<typeof messageFilter>),
      limit: pageRows,
      ...(cursor ? { cursor } : {}),
    });
    return {
      rows: rows.map((row) => {
        const flat = snaked(row);
        const person = flat.customer as { id?: number } | undefined;
        const id = person?.id ?? flat.customer_id;
        return { ...flat, customer_id: typeof id === "number" ? publicId("customer", id) : (id ?? null) };
      }),
      next: nextCursor,
    };
  },
  count: async (ctx, filters) => {
    const { count, isMore } = await countMessages(ctx, filters as z.input<typeof messageFilter>);
    return isMore ? null : count;
  },
};

const rejects: ExportList = {
  permission: "events:read",
  filters: rejectFilter,
  columns: async () => [
    "at",
    "door",
    "entity",
    "state",
    "code",
    "reason",
    "path",
    "origin",
    "event_id",
    "payload",
  ],
  async page(ctx, filters, _columns, cursor) {
    const { rows, nextCursor } = await listRejects(ctx, {
      ...rejectFilter.parse(filters),
      limit: pageRows,
      ...(cursor ? { cursor } : {}),
    });
    return { rows: rows.map(snaked), next: nextCursor };
  },
  count: async (ctx, filters) => {
    const found: unknown = await countMatchingRejects(ctx, rejectFilter.parse(filters));
    return typeof found === "number" ? found : null;
  },
};

export const listsByName: Record<ExportListName, ExportList> = {
  customers,
  orders: purchases("order"),
  receipts: purchases("receipt"),
  products,
  categories: whole(
    async (ctx) => {
      const { items } = await listCategories(ctx, {});
      const names = new Map(items.map((one) => [one.id, one.externalId]));
      return { items: items.map((one) => ({ ...one, parent: names.get(one.parentId ?? 0) ?? null })) };
    },
    ["external_id", "name", "parent", "depth", "products"],
    eventFilter.pick({}),
  ),
  stores: whole(
    (ctx) => listStores(ctx, {}),
    ["external_id", "name", "city", "region", "address", "format", "time_zone", "attributes"],
    eventFilter.pick({}),
  ),
  events,
  messages,
  rejects,
};
