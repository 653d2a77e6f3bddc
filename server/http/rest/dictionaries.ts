import { z } from "zod";
import * as fields from "@/server/domain/fields";
import * as schema from "@/server/domain/fields/dictionaries/schema";
import { camelCased, snakeCased } from "./names";
import { type Route, route } from "./route";

const itemField = z
  .object({ code: z.string(), name: z.string(), type: z.enum(schema.itemFieldTypes) })
  .meta({ id: "DictionaryItemField" });
const dictionary = z
  .object({
    code: z.string(),
    name: z.string(),
    description: z.string(),
    is_system: z.boolean(),
    item_fields: z.array(itemField),
  })
  .meta({ id: "Dictionary" });
const item = z
  .object({
    code: z.string(),
    name: z.string(),
    position: z.number().int(),
    is_active: z.boolean(),
    attributes: z.record(z.string(), z.unknown()),
  })
  .meta({ id: "DictionaryItem" });

const written = (one: Omit<fields.DictionaryView, "items" | "usedBy">): z.input<typeof dictionary> => ({
  code: one.code,
  name: one.name,
  description: one.description,
  is_system: one.isSystem,
  item_fields: one.itemFields,
});
const writtenItem = (one: fields.DictionaryItemView): z.input<typeof item> => ({
  code: one.code,
  name: one.name,
  position: one.position,
  is_active: one.isActive,
  attributes: one.attributes,
});

const example: z.input<typeof dictionary> = {
  code: "pets",
  name: "Pets",
  description: "",
  is_system: false,
  item_fields: [{ code: "noise", name: "Noise", type: "integer" }],
};
const exampleItem = { code: "cat", name: "Cat", position: 1, is_active: true, attributes: { noise: 3 } };
const base = { tag: "Dictionaries" };
const path = "/api/v1/dictionaries";
const one = z.object({ code: z.string().max(63) });
const oneItem = z.object({ code: z.string().max(63), item: z.string().max(100) });
const itemsBody = snakeCased(z.object({ items: schema.saveItems.shape.items }));
const createBody = snakeCased(schema.createDictionary.omit({ items: true })).meta({ id: "DictionaryCreate" });
const changeBody = snakeCased(schema.updateDictionary.omit({ code: true })).meta({ id: "DictionaryChange" });

export const dictionaryRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path,
    operationId: "listDictionaries",
    summary: "Dictionaries by name",
    permission: fields.listDictionaries.permission,
    query: z.object({
      search: z.string().max(120).optional().meta({ description: "Part of a name or a code." }),
    }),
    response: z.object({ data: z.array(dictionary) }),
    example: { response: { data: [example] } },
    handle: async ({ ctx, query }) => ({ data: (await fields.listDictionaries(ctx, query)).map(written) }),
  }),
  route({
    ...base,
    method: "POST",
    path,
    operationId: "createDictionary",
    summary: "Add a dictionary",
    permission: fields.createDictionary.permission,
    body: createBody,
    status: 201,
    response: dictionary,
    example: { request: { code: "pets", name: "Pets", item_fields: example.item_fields }, response: example },
    async handle({ ctx, body }) {
      const made = await fields.createDictionary(ctx, camelCased(schema.createDictionary, body));
      return written(await fields.getDictionary(ctx, made));
    },
  }),
  route({
    ...base,
    method: "PATCH",
    path: `${path}/{code}`,
    operationId: "changeDictionary",
    summary: "Rename a dictionary, or change the fields of its items",
    permission: fields.updateDictionary.permission,
    params: one,
    body: changeBody,
    response: dictionary,
    example: { request: { name: "Pets at home" }, response: { ...example, name: "Pets at home" } },
    async handle({ ctx, params, body }) {
      await fields.updateDictionary(ctx, { ...camelCased(schema.updateDictionary, body), code: params.code });
      return written(await fields.getDictionary(ctx, params));
    },
  }),
  route({
    ...base,
    method: "DELETE",
    path: `${path}/{code}`,
    operationId: "deleteDictionary",
    summary: "Delete a dictionary that no field refers to",
    permission: fields.deleteDictionary.permission,
    params: one,
    status: 204,
    async handle({ ctx, params }) {
      await fields.deleteDictionary(ctx, params);
      return undefined as never;
    },
  }),
  route({
    ...base,
    method: "GET",
    path: `${path}/{code}/items`,
    operationId: "listDictionaryItems",
    summary: "Items of a dictionary in their order",
    permission: fields.listDictionaryItems.permission,
    params: one,
    query: z.object({
      search: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(10_000).default(1000),
    }),
    response: z.object({ data: z.array(item), total: z.number().int() }),
    example: { response: { data: [exampleItem], total: 1 } },
    async handle({ ctx, params, query }) {
      const found = await fields.listDictionaryItems(ctx, { ...params, ...query });
      return { data: found.items.map(writtenItem), total: found.total };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: `${path}/{code}/items`,
    operationId: "saveDictionaryItems",
    summary: "Add and change up to 1,000 items by code",
    description:
      "An item without a code gets one made from its name. Items that are not named stay as they are.",
    permission: fields.saveDictionaryItems.permission,
    params: one,
    body: itemsBody,
    response: z.object({ added: z.number().int(), changed: z.number().int(), codes: z.array(z.string()) }),
    example: {
      request: { items: [{ code: "cat", name: "Cat", attributes: { noise: 3 } }] },
      response: { added: 1, changed: 0, codes: ["cat"] },
    },
    handle: ({ ctx, params, body }) =>
      fields.saveDictionaryItems(ctx, { ...camelCased(schema.saveItems, body), code: params.code }),
  }),
  route({
    ...base,
    method: "DELETE",
    path: `${path}/{code}/items/{item}`,
    operationId: "deleteDictionaryItem",
    summary: "Delete an item that no record holds",
    description: "409 when records hold it: save it with `is_active: false` instead.",
    permission: fields.deleteDictionaryItem.permission,
    params: oneItem,
    status: 204,
    async handle({ ctx, params }) {
      await fields.deleteDictionaryItem(ctx, params);
      return undefined as never;
    },
  }),
];
