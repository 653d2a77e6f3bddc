import { sql } from "drizzle-orm";
import { z } from "zod";
import { type Queryable, toDate } from "@/server/db/client";
import { query } from "@/server/kernel/command";
import { readCursor, writeCursor } from "./cursor";
import { type ExecutableGraph, graphDefinition } from "./graph";
import type { CampaignState } from "./model";
import { nodeKinds } from "./nodes/registry";
import { recipes } from "./recipes/registry";
import { campaignRef, checkGraphInput, listCampaignsInput } from "./schema";
import { readGraphFacts } from "./store/facts";
import { getVersion, listVersions, getCampaign as readCampaign } from "./store/versions";
import { executableOf, validateGraph } from "./validate-graph";

export interface CampaignListItem {
  id: string;
  name: string;
  state: CampaignState;
  recipe: string | null;
  currentVersion: number | null;
  entered: number;
  inFlight: number;
  orders: number;
  revenueMinor: number;
  createdAt: Date;
  updatedAt: Date;
  archivedAt: Date | null;
}
type ListRow = {
  id: string;
  name: string;
  state: CampaignState;
  recipe: string | null;
  current_version: number | null;
  entered: number;
  in_flight: number;
  orders: number;
  revenue: number;
  created_at: string;
  updated_at: string;
  archived_at: string | null;
};

/** Newest change first, with what each has done; totals are of all campaigns, whatever the search. */
export const listCampaigns = query({
  name: "campaigns.list",
  permission: "campaigns:read",
  input: listCampaignsInput,
  async run(ctx, input) {
    const after = input.cursor === undefined ? undefined : readCursor(input.cursor);
    const state = input.onlyActive ? "active" : input.state;
    const rows = await ctx.db.execute<ListRow>(sql`
      select c.id, c.name, c.state, c.recipe, c.current_version, c.created_at::text as created_at, c.updated_at::text as updated_at,
        c.archived_at::text as archived_at, people.entered, people.in_flight, bought.orders, bought.revenue
      from campaigns c
      left join lateral (
        select count(*)::int as entered, count(*) filter (where p.state = 'active')::int as in_flight
        from campaign_participants p where p.campaign_id = c.id) people on true
      left join lateral (
        select count(*)::int as orders, coalesce(sum(a.amount_minor), 0)::bigint as revenue
        from order_attributions a where a.source_kind = 'campaign' and a.source_id = c.id::text) bought on true
      where ${input.includeArchived ? sql`true` : sql`c.archived_at is null`}
        and ${state === undefined ? sql`true` : sql`c.state = ${state}`}
        and ${input.search === "" ? sql`true` : sql`strpos(lower(c.name), lower(${input.search}::text)) > 0`}
        and ${after ? sql`(c.updated_at, c.id::text) < (${after.at}::timestamptz, ${after.key}::text)` : sql`true`}
      order by c.updated_at desc, c.id::text desc limit ${input.limit + 1}::int`);
    const page = [...rows].slice(0, input.limit);
    const last = page.at(-1);
    return {
      campaigns: page.map(itemOf),
      totals: await readTotals(ctx.db),
      nextCursor:
        rows.length > input.limit && last ? writeCursor({ at: last.updated_at, key: last.id }) : null,
    };
  },
});

const itemOf = (row: ListRow): CampaignListItem => ({
  id: row.id,
  name: row.name,
  state: row.state,
  recipe: row.recipe,
  currentVersion: row.current_version,
  entered: row.entered,
  inFlight: row.in_flight,
  orders: row.orders,
  revenueMinor: row.revenue,
  createdAt: toDate(row.created_at),
  updatedAt: toDate(row.updated_at),
  archivedAt: row.archived_at === null ? null : toDate(row.archived_at),
});

async function readTotals(db: Queryable): Promise<{ active: number; orders: number; revenueMinor: number }> {
  const [row] = await db.execute<{ active: number; orders: number; revenue: number }>(sql`
    select (select count(*)::int from campaigns where state = 'active') as active, count(*)::int as orders,
      coalesce(sum(amount_minor), 0)::bigint as revenue
    from order_attributions where source_kind = 'campaign'`);
  return { active: row?.active ?? 0, orders: row?.orders ?? 0, revenueMinor: row?.revenue ?? 0 };
}

/** The draft with what is wrong in it, the running version, and how many people are on which. */
export const getCampaign = query({
  name: "campaigns.get",
  permission: "campaigns:read",
  input: campaignRef,
  async run(ctx, { id }) {
    const campaign = await readCampaign(ctx.db, id);
    const versions = await listVersions(ctx.db, id);
    const current = versions.find(({ version }) => version === campaign.currentVersion);
    const problems = validateGraph(campaign.draft, await readGraphFacts(ctx.db));
    const flying = await ctx.db.execute<{ version: number; nodeId: string; count: number }>(sql`
      select version, node_id as "nodeId", count(*)::int as count from campaign_participants
      where campaign_id = ${id}::uuid and state = 'active' group by 1, 2 order by 1, 2`);
    return {
      ...campaign,
      problems,
      /** True when publishing would change what runs. */
      hasUnpublishedChanges:
        current === undefined ||
        problems.length > 0 ||
        JSON.stringify([executableOf(campaign.draft), campaign.settings]) !==
          JSON.stringify([inOrder(current.graph), current.settings]),
      versions: versions.map(({ version, publishedAt }) => ({ version, publishedAt })),
      inFlight: [...flying],
    };
  },
});
/** jsonb does not keep the order of keys; reading it through the schemas gives back one order. */
const inOrder = (graph: ExecutableGraph) => executableOf(graphDefinition.parse(graph));

export const getCampaignVersion = query({
  name: "campaigns.get-version",
  permission: "campaigns:read",
  input: z.object({ id: z.uuid(), version: z.number().int().min(1) }),
  run: (ctx, { id, version }) => getVersion(ctx.db, id, version),
});

/** What is wrong with a graph as it stands on the canvas. The canvas checks by itself too; this knows the templates. */
export const checkGraph = query({
  name: "campaigns.check-graph",
  permission: "campaigns:read",
  input: checkGraphInput,
  run: async (ctx, { graph }) => ({ problems: validateGraph(graph, await readGraphFacts(ctx.db)) }),
});

/** What the node panels choose from. */
export const listGraphFacts = query({
  name: "campaigns.list-graph-facts",
  permission: "campaigns:read",
  input: z.object({}),
  run: (ctx) => readGraphFacts(ctx.db),
});

export const listRecipes = query({
  name: "campaigns.list-recipes",
  permission: "campaigns:read",
  input: z.object({}),
  run: async () =>
    recipes.map(({ code, name, description, templates, settings, build }) => ({
      code,
      name,
      description,
      templates: [...templates],
      settings: z.toJSONSchema(settings, { io: "input" }) as Record<string, unknown>,
      defaults: settings.parse({}),
      nodes: build({}).graph.nodes.map(({ id, kind }) => ({ id, kind })),
    })),
});

export const listNodeKinds = query({
  name: "campaigns.list-node-kinds",
  permission: "campaigns:read",
  input: z.object({}),
  run: async () => nodeKinds.map(({ kind, role, icon, initial }) => ({ kind, role, icon, initial })),
});
