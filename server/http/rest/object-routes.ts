import { z } from "zod";
import type { Permission } from "@/server/kernel/access";
import type { UseCase } from "@/server/kernel/command";
import type { Context } from "@/server/kernel/context";
import { invalid } from "@/server/platform/errors";
import { type NumberedNoun, publicId } from "@/server/platform/ids";
import { itemResult, keepRejects, type ObjectResult, summary, sumOf, writtenResult } from "./item-results";
import { camelCased, idParam, readId, snakeCased } from "./names";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

/**
 * The five shapes that every object of the API has (docs/guides/add-a-rest-object.md): list, get, upsert, bulk upsert,
 * delete. A schema is the domain's own in snake_case, a permission is the use case's own.
 */
interface About {
  tag: string;
  path: string;
  operationId: string;
  summary: string;
  description?: string;
}

const fieldsOf = (item: z.ZodObject) =>
  z
    .string()
    .max(1000)
    .optional()
    .meta({
      description: `Only these fields of each item, separated by commas: ${Object.keys(item.shape).slice(0, 4).join(", ")} …`,
    });

/** `fields=id,email`: only what exists, so that a misspelt name is told and not silently missing. */
function chosen<Item>(item: z.ZodObject, fields: string | undefined): (row: Item) => Item {
  if (fields === undefined) return (row) => row;
  const names = fields
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  const unknown = names.find((name) => !Object.hasOwn(item.shape, name));
  if (unknown !== undefined || names.length === 0)
    throw invalid(
      `fields: there is no field ${JSON.stringify((unknown ?? "").slice(0, 60))}; choose from ${Object.keys(item.shape).join(", ")}.`,
      [{ path: "fields", message: "names a field that does not exist" }],
    );
  return (row) =>
    Object.fromEntries(
      names.map((name) => [name, (row as Record<string, unknown>)[name]]),
    ) as unknown as Item;
}

/** `?sort=name` or `?sort=-created_at`: the names of a list's orders, each with what the domain calls it. */
export const sortParam = <const Names extends readonly [string, ...string[]]>(
  names: Names,
  byDefault: Names[number],
) =>
  z
    .enum(names)
    .default(byDefault as z.core.util.NoUndefined<Names[number]>)
    .meta({
      description: "Order of the list; `-` in front turns it round.",
    });

interface ListSpec<Item extends z.ZodObject, Filters extends z.ZodRawShape, Params extends z.ZodObject>
  extends About {
  permission: Permission;
  params?: Params;
  /** Query parameters besides limit, cursor and fields. Only what is named here may be asked. */
  filters?: Filters;
  item: Item;
  example: z.input<Item>;
  limits?: { most: number; byDefault: number };
  page(
    ctx: Context,
    query: z.output<z.ZodObject<Filters>> & { limit: number; cursor?: string | undefined },
    params: z.output<Params>,
  ): Promise<{ items: z.input<Item>[]; nextCursor: string | null }>;
}

/** `GET /api/v1/things`: `{data, page}`, continued with `cursor`. */
export function listRoute<
  Item extends z.ZodObject,
  Filters extends z.ZodRawShape = Record<never, never>,
  Params extends z.ZodObject = z.ZodObject,
>(spec: ListSpec<Item, Filters, Params>): Route {
  const { item, example, filters, limits, page, params, ...about } = spec;
  const query = z.object({
    ...(filters ?? {}),
    fields: fieldsOf(item),
    ...pageQuery(limits?.most, limits?.byDefault),
  });
  return route({
    ...about,
    method: "GET",
    ...(params ? { params } : {}),
    query,
    response: pageOf(item) as z.ZodType,
    example: {
      response: {
        data: [example],
        page: { limit: limits?.byDefault ?? 50, has_more: false, next_cursor: null },
      },
    },
    async handle(args) {
      const { fields, ...rest } = args.query as { fields?: string; limit: number };
      const pick = chosen<z.input<Item>>(item, fields);
      const { items, nextCursor } = await page(args.ctx, rest as never, args.params as never);
      return asPage(items.map(pick), rest.limit, nextCursor);
    },
  });
}

