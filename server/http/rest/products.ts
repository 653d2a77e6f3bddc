import { z } from "zod";
import * as orders from "@/server/domain/orders";
import { publicId } from "@/server/platform/ids";
import { moneyOf } from "./money";
import { iso, readId } from "./names";
import { bulkRoute, deleteRoute, getRoute, listRoute, sortParam, upsertRoute } from "./object-routes";
import type { Route } from "./route";

const text = z.string().nullable();
const product = z
  .object({
    id: z.string(),
    external_id: z.string(),
    name: z.string(),
    category: text.meta({ description: "External id of its category." }),
    brand: text,
    price: z.number().nullable(),
    old_price: z.number().nullable(),
    url: text,
    image_url: text,
    is_available: z.boolean(),
    attributes: z.record(z.string(), z.unknown()),
    updated_at: z.string(),
  })
  .meta({ id: "Product" });

const written = (view: orders.ProductView, money: (minor: number) => number): z.input<typeof product> => ({
  id: publicId("product", view.id),
  external_id: view.externalId,
  name: view.name,
  category: view.categoryExternalId,
  brand: view.brand,
  price: view.priceMinor === null ? null : money(view.priceMinor),
  old_price: view.oldPriceMinor === null ? null : money(view.oldPriceMinor),
  url: view.url,
  image_url: view.imageUrl,
  is_available: view.isAvailable,
  attributes: view.attributes,
  updated_at: iso(view.updatedAt),
});

const write = {
  external_id: "tea-1",
  name: "Green tea",
  category: "tea",
  brand: "Leaf & Co",
  price: 12.25,
  url: "https://shop.example/tea-1",
  image_url: "https://shop.example/tea-1.jpg",
  attributes: { grams: 100 },
};
const example: z.input<typeof product> = {
  id: "prd_1042",
  ...write,
  old_price: null,
  is_available: true,
  updated_at: "2026-01-31T10:00:00.000Z",
};

const about = { tag: "Products", path: "/api/v1/products" };

export const productRoutes: Route[] = [
  listRoute({
    ...about,
    operationId: "listProducts",
    summary: "Products: all, of a category, or the one with an external id",
    permission: "products:read",
    filters: {
      search: z
        .string()
        .max(200)
        .optional()
        .meta({ description: "Part of the name, or the beginning of the external id or brand." }),
      external_id: z.string().max(200).optional(),
      category_id: z
        .string()
        .max(40)
        .optional()
        .meta({ description: "Of this category and everything below it: `cat_7`." }),
      is_available: z
        .enum(["true", "false"])
        .transform((value) => value === "true")
        .optional(),
      sort: sortParam(["name", "newest"], "name"),
    },
    item: product,
    example,
    async page(ctx, { external_id, category_id, is_available, ...query }) {
      const money = await moneyOf(ctx);
      const { items, nextCursor } = await orders.listProducts(ctx, {
        ...query,
        externalId: external_id,
        categoryId: category_id === undefined ? undefined : readId("category", category_id),
        isAvailable: is_available,
      });
      return { items: items.map((item) => written(item, money)), nextCursor };
    },
  }),
  getRoute({
    ...about,
    path: "/api/v1/products/{id}",
    operationId: "getProduct",
    summary: "One product",
    permission: "products:read",
    noun: "product",
    item: product,
    example,
    get: async (ctx, id) => written(await orders.getProduct(ctx, { id }), await moneyOf(ctx)),
  }),
  upsertRoute({
    ...about,
    name: "Product",
    summary: "Create or update one product by its external id",
    description: "An unknown category is created, named by its id until it is named.",
    noun: "product",
    save: orders.saveProduct,
    example: write,
  }),
  deleteRoute({
    ...about,
    path: "/api/v1/products/{id}",
    operationId: "deleteProduct",
    summary: "Delete a product nobody has bought",
    description: "One that is in orders or receipts is refused (409): set `is_available` to false instead.",
    noun: "product",
    remove: orders.deleteProduct,
  }),
  bulkRoute({
    ...about,
    name: "Products",
    summary: "Create or update up to 1,000 products",
    noun: "product",
    saveMany: orders.saveProducts,
    example: write,
  }),
];
