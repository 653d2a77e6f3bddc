import { z } from "zod";
import * as orders from "@/server/domain/orders";
import { bulkOf, upsertCategory, upsertProduct, upsertStore } from "@/server/domain/orders/schema";
import { publicId } from "@/server/platform/ids";
import { itemResult, writtenResult } from "./item-results";
import { moneyOf } from "./money";
import { camelCased, idParam, iso, readId, snakeCased } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const text = z.string().nullable();
const product = z
  .object({
    id: z.string(),
    external_id: z.string(),
    name: z.string(),
    category: text,
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

const listQuery = z.object({
  search: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "Part of the name, or the beginning of the external id or brand." }),
  external_id: z.string().max(200).optional(),
  ...pageQuery(),
});
const [productBulk, categoryBulk, storeBulk] = [
  bulkOf(upsertProduct),
  bulkOf(upsertCategory),
  bulkOf(upsertStore),
];
const results = z.object({ results: z.array(itemResult) });
const maxBytes = 8 * 1024 * 1024;
const perItem =
  "`results` has one entry per item, in order; a rejected item does not keep the others from being saved.";

export const productRoutes: Route[] = [
  route({
    tag: "Products",
    method: "GET",
    path: "/api/v1/products",
    operationId: "listProducts",
    summary: "Products by name",
    permission: "products:read",
    query: listQuery,
    response: pageOf(product),
    async handle({ ctx, query: { search, external_id, limit, cursor } }) {
      const money = await moneyOf(ctx);
      const page = await orders.listProducts(ctx, { search, externalId: external_id, limit, cursor });
      return asPage(
        page.items.map((item) => written(item, money)),
        limit,
        page.nextCursor,
      );
    },
  }),
  route({
    tag: "Products",
    method: "GET",
    path: "/api/v1/products/{id}",
    operationId: "getProduct",
    summary: "One product",
    permission: "products:read",
    params: idParam("product"),
    response: product,
    async handle({ ctx, params }) {
      return written(await orders.getProduct(ctx, { id: readId("product", params.id) }), await moneyOf(ctx));
    },
  }),
  route({
    tag: "Products",
    method: "POST",
    path: "/api/v1/products",
    operationId: "upsertProduct",
    summary: "Create or update one product by its external id",
    permission: "products:write",
    body: snakeCased(upsertProduct).meta({ id: "ProductWrite" }),
    response: itemResult,
    example: {
      request: {
        external_id: "tea-1",
        name: "Green tea",
        category: "tea",
        price: 12.25,
        url: "https://shop.example/tea-1",
      },
    },
    async handle({ ctx, body }) {
      return writtenResult("product", await orders.saveProduct(ctx, camelCased(upsertProduct, body)));
    },
  }),
  route({
    tag: "Products",
    method: "POST",
    path: "/api/v1/products/bulk",
    operationId: "upsertProducts",
    summary: "Create or update up to 1,000 products",
    description: perItem,
    permission: "products:write",
    body: snakeCased(productBulk),
    maxBytes,
    response: results,
    async handle({ ctx, body }) {
      const answer = await orders.saveProducts(ctx, camelCased(productBulk, body));
      return { results: answer.results.map((one) => writtenResult("product", one)) };
    },
  }),
  route({
    tag: "Categories",
    method: "GET",
    path: "/api/v1/categories",
    operationId: "listCategories",
    summary: "The whole category tree, parents before children",
    permission: "products:read",
    response: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          external_id: z.string(),
          name: z.string(),
          parent_id: text,
          depth: z.number().int(),
          products: z.number().int(),
        }),
      ),
    }),
    async handle({ ctx }) {
      const { items } = await orders.listCategories(ctx, {});
      return {
        data: items.map((one) => ({
          id: publicId("category", one.id),
          external_id: one.externalId,
          name: one.name,
          parent_id: one.parentId === null ? null : publicId("category", one.parentId),
          depth: one.depth,
          products: one.products,
        })),
      };
    },
  }),
  route({
    tag: "Categories",
    method: "POST",
    path: "/api/v1/categories/bulk",
    operationId: "upsertCategories",
    summary: "Create or update up to 1,000 categories",
    description: perItem,
    permission: "products:write",
    body: snakeCased(categoryBulk),
    maxBytes,
    response: results,
    async handle({ ctx, body }) {
      const answer = await orders.saveCategories(ctx, camelCased(categoryBulk, body));
      return { results: answer.results.map((one) => writtenResult("category", one)) };
    },
  }),
  route({
    tag: "Stores",
    method: "GET",
    path: "/api/v1/stores",
    operationId: "listStores",
    summary: "All stores",
    permission: "products:read",
    response: z.object({
      data: z.array(
        z.object({
          id: z.string(),
          external_id: z.string(),
          name: z.string(),
          city: text,
          region: text,
          address: text,
          format: text,
          time_zone: text,
        }),
      ),
    }),
    async handle({ ctx }) {
      const { items } = await orders.listStores(ctx, {});
      return {
        data: items.map((one) => ({
          id: publicId("store", one.id),
          external_id: one.externalId,
          name: one.name,
          city: one.city,
          region: one.region,
          address: one.address,
          format: one.format,
          time_zone: one.timeZone,
        })),
      };
    },
  }),
  route({
    tag: "Stores",
    method: "POST",
    path: "/api/v1/stores/bulk",
    operationId: "upsertStores",
    summary: "Create or update up to 1,000 stores",
    description: perItem,
    permission: "products:write",
    body: snakeCased(storeBulk),
    maxBytes,
    response: results,
    async handle({ ctx, body }) {
      const answer = await orders.saveStores(ctx, camelCased(storeBulk, body));
      return { results: answer.results.map((one) => writtenResult("store", one)) };
    },
  }),
];
