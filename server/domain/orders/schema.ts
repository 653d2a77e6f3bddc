import { z } from "zod";

const text = z.string().max(2000).nullish();
/** Shops send numeric identifiers as numbers. */
const key = z.union([z.string().max(200), z.number()]);
const reference = key.nullish();
/** Decimals as a number or as text. */
const decimal = z.union([z.number(), z.string().max(60)]).nullish();
const attributes = z.record(z.string().max(100), z.json()).optional();

/** Who bought: any identifier; the other fields fill the profile of a new customer, or update a known one. */
const buyer = z
  .strictObject({
    id: z.number().int().positive().optional(),
    externalId: reference,
    email: text,
    phone: reference,
    firstName: text,
    middleName: text,
    lastName: text,
  })
  .optional();
const purchaseLine = z.strictObject({
  product: reference,
  name: text,
  quantity: decimal,
  price: decimal,
  total: decimal,
  attributes,
});
const purchase = {
  externalId: key,
  customer: buyer,
  number: reference,
  occurredAt: text,
  status: text,
  store: reference,
  channel: text,
  total: decimal,
  discount: decimal,
  currency: text,
  lines: z.array(purchaseLine).max(1000).optional(),
  attributes,
};
export const upsertOrder = z.strictObject({
  ...purchase,
  deliveryStatus: text,
  paymentStatus: text,
  promoCode: text,
});
export const upsertReceipt = z.strictObject({
  ...purchase,
  order: reference,
  bonusPaid: decimal,
  bonusEarned: decimal,
});
export const upsertProduct = z.strictObject({
  externalId: key,
  name: text,
  category: reference,
  brand: text,
  price: decimal,
  oldPrice: decimal,
  url: text,
  imageUrl: text,
  isAvailable: z.boolean().optional(),
  attributes,
});
export const upsertCategory = z.strictObject({
  externalId: key,
  name: text,
  parent: text,
  attributes,
});
export const upsertStore = z.strictObject({
  externalId: key,
  name: text,
  city: text,
  region: text,
  address: text,
  format: text,
  timeZone: text,
  attributes,
});
/** Items are read one by one: what is wrong with one is told in its result. */
export const bulkOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item).min(1).max(1000) });

const page = { limit: z.number().int().min(1).max(200).default(50), cursor: z.string().max(300).optional() };
const minor = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional();
const status = z.string().max(40).optional();
export const purchaseFilter = z.object({
  customerId: z.number().int().positive().optional(),
  externalId: z.string().max(200).optional(),
  /** The number people know it by, the external id or ours: whole, as it is written. */
  search: z.string().trim().max(200).optional(),
  status,
  deliveryStatus: status,
  paymentStatus: status,
  channel: status,
  storeId: z.number().int().positive().optional(),
  /** With this product among its lines. */
  productId: z.number().int().positive().optional(),
  /** Of the total, in minor units; both included. */
  minTotal: minor,
  maxTotal: minor,
  /** Happened at or after, and before. */
  from: z.iso.datetime({ offset: true }).optional(),
  to: z.iso.datetime({ offset: true }).optional(),
});
export const listPurchases = purchaseFilter.extend(page);
export const recordId = z.object({ id: z.number().int().positive() });

export const listBuyers = recordId.extend(page);
/** Changes of one record by its number: what is absent stays. */
export const editProduct = recordId.extend({ values: upsertProduct.omit({ externalId: true }).partial() });
export const editCategory = recordId.extend({
  values: z.strictObject({ name: text, parentId: z.number().int().positive().nullish(), attributes }),
});
export const editStore = recordId.extend({ values: upsertStore.omit({ externalId: true }).partial() });
export const createCategory = z.strictObject({
  name: z.string().trim().min(1, "Give the category a name.").max(300),
  parentId: z.number().int().positive().nullish(),
  /** Of the category in your system; made when absent. */
  externalId: z.string().trim().max(200).optional(),
});
export const productSorts = ["name", "newest"] as const;
export const listProducts = z.object({
  /** Part of the name, or the beginning of the external id. */
  search: z.string().trim().max(200).optional(),
  externalId: z.string().max(200).optional(),
  /** A category with everything below it. */
  categoryId: z.number().int().positive().optional(),
  isAvailable: z.boolean().optional(),
  sort: z.enum(productSorts).default("name"),
  ...page,
});
