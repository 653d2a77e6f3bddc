import { eq } from "drizzle-orm";
import { isUniqueViolation } from "@/server/db/client";
import { customers, tags } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { AppError, invalid, notFound } from "@/server/platform/errors";
import { publicId } from "@/server/platform/ids";
import { announceExpiry } from "./expiry";
import {
  createTag as createTagInput,
  tagCustomer as tagCustomerInput,
  tagId as tagIdInput,
  untagCustomer as untagCustomerInput,
  updateTag as updateTagInput,
} from "./schema";
import { addTags, removeTags } from "./store";

const taken = (name: string) =>
  new AppError("conflict", `name: There is a tag “${name}” already. Choose another name.`, {
    fields: [{ path: "name", message: "There is such a tag already." }],
  });

export const createTag = command({
  name: "tags.create",
  permission: "customers:write",
  input: createTagInput,
  async run(ctx, input) {
    try {
      const [made] = await ctx.db.transaction((tx) =>
        tx
          .insert(tags)
          .values({ ...input, createdAt: ctx.clock.now(), updatedAt: ctx.clock.now() })
          .returning(),
      );
      if (!made) throw new AppError("internal", "The tag was not made.");
      ctx.audit({ subjectType: "tag", subjectId: made.id, changes: { name: made.name, color: made.color } });
      return made;
    } catch (error) {
      throw isUniqueViolation(error) ? taken(input.name) : error;
    }
  },
});

export const updateTag = command({
  name: "tags.update",
  permission: "customers:write",
  input: updateTagInput,
  async run(ctx, { id, ...values }) {
    try {
      const [made] = await ctx.db.transaction((tx) =>
        tx
          .update(tags)
          .set({
            ...(values.name === undefined ? {} : { name: values.name }),
            ...(values.color === undefined ? {} : { color: values.color }),
            ...(values.description === undefined ? {} : { description: values.description }),
            updatedAt: ctx.clock.now(),
          })
          .where(eq(tags.id, id))
          .returning(),
      );
      if (!made) throw notFound("tag", id);
      ctx.audit({ subjectType: "tag", subjectId: id, changes: values });
      return made;
    } catch (error) {
      throw isUniqueViolation(error) ? taken(values.name ?? "") : error;
    }
  },
});

/** Takes it off everybody and forgets it. */
export const deleteTag = command({
  name: "tags.delete",
  permission: "customers:write",
  input: tagIdInput,
  async run(ctx, { id }) {
    const [gone] = await ctx.db.delete(tags).where(eq(tags.id, id)).returning();
    if (!gone) throw notFound("tag", id);
    ctx.audit({ subjectType: "tag", subjectId: id, changes: { name: gone.name } });
    return { id };
  },
});

export const tagCustomer = command({
  name: "tags.add-to-customer",
  permission: "customers:write",
  input: tagCustomerInput,
  async run(ctx, { customerId, tagId, expiresAt }) {
    const name = await requireBoth(ctx, customerId, tagId);
    const until = expiresAt ? new Date(expiresAt) : null;
    if (until && until <= ctx.clock.now())
      throw invalid("expiresAt: Choose a moment that is still to come.", [
        { path: "expiresAt", message: "Choose a moment that is still to come." },
      ]);
    const changed = await addTags(ctx.db, tagId, [customerId], until, {
      now: ctx.clock.now(),
      via: ctx.actor.kind === "api_key" ? "api" : "page",
      by: ctx.actor.label,
    });
    if (until && changed.length > 0) ctx.announce(announceExpiry(until));
    if (changed.length > 0)
      ctx.audit({
        subjectType: "customer",
        subjectId: publicId("customer", customerId),
        changes: { tag: name, expiresAt: until?.toISOString() ?? null },
      });
    return { hasChanged: changed.length > 0 };
  },
});

export const untagCustomer = command({
  name: "tags.remove-from-customer",
  permission: "customers:write",
  input: untagCustomerInput,
  async run(ctx, { customerId, tagId }) {
    const name = await requireBoth(ctx, customerId, tagId);
    const changed = await removeTags(ctx.db, tagId, [customerId]);
    if (changed.length > 0)
      ctx.audit({
        subjectType: "customer",
        subjectId: publicId("customer", customerId),
        changes: { tag: name },
      });
    return { hasChanged: changed.length > 0 };
  },
});

async function requireBoth(ctx: CommandContext, customerId: number, tagId: string): Promise<string> {
  const [tag] = await ctx.db.select({ name: tags.name }).from(tags).where(eq(tags.id, tagId));
  if (!tag) throw notFound("tag", tagId);
  const [known] = await ctx.db
    .select({ id: customers.id })
    .from(customers)
    .where(eq(customers.id, customerId));
  if (!known) throw notFound("customer", publicId("customer", customerId));
  return tag.name;
}
