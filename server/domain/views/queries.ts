import { and, asc, eq, or } from "drizzle-orm";
import { tableViews } from "@/server/db/schema";
import { query } from "@/server/kernel/command";
import { can } from "@/server/kernel/context";
import { listViews as listViewsInput, type ViewState, type viewAudiences } from "./schema";

export interface SavedView {
  id: string;
  name: string;
  audience: (typeof viewAudiences)[number];
  role: string | null;
  isDefault: boolean;
  /** The reader may change or delete it. */
  isMine: boolean;
  state: ViewState;
}

/** The views this person sees over a list: everybody's, her role's, her own. */
export const listViews = query({
  name: "views.list",
  permission: "self:write",
  input: listViewsInput,
  async run(ctx, { list }): Promise<{ items: SavedView[]; defaultId: string | null; canShare: boolean }> {
    const { actor } = ctx;
    const canShare = can(actor, "views:share");
    const seen = [and(eq(tableViews.audience, "all"))];
    if (actor.kind === "user")
      seen.push(
        and(eq(tableViews.audience, "role"), eq(tableViews.audienceId, actor.role)),
        and(eq(tableViews.audience, "user"), eq(tableViews.audienceId, actor.id)),
      );
    const rows = await ctx.db
      .select()
      .from(tableViews)
      .where(and(eq(tableViews.list, list), or(...seen)))
      .orderBy(asc(tableViews.audience), asc(tableViews.createdAt));
    const items = rows.map((row) => ({
      id: row.id,
      name: row.name,
      audience: row.audience as SavedView["audience"],
      role: row.audience === "role" ? row.audienceId : null,
      isDefault: row.isDefault,
      isMine: row.audience === "user" || canShare,
      state: row.state as ViewState,
    }));
    const defaults = items.filter((item) => item.isDefault);
    const first = (audience: string) => defaults.find((item) => item.audience === audience)?.id;
    return { items, defaultId: first("user") ?? first("role") ?? first("all") ?? null, canShare };
  },
});
