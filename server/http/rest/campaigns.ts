import { z } from "zod";
import * as campaigns from "@/server/domain/campaigns";
import { graphDefinition } from "@/server/domain/campaigns/graph";
import { campaignSettings, campaignStates } from "@/server/domain/campaigns/model";
import { asReport, campaignReport } from "./campaign-report";
import { moneyOf } from "./money";
import { asPage, pageOf, pageQuery } from "./paging";
import { type Route, route } from "./route";

const tag = "Campaigns";
const localText = z.object({ en: z.string(), ru: z.string() });
const recipe = z
  .object({
    code: z.string(),
    name: localText,
    description: localText,
    templates: z
      .array(z.string())
      .meta({ description: "Codes of the templates it uses unless told otherwise." }),
    settings: z
      .record(z.string(), z.unknown())
      .meta({ description: "JSON schema of its settings; all are optional." }),
    defaults: z.record(z.string(), z.unknown()),
    nodes: z
      .array(z.object({ id: z.string(), kind: z.string() }))
      .meta({ description: "Its steps, in order." }),
  })
  .meta({ id: "Recipe" });

const summary = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(campaignStates),
    recipe: z.string().nullable(),
    version: z
      .number()
      .int()
      .nullable()
      .meta({ description: "The version newcomers enter; null before the first start." }),
    entered: z.number().int(),
    in_flight: z.number().int(),
    orders: z.number().int().meta({ description: "Attributed purchases." }),
    revenue: z.number().meta({ description: "Their sum, in the project's currency." }),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "CampaignSummary" });

