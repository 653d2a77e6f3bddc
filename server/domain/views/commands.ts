import { and, eq, ne } from "drizzle-orm";
import type { z } from "zod";
import { tableViews } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { can } from "@/server/kernel/context";
import { forbidden, notFound } from "@/server/platform/errors";
import { saveView as saveViewInput, viewId } from "./schema";

type ViewInput = z.output<typeof saveViewInput>;

export const saveView = command({
  name: "views.save",
  permission: "self:write",
  input: saveViewInput,
  async run(ctx, input) {
    const audienceId = audienceIdOf(ctx, input);
    if (input.id) await requireOwn(ctx, input.id);
    const place = and(
      eq(tableViews.list, input.list),
      eq(tableViews.audience, input.audience),
      eq(tableViews.audienceId, audienceId),
    );
    // One default an audience: the last one chosen.
    if (input.isDefault)
      await ctx.db
        .update(tableViews)
        .set({ isDefault: false })
        .where(input.id ? and(place, ne(tableViews.id, input.id)) : place);
    const values = {
      list: input.list,
      name: input.name,
      audience: input.audience,
      audienceId,
      state: input.state,
      isDefault: input.isDefault,
      updatedAt: ctx.clock.now(),
    };
    const [saved] = input.id
      ? await ctx.db
          .update(tableViews)
          .set(values)
          .where(eq(tableViews.id, input.id))
          .returning({ id: tableViews.id })
      : await ctx.db
          .insert(tableViews)
          .values({
            ...values,
            createdAt: ctx.clock.now(),
            createdBy: ctx.actor.kind === "user" ? ctx.actor.id : null,
          })
          .returning({ id: tableViews.id });
    if (!saved) throw notFound("view", input.id ?? "");
    if (input.audience !== "user")
      ctx.audit({
        subjectType: "view",
        subjectId: saved.id,
        changes: { list: input.list, name: input.name, audience: input.audience, audienceId },
      });
    return saved;
  },
});

export const deleteView = command({
  name: "views.delete",
  permission: "self:write",
  input: viewId,
  async run(ctx, { id }) {
    const view = await requireOwn(ctx, id);
    await ctx.db.delete(tableViews).where(eq(tableViews.id, id));
    if (view.audience !== "user")
      ctx.audit({ subjectType: "view", subjectId: id, changes: { list: view.list, name: view.name } });
    return { id };
  },
});

function audienceIdOf(ctx: CommandContext, input: ViewInput): string {
  if (input.audience === "user") return "id" in ctx.actor ? ctx.actor.id : "";
  if (!can(ctx.actor, "views:share")) throw forbidden("views:share");
  return input.audience === "role" ? (input.role ?? "") : "";
}

async function requireOwn(ctx: CommandContext, id: string) {
  const [view] = await ctx.db.select().from(tableViews).where(eq(tableViews.id, id)).for("update");
  const isOwn = view?.audience === "user" && "id" in ctx.actor && view.audienceId === ctx.actor.id;
  // Somebody else's own view is nobody's business: as if it did not exist.
  if (!view || (view.audience === "user" && !isOwn)) throw notFound("view", id);
  if (view.audience !== "user" && !can(ctx.actor, "views:share")) throw forbidden("views:share");
  return view;
}
