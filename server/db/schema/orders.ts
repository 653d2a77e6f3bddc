import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  numeric,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { bigId, createdAt, instant, minorUnits } from "../columns";

export const categories = pgTable(
  "categories",
  {
    id: bigId().primaryKey().generatedByDefaultAsIdentity(),
    externalId: text().notNull(),
    parentId: bigint({ mode: "number" }),
    name: text().notNull(),
    /** Ids from the root down to and including this one: a subtree is `path @> array[root]`. */
    path: bigint({ mode: "number" }).array().notNull().default([]),
    attributes: jsonb().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("categories_external").on(t.externalId), index("categories_path").using("gin", t.path)],
);

export const products = pgTable(
  "products",
  {
    id: bigId().primaryKey().generatedByDefaultAsIdentity(),
    externalId: text().notNull(),
    name: text().notNull(),
    categoryId: bigint({ mode: "number" }).references(() => categories.id),
    brand: text(),
    priceMinor: minorUnits(),
    oldPriceMinor: minorUnits(),
    url: text(),
    imageUrl: text(),
    isAvailable: boolean().notNull().default(true),
    attributes: jsonb().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("products_external").on(t.externalId),
    index("products_category").on(t.categoryId),
    index("products_name").on(t.name, t.id),
  ],
);

export const stores = pgTable(
  "stores",
  {
    id: bigId().primaryKey().generatedByDefaultAsIdentity(),
    externalId: text().notNull(),
    name: text().notNull(),
    city: text(),
    region: text(),
    /** The node of the tree that the text means, when it is known. */
    regionId: bigint({ mode: "number" }),
    address: text(),
    format: text(),
    timeZone: text(),
    attributes: jsonb().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex("stores_external").on(t.externalId)],
);

/** An order: changing composition, delivery and payment, three independent statuses. */
export const orders = pgTable(
  "orders",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().notNull(),
    externalId: text().notNull(),
    number: text(),
    occurredAt: instant().notNull(),
    /** created | confirmed | completed | cancelled */
    status: text().notNull().default("created"),
    deliveryStatus: text(),
    /** unpaid | paid | partially_refunded | refunded */
    paymentStatus: text(),
    storeId: bigint({ mode: "number" }),
    /** web | app | store | import | api */
    channel: text().notNull().default("api"),
    totalMinor: minorUnits().notNull(),
    discountMinor: minorUnits().notNull().default(0),
    currency: text(),
    promoCode: text(),
    attributes: jsonb().notNull().default({}),
    sourceEventId: text(),
    createdAt: createdAt(),
    updatedAt: instant().notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    index("orders_customer_at").on(t.customerId, t.occurredAt),
    index("orders_at").on(t.occurredAt),
    index("orders_number").on(t.number),
    index("orders_store_at").on(t.storeId, t.occurredAt),
  ],
);

export const orderLines = pgTable(
  "order_lines",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    orderId: bigint({ mode: "number" }).notNull(),
    lineNo: integer().notNull(),
    productId: bigint({ mode: "number" }),
    productExternalId: text(),
    name: text(),
    quantity: numeric({ precision: 14, scale: 3, mode: "number" }).notNull(),
    priceMinor: minorUnits().notNull(),
    totalMinor: minorUnits().notNull(),
    attributes: jsonb().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.orderId, t.lineNo] }),
    index("order_lines_product").on(t.productId),
  ],
);

/** A receipt: a payment that happened, with its lines; never changes but for cancellation and return. */
export const receipts = pgTable(
  "receipts",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().notNull(),
    externalId: text().notNull(),
    number: text(),
    occurredAt: instant().notNull(),
    /** completed | cancelled | returned */
    status: text().notNull().default("completed"),
    storeId: bigint({ mode: "number" }),
    channel: text().notNull().default("store"),
    totalMinor: minorUnits().notNull(),
    discountMinor: minorUnits().notNull().default(0),
    bonusPaidMinor: minorUnits().notNull().default(0),
    bonusEarnedMinor: minorUnits().notNull().default(0),
    currency: text(),
    /** The order this receipt pays for, so that one purchase is not counted twice. */
    orderExternalId: text(),
    attributes: jsonb().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.id] }),
    // Both also carry (drizzle cannot say it) what counts and sums read, so that these never see the table: status, total_minor.
    index("receipts_customer_at").on(t.customerId, t.occurredAt),
    index("receipts_at").on(t.occurredAt),
    index("receipts_number").on(t.number),
    index("receipts_store_at").on(t.storeId, t.occurredAt),
  ],
);

export const receiptLines = pgTable(
  "receipt_lines",
  {
    customerId: bigint({ mode: "number" }).notNull(),
    receiptId: bigint({ mode: "number" }).notNull(),
    lineNo: integer().notNull(),
    productId: bigint({ mode: "number" }),
    productExternalId: text(),
    name: text(),
    quantity: numeric({ precision: 14, scale: 3, mode: "number" }).notNull(),
    priceMinor: minorUnits().notNull(),
    totalMinor: minorUnits().notNull(),
    attributes: jsonb().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.customerId, t.receiptId, t.lineNo] }),
    index("receipt_lines_product").on(t.productId),
  ],
);

/** Where an order or receipt of a given external id is: the one place its uniqueness is kept. */
export const recordKeys = pgTable(
  "record_keys",
  {
    /** order | receipt */
    kind: text().notNull(),
    externalId: text().notNull(),
    customerId: bigint({ mode: "number" }).notNull(),
    id: bigId().notNull().generatedByDefaultAsIdentity({ startWith: 1000 }),
  },
  (t) => [primaryKey({ columns: [t.kind, t.externalId] }), index("record_keys_id").on(t.id)],
);