const campaign = z
  .object({
    id: z.string(),
    name: z.string(),
    state: z.enum(campaignStates),
    recipe: z.string().nullable(),
    version: z.number().int().nullable(),
    graph: graphDefinition.meta({ description: "The draft." }),
    settings: campaignSettings,
    problems: z.array(
      z.object({
        code: z.string(),
        node_id: z.string().nullable(),
        field: z.string().nullable(),
        params: z.record(z.string(), z.unknown()),
      }),
    ),
    in_flight: z.array(z.object({ version: z.number().int(), node_id: z.string(), count: z.number().int() })),
    activated_at: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .meta({ id: "Campaign" });

const ref = z.object({ id: z.uuid().meta({ description: "Id of the campaign." }) });

async function shown(
  ctx: Parameters<typeof campaigns.getCampaign>[0],
  id: string,
): Promise<z.input<typeof campaign>> {
  const found = await campaigns.getCampaign(ctx, { id });
  return {
    id: found.id,
    name: found.name,
    state: found.state,
    recipe: found.recipe,
    version: found.currentVersion,
    graph: found.draft,
    settings: found.settings,
    problems: found.problems.map(({ code, nodeId, field, params }) => ({
      code,
      node_id: nodeId ?? null,
      field: field ?? null,
      params,
    })),
    in_flight: found.inFlight.map(({ version, nodeId, count }) => ({ version, node_id: nodeId, count })),
    activated_at: found.activatedAt?.toISOString() ?? null,
    created_at: found.createdAt.toISOString(),
    updated_at: found.updatedAt.toISOString(),
  };
}

const createBody = z.strictObject({
  name: z.string().trim().min(1).max(200).optional(),
  recipe: z
    .string()
    .max(100)
    .optional()
    .meta({ description: "Code of a recipe; then `settings` are the recipe's." }),
  settings: z
    .record(z.string(), z.unknown())
    .default({})
    .meta({ description: "Settings of the recipe, or of the campaign when a graph is given." }),
  graph: graphDefinition.optional(),
  activate: z.boolean().default(false).meta({ description: "Publish and start at once." }),
});

export const campaignRoutes: Route[] = [
  route({
    method: "GET",
    path: "/api/v1/recipes",
    operationId: "listRecipes",
    tag,
    summary: "Ready cases that make a whole campaign of a few settings",
    permission: "campaigns:read",
    response: z.object({ data: z.array(recipe) }),
    handle: async ({ ctx }) => ({ data: await campaigns.listRecipes(ctx, {}) }),
  }),
  route({
    method: "GET",
    path: "/api/v1/campaigns",
    operationId: "listCampaigns",
    tag,
    summary: "Campaigns, latest change first",
    permission: "campaigns:read",
    query: z.object({
      ...pageQuery(),
      search: z.string().max(200).default(""),
      state: z.enum(campaignStates).optional(),
    }),
    response: pageOf(summary),
    async handle({ ctx, query }) {
      const page = await campaigns.listCampaigns(ctx, query);
      const money = await moneyOf(ctx);
      const data = page.campaigns.map((one) => ({
        id: one.id,
        name: one.name,
        state: one.state,
        recipe: one.recipe,
        version: one.currentVersion,
        entered: one.entered,
        in_flight: one.inFlight,
        orders: one.orders,
        revenue: money(one.revenueMinor),
        created_at: one.createdAt.toISOString(),
        updated_at: one.updatedAt.toISOString(),
      }));
      return asPage(data, query.limit, page.nextCursor);
    },
  }),
  route({
    method: "POST",
    path: "/api/v1/campaigns",
    operationId: "createCampaign",
    tag,
    summary: "Create a campaign from a recipe, from a graph, or blank; start it if asked to",
    permission: "campaigns:write",
    body: createBody,
    status: 201,
    response: campaign,
    example: {
      request: {
        recipe: "abandoned-cart",
        settings: { idle_seconds: 3600, second_wait_seconds: 86_400 },
        activate: true,
      },
    },
    async handle({ ctx, body }) {
      const { settings, recipe: code, ...rest } = body;
      const chosen =
        code === undefined ? { settings: settings as object } : { recipe: code, recipeSettings: settings };
      const made = await campaigns.createCampaign(ctx, { ...rest, ...chosen });
      return shown(ctx, made.id);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/campaigns/{id}",
    operationId: "getCampaign",
    tag,
    summary: "One campaign: its draft, what is wrong in it, and who is on the way",
    permission: "campaigns:read",
    params: ref,
    response: campaign,
    handle: ({ ctx, params }) => shown(ctx, params.id),
  }),
  ...(["activate", "pause", "resume"] as const).map((verb) =>
    route({
      method: "POST",
      path: `/api/v1/campaigns/{id}/${verb}`,
      operationId: `${verb}Campaign`,
      tag,
      summary: {
        activate: "Start a draft or a stopped campaign",
        pause: "Let nobody enter or move on; the clock keeps running",
        resume: "Go on; people who became due meanwhile move at once",
      }[verb],
      permission: "campaigns:publish",
      params: ref,
      response: campaign,
      async handle({ ctx, params }) {
        const change = {
          activate: campaigns.activateCampaign,
          pause: campaigns.pauseCampaign,
          resume: campaigns.resumeCampaign,
        }[verb];
        await change(ctx, params);
        return shown(ctx, params.id);
      },
    }),
  ),
  route({
    method: "POST",
    path: "/api/v1/campaigns/{id}/stop",
    operationId: "stopCampaign",
    tag,
    summary: "Let nobody enter any more; people on their way finish, or are dropped",
    permission: "campaigns:publish",
    params: ref,
    query: z.object({ in_flight: z.enum(["finish", "drop"]).default("finish") }),
    response: campaign,
    async handle({ ctx, params, query }) {
      await campaigns.stopCampaign(ctx, { id: params.id, inFlight: query.in_flight });
      return shown(ctx, params.id);
    },
  }),
  route({
    method: "GET",
    path: "/api/v1/campaigns/{id}/report",
    operationId: "getCampaignReport",
    tag,
    summary: "What the campaign did and earned, counted over the entries of a version and period",
    permission: "reports:read",
    params: ref,
    query: z.object({
      version: z.coerce.number().int().min(1).optional(),
      from: z.iso.datetime({ offset: true }).optional().meta({ description: "Entered at or after." }),
      to: z.iso.datetime({ offset: true }).optional().meta({ description: "Entered before." }),
    }),
    response: campaignReport,
    handle: async ({ ctx, params, query }) =>
      asReport(
        await campaigns.getCampaignReport(ctx, { campaignId: params.id, ...query }),
        await moneyOf(ctx),
      ),
  }),
];
