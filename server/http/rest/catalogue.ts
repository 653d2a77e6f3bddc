import { z } from "zod";
import * as orders from "@/server/domain/orders";
import { notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { bulkRoute, deleteRoute, getRoute, upsertRoute } from "./object-routes";
import { type Route, route } from "./route";

/** What products are sorted into and where they are sold. Both are small: lists come whole. */
const text = z.string().nullable();
const category = z
  .object({
    id: z.string(),
    external_id: z.string(),
    name: z.string(),
    parent_id: text,
    depth: z.number().int().meta({ description: "1 at the root." }),
    products: z.number().int().meta({ description: "Products in it and below it." }),
  })
  .meta({ id: "Category" });
const store = z
  .object({
    id: z.string(),
    external_id: z.string(),
    name: z.string(),
    city: text,
    region: text,
    address: text,
    format: text,
    time_zone: text,
    attributes: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "Store" });

const writtenCategory = (one: orders.CategoryView): z.input<typeof category> => ({
  id: publicId("category", one.id),
  external_id: one.externalId,
  name: one.name,
  parent_id: one.parentId === null ? null : publicId("category", one.parentId),
  depth: one.depth,
  products: one.products,
});
const writtenStore = (one: orders.StoreView): z.input<typeof store> => ({
  id: publicId("store", one.id),
  external_id: one.externalId,
  name: one.name,
  city: one.city,
  region: one.region,
  address: one.address,
  format: one.format,
  time_zone: one.timeZone,
  attributes: one.attributes,
});

const categoryWrite = { external_id: "tea", name: "Tea", parent: "drinks" };
const storeWrite = {
  external_id: "12",
  name: "Riverside",
  city: "Tver",
  address: "Embankment 7",
  format: "supermarket",
  time_zone: "Europe/Moscow",
  attributes: { has_parking: true },
};
const parentRule =
  "`parent` is the external id of another category, made when unknown; null makes it a root.";
const wholeOf = <Item extends z.ZodType>(item: Item) => z.object({ data: z.array(item) });
const categories = { tag: "Categories", path: "/api/v1/categories" };
const stores = { tag: "Stores", path: "/api/v1/stores" };

export const catalogueRoutes: Route[] = [
  route({
    ...categories,
    method: "GET",
    operationId: "listCategories",
    summary: "The whole category tree, parents before children",
    permission: "products:read",
    response: wholeOf(category),
    example: {
      response: {
        data: [
          { id: "cat_7", external_id: "drinks", name: "Drinks", parent_id: null, depth: 1, products: 210 },
          { id: "cat_8", external_id: "tea", name: "Tea", parent_id: "cat_7", depth: 2, products: 84 },
        ],
      },
    },
    handle: async ({ ctx }) => ({ data: (await orders.listCategories(ctx, {})).items.map(writtenCategory) }),
  }),
  getRoute({
    ...categories,
    path: "/api/v1/categories/{id}",
    operationId: "getCategory",
    summary: "One category",
    permission: "products:read",
    noun: "category",
    item: category,
    example: { id: "cat_8", external_id: "tea", name: "Tea", parent_id: "cat_7", depth: 2, products: 84 },
    async get(ctx, id) {
      const found = (await orders.listCategories(ctx, {})).items.find((one) => one.id === id);
      if (!found) throw notFound("category", publicId("category", id));
      return writtenCategory(found);
    },
  }),
  upsertRoute({
    ...categories,
    name: "Category",
    summary: "Create or update one category by its external id",
    description: parentRule,
    noun: "category",
    save: orders.saveCategory,
    example: categoryWrite,
  }),
  deleteRoute({
    ...categories,
    path: "/api/v1/categories/{id}",
    operationId: "deleteCategory",
    summary: "Delete an empty category",
    noun: "category",
    remove: orders.deleteCategory,
  }),
  bulkRoute({
    ...categories,
    name: "Categories",
    summary: "Create or update up to 1,000 categories",
    description: parentRule,
    noun: "category",
    saveMany: orders.saveCategories,
    example: categoryWrite,
  }),
  route({
    ...stores,
    method: "GET",
    operationId: "listStores",
    summary: "All stores",
    permission: "products:read",
    response: wholeOf(store),
    example: { response: { data: [{ id: "sto_3", ...storeWrite, region: null }] } },
    handle: async ({ ctx }) => ({ data: (await orders.listStores(ctx, {})).items.map(writtenStore) }),
  }),
  getRoute({
    ...stores,
    path: "/api/v1/stores/{id}",
    operationId: "getStore",
    summary: "One store",
    permission: "products:read",
    noun: "store",
    item: store,
    example: { id: "sto_3", ...storeWrite, region: null },
    async get(ctx, id) {
      const found = (await orders.listStores(ctx, {})).items.find((one) => one.id === id);
      if (!found) throw notFound("store", publicId("store", id));
      return writtenStore(found);
    },
  }),
  upsertRoute({
    ...stores,
    name: "Store",
    summary: "Create or update one store by its external id",
    noun: "store",
    save: orders.saveStore,
    example: storeWrite,
  }),
  deleteRoute({
    ...stores,
    path: "/api/v1/stores/{id}",
    operationId: "deleteStore",
    summary: "Delete a store without purchases",
    noun: "store",
    remove: orders.deleteStore,
  }),
  bulkRoute({
    ...stores,
    name: "Stores",
    summary: "Create or update up to 1,000 stores",
    noun: "store",
    saveMany: orders.saveStores,
    example: storeWrite,
  }),
];
