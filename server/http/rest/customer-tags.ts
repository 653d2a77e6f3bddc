import { z } from "zod";
import * as tags from "@/server/domain/tags";
import { tagColors } from "@/server/domain/tags/model";
import { createTag, updateTag } from "@/server/domain/tags/schema";
import { idParam, iso, isoOrNull, readId } from "./names";
import { type Route, route } from "./route";

const tag = z
  .object({
    id: z.string(),
    name: z.string(),
    color: z.enum(tagColors),
    description: z.string(),
    people: z.number().int(),
    created_at: z.string(),
  })
  .meta({ id: "Tag" });
const carried = z
  .object({
    id: z.string(),
    name: z.string(),
    color: z.string(),
    added_at: z.string(),
    expires_at: z.string().nullable(),
  })
  .meta({ id: "CustomerTag" });
const made = tag.omit({ people: true, created_at: true });
const onCustomer = idParam("customer").extend({ tag_id: z.uuid() });
const base = { tag: "Tags" };

export const tagRoutes: Route[] = [
  route({
    ...base,
    method: "GET",
    path: "/api/v1/tags",
    operationId: "listTags",
    summary: "All tags, with how many people carry each",
    permission: "customers:read",
    response: z.object({ items: z.array(tag) }),
    async handle({ ctx }) {
      const { items } = await tags.listTags(ctx, {});
      return {
        items: items.map(({ createdAt, color, ...one }) => ({
          ...one,
          color: color as tags.TagColor,
          created_at: iso(createdAt),
        })),
      };
    },
  }),
  route({
    ...base,
    method: "POST",
    path: "/api/v1/tags",
    operationId: "createTag",
    summary: "Make a tag",
    permission: "customers:write",
    body: createTag,
    response: made,
    example: { request: { name: "Buys only promo goods", color: "orange" } },
    async handle({ ctx, body }) {
      const { id, name, color, description } = await tags.createTag(ctx, body);
      return { id, name, color: color as tags.TagColor, description };
    },
  }),
  route({
    ...base,
    method: "PATCH",
    path: "/api/v1/tags/{id}",
    operationId: "updateTag",
    summary: "Change a tag",
    permission: "customers:write",
    params: z.object({ id: z.uuid() }),
    body: updateTag.omit({ id: true }),
    response: made,
    async handle({ ctx, params, body }) {
      const { id, name, color, description } = await tags.updateTag(ctx, { ...body, id: params.id });
      return { id, name, color: color as tags.TagColor, description };
    },
  }),
  route({
    ...base,
    method: "DELETE",
    path: "/api/v1/tags/{id}",
    operationId: "deleteTag",
    summary: "Take a tag off everybody and forget it",
    permission: "customers:write",
    params: z.object({ id: z.uuid() }),
    response: z.object({ id: z.string() }),
    handle: ({ ctx, params }) => tags.deleteTag(ctx, { id: params.id }),
  }),
  route({
    ...base,
    method: "GET",
    path: "/api/v1/customers/{id}/tags",
    operationId: "listCustomerTags",
    summary: "The tags a customer carries now",
    permission: "customers:read",
    params: idParam("customer"),
    response: z.object({ items: z.array(carried) }),
    async handle({ ctx, params }) {
      const { items } = await tags.tagsOfCustomer(ctx, { customerId: readId("customer", params.id) });
      return {
        items: items.map((one) => ({
          id: one.id,
          name: one.name,
          color: one.color,
          added_at: iso(one.addedAt),
          expires_at: isoOrNull(one.expiresAt),
        })),
      };
    },
  }),
  route({
    ...base,
    method: "PUT",
    path: "/api/v1/customers/{id}/tags/{tag_id}",
    operationId: "tagCustomer",
    summary: "Put a tag on a customer, for good or until a moment",
    description: "Doing it again changes only when it ends.",
    permission: "customers:write",
    params: onCustomer,
    body: z.strictObject({ expires_at: z.iso.datetime({ offset: true }).nullish() }),
    response: z.object({ has_changed: z.boolean() }),
    example: { request: { expires_at: "2027-01-31T21:00:00Z" } },
    async handle({ ctx, params, body }) {
      const { hasChanged } = await tags.tagCustomer(ctx, {
        customerId: readId("customer", params.id),
        tagId: params.tag_id,
        expiresAt: body.expires_at,
      });
      return { has_changed: hasChanged };
    },
  }),
  route({
    ...base,
    method: "DELETE",
    path: "/api/v1/customers/{id}/tags/{tag_id}",
    operationId: "untagCustomer",
    summary: "Take a tag off a customer",
    permission: "customers:write",
    params: onCustomer,
    response: z.object({ has_changed: z.boolean() }),
    async handle({ ctx, params }) {
      const { hasChanged } = await tags.untagCustomer(ctx, {
        customerId: readId("customer", params.id),
        tagId: params.tag_id,
      });
      return { has_changed: hasChanged };
    },
  }),
];
