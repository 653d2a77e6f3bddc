import { z } from "zod";
import { query } from "@/server/kernel/command";
import { allTags, loadTagsOf, type TagRow } from "./store";

export type TagView = TagRow;

/** Every tag with how many people carry it now. */
export const listTags = query({
  name: "tags.list",
  permission: "customers:read",
  input: z.object({}).default({}),
  run: async (ctx) => ({ items: await allTags(ctx.db, ctx.clock.now()) }),
});

export const tagsOfCustomer = query({
  name: "tags.of-customer",
  permission: "customers:read",
  input: z.object({ customerId: z.number().int().positive() }),
  run: async (ctx, { customerId }) => ({ items: await loadTagsOf(ctx.db, customerId, ctx.clock.now()) }),
});