/** `GET /api/v1/things/{id}` of a numbered noun. */
export function getRoute<Item extends z.ZodObject>(
  spec: About & {
    permission: Permission;
    noun: NumberedNoun;
    item: Item;
    example: z.input<Item>;
    get(ctx: Context, id: number): Promise<z.input<Item>>;
  },
): Route {
  const { noun, item, example, get, ...about } = spec;
  return route({
    ...about,
    method: "GET",
    params: idParam(noun),
    query: z.object({ fields: fieldsOf(item) }),
    response: item as z.ZodType,
    example: { response: example },
    async handle({ ctx, params, query }) {
      const pick = chosen<z.input<Item>>(item, query.fields);
      return pick(await get(ctx, readId(noun, params.id)));
    },
  });
}

type Save<Write extends z.ZodType> = UseCase<Write, ObjectResult, "command">;
type SaveMany<Bulk extends z.ZodType> = UseCase<Bulk, { results: ObjectResult[] }, "command">;

/** `POST /api/v1/things`: creates or changes one by its external id; what is wrong with it is the call's error. */
export function upsertRoute<Write extends z.ZodType>(
  spec: Omit<About, "operationId"> & {
    noun: NumberedNoun;
    /** `Product`: the operation is `upsertProduct`, the body's schema `ProductWrite`. */
    name: string;
    save: Save<Write>;
    example: Record<string, unknown>;
  },
): Route {
  const { noun, name, save, example, ...about } = spec;
  return route({
    ...about,
    method: "POST",
    operationId: `upsert${name}`,
    permission: save.permission,
    body: snakeCased(save.input).meta({ id: `${name}Write` }),
    response: itemResult,
    example: { request: example, response: exampleResult(noun, example) },
    async handle({ ctx, body }) {
      return writtenResult(noun, await save(ctx, camelCased(save.input, body)));
    },
  });
}

export const bulkResults = z.object({ summary, results: z.array(itemResult) }).meta({ id: "BulkResults" });
export const bulkBytes = 16 * 1024 * 1024;
export const perItem =
  "`results` has one entry per item, in order, with HTTP 200 also when some are rejected: look at each `outcome`, or at " +
  "`summary`. A rejected item does not keep the others from being saved.";

/** `POST /api/v1/things/bulk`: up to 1,000 items in one transaction, each with a result of its own. */
export function bulkRoute<Bulk extends z.ZodType>(
  spec: Omit<About, "operationId" | "path"> & {
    noun: NumberedNoun;
    /** `Products`: the operation is `upsertProducts`. */
    name: string;
    /** Of the object: `/api/v1/products`. */
    path: string;
    saveMany: SaveMany<Bulk>;
    /** Of one item. */
    example: Record<string, unknown>;
    maxBytes?: number;
  },
): Route {
  const { noun, name, path, saveMany, example, maxBytes, ...about } = spec;
  return route({
    ...about,
    method: "POST",
    path: `${path}/bulk`,
    operationId: `upsert${name}`,
    description: about.description ? `${about.description} ${perItem}` : perItem,
    permission: saveMany.permission,
    body: snakeCased(saveMany.input),
    maxBytes: maxBytes ?? bulkBytes,
    response: bulkResults,
    example: {
      request: { items: [example] },
      response: {
        summary: { created: 1, updated: 0, unchanged: 0, rejected: 0 },
        results: [exampleResult(noun, example)],
      },
    },
    async handle({ ctx, body }) {
      const { results } = await saveMany(ctx, camelCased(saveMany.input, body));
      const entity = noun === "visitor" ? "other" : noun;
      await keepRejects(
        ctx,
        { entity, origin: `upsert${name}` },
        (body as { items: unknown[] }).items,
        results,
      );
      return { summary: sumOf(results), results: results.map((one) => writtenResult(noun, one)) };
    },
  });
}

/** `DELETE /api/v1/things/{id}`: 204; refused with 409 while something depends on it. */
export function deleteRoute(
  spec: About & {
    noun: NumberedNoun;
    remove: UseCase<z.ZodType<{ id: number }, { id: number }>, unknown, "command">;
  },
): Route {
  const { noun, remove, ...about } = spec;
  return route({
    ...about,
    method: "DELETE",
    permission: remove.permission,
    params: idParam(noun),
    status: 204,
    async handle({ ctx, params }) {
      await remove(ctx, { id: readId(noun, params.id) });
      return undefined as never;
    },
  });
}

const exampleResult = (noun: NumberedNoun, written: Record<string, unknown>) => ({
  id: publicId(noun, 1042),
  ...("customer" in written ? { customer_id: publicId("customer", 77) } : {}),
  outcome: "created" as const,
  changed: [],
  problems: [],
});
