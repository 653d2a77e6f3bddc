import { z } from "zod";
import * as fields from "@/server/domain/fields";
import * as schema from "@/server/domain/fields/regions/schema";
import { camelCased, snakeCased } from "./names";
import { type Route, route } from "./route";

const region = z
  .object({
    id: z.number().int(),
    external_id: z.string(),
    name: z.string(),
    parent: z.string().nullable().meta({ description: "External id of the region it lies within." }),
    currency: z.string().nullable().meta({ description: "Its own; null: that of the region above." }),
    aliases: z.array(z.string()),
    customers: z.number().int().meta({ description: "In it and below it." }),
    stores: z.number().int().meta({ description: "In it and below it." }),
  })
  .meta({ id: "Region" });
const example: z.input<typeof region> = {
  id: 7,
  external_id: "tver",
  name: "Tver region",
  parent: "centre",
  currency: null,
  aliases: ["Tverskaya oblast"],
  customers: 312,
  stores: 2,
};
const base = { tag: "Regions", path: "/api/v1/regions" };

export const regionRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    operationId: "listRegions",
    summary: "The tree of regions, with how many customers and stores each holds",
    permission: fields.listRegions.permission,
    response: z.object({ data: z.array(region), is_matching: z.boolean() }),
    example: { response: { data: [example], is_matching: false } },
    async handle({ ctx }) {
      const { items, isMatching } = await fields.listRegions(ctx, {});
      const keys = new Map(items.map((one) => [one.id, one.externalId]));
      return {
        is_matching: isMatching,
        data: items.map((one) => ({
          id: one.id,
          external_id: one.externalId,
          name: one.name,
          parent: one.parentId === null ? null : (keys.get(one.parentId) ?? null),
          currency: one.currency,
          aliases: one.aliases,
          customers: one.customers,
          stores: one.stores,
        })),
      };
    },
  }),
  route({
    ...base,
    method: "POST",
    operationId: "upsertRegions",
    summary: "Create or update up to 1,000 regions by external id",
    description:
      "`parent` moves a region with everything below it; an unknown parent is created. Customers and stores are matched " +
      "again in the background: by name, alias or external id, in any case.",
    permission: fields.upsertRegions.permission,
    body: snakeCased(schema.upsertRegions).meta({ id: "RegionsWrite" }),
    response: z.object({
      results: z.array(
        z.object({ id: z.number().int(), external_id: z.string(), outcome: z.enum(["created", "updated"]) }),
      ),
    }),
    example: {
      request: { items: [{ external_id: "tver", name: "Tver region", parent: "centre" }] },
      response: { results: [{ id: 7, external_id: "tver", outcome: "created" }] },
    },
    async handle({ ctx, body }) {
      const { results } = await fields.upsertRegions(ctx, camelCased(schema.upsertRegions, body));
      return {
        results: results.map((one) => ({ id: one.id, external_id: one.externalId, outcome: one.outcome })),
      };
    },
  }),
  route({
    ...base,
    method: "DELETE",
    path: "/api/v1/regions/{id}",
    operationId: "deleteRegion",
    summary: "Delete a region that holds no other",
    permission: fields.deleteRegion.permission,
    params: z.object({ id: z.coerce.number().int().positive() }),
    status: 204,
    async handle({ ctx, params }) {
      await fields.deleteRegion(ctx, params);
      return undefined as never;
    },
  }),
];
