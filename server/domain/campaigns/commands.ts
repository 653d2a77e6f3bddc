import { eq, sql } from "drizzle-orm";
import { campaigns, campaignVersions } from "@/server/db/schema";
import { type CommandContext, command } from "@/server/kernel/command";
import { can } from "@/server/kernel/context";
import { AppError, conflict, forbidden } from "@/server/platform/errors";
import { newUuid } from "@/server/platform/ids";
import { emptyGraph, type GraphDefinition } from "./graph";
import { campaignSettings, stateAfter } from "./model";
import { problemFields, problemText } from "./problem-text";
import { getRecipe } from "./recipes/registry";
import { noteReferences } from "./references";
import { campaignRef, createCampaignInput, duplicateInput, publishInput, saveDraftInput } from "./schema";
import { startWatching } from "./start-watching";
import { readGraphFacts } from "./store/facts";
import { type Campaign, getCampaign, lockCampaign } from "./store/versions";
import { executableOf, validateGraph } from "./validate-graph";

const userId = ({ actor }: CommandContext): string | null => (actor.kind === "user" ? actor.id : null);

export const createCampaign = command({
  name: "campaigns.create",
  permission: "campaigns:write",
  input: createCampaignInput,
  async run(ctx, input) {
    if (input.activate && !can(ctx.actor, "campaigns:publish")) throw forbidden("campaigns:publish");
    const recipe = input.recipe === undefined ? undefined : getRecipe(input.recipe);
    if (recipe && input.graph) throw new AppError("invalid", "Give either a recipe or a graph, not both.");
    const made = recipe
      ? recipe.build(parseRecipeSettings(recipe.settings, input.recipeSettings ?? {}))
      : undefined;
    const graph: GraphDefinition = made?.graph ?? input.graph ?? emptyGraph();
    const settings = campaignSettings.parse({ ...made?.settings, ...input.settings });
    const id = newUuid();
    const name =
      input.name ?? recipe?.name[input.locale] ?? (input.locale === "ru" ? "Новая кампания" : "New campaign");
    const now = ctx.clock.now();
    await ctx.db.insert(campaigns).values({
      id,
      name,
      recipe: recipe?.code ?? null,
      draft: graph,
      settings,
      createdBy: userId(ctx),
      createdAt: now,
      updatedAt: now,
    });
    await noteReferences(ctx.db, id);
    ctx.audit({ subjectType: "campaign", subjectId: id, changes: { name, recipe: recipe?.code ?? null } });
    if (input.activate) await activateNow(ctx, await lockCampaign(ctx.db, id));
    return getCampaign(ctx.db, id);
  },
});

function parseRecipeSettings(schema: ReturnType<typeof getRecipe>["settings"], raw: unknown): unknown {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map((issue) => ({
    path: ["settings", ...issue.path.map(String)].join("."),
    message: issue.message,
  }));
  throw new AppError("invalid", fields.map((field) => `${field.path}: ${field.message}`).join("; "), {
    fields,
  });
}

export const saveDraft = command({
  name: "campaigns.save-draft",
  permission: "campaigns:write",
  input: saveDraftInput,
  async run(ctx, { id, revision, ...changed }) {
    const campaign = await lockCampaign(ctx.db, id);
    refuseArchived(campaign);
    refuseStale(campaign, revision);
    const draftRevision = revision + 1;
    await ctx.db
      .update(campaigns)
      .set({
        draftRevision,
        updatedAt: ctx.clock.now(),
        ...(changed.name === undefined ? {} : { name: changed.name }),
        ...(changed.graph === undefined ? {} : { draft: changed.graph }),
        ...(changed.settings === undefined ? {} : { settings: changed.settings }),
      })
      .where(eq(campaigns.id, id));
    const changes: Record<string, unknown> = { revision: draftRevision };
    if (changed.name !== undefined && changed.name !== campaign.name)
      changes.name = { from: campaign.name, to: changed.name };
    if (changed.graph) changes.nodes = { from: campaign.draft.nodes.length, to: changed.graph.nodes.length };
    if (changed.settings) changes.settings = { from: campaign.settings, to: changed.settings };
    await noteReferences(ctx.db, id);
    ctx.audit({ subjectType: "campaign", subjectId: id, changes });
    return { id, draftRevision };
  },
});

/** Makes the draft an immutable version. People on their way stay on theirs; who enters from now on takes this one. */
export const publishCampaign = command({
  name: "campaigns.publish",
  permission: "campaigns:publish",
  input: publishInput,
  async run(ctx, { id, revision }) {
    const campaign = await lockCampaign(ctx.db, id);
    refuseArchived(campaign);
    if (revision !== undefined) refuseStale(campaign, revision);
    const version = await publishDraft(ctx, campaign);
    if (campaign.state === "active") await startWatching(ctx, id, { isStart: false });
    return { id, version };
  },
});

export const activateCampaign = command({
  name: "campaigns.activate",
  permission: "campaigns:publish",
  input: campaignRef,
  async run(ctx, { id }) {
    await activateNow(ctx, await lockCampaign(ctx.db, id));
    return getCampaign(ctx.db, id);
  },
});

/** The first start publishes the draft; a later one runs the version that is current. */
async function activateNow(ctx: CommandContext, campaign: Campaign): Promise<void> {
  refuseArchived(campaign);
  const state = stateAfter(campaign.state, "activate");
  if (!state)
    throw conflict(`The campaign is ${campaign.state}; only a draft or a stopped one can be activated.`);
  const version = campaign.currentVersion ?? (await publishDraft(ctx, campaign));
  const now = ctx.clock.now();
  await ctx.db
    .update(campaigns)
    .set({ state, activatedAt: now, pausedAt: null, updatedAt: now })
    .where(eq(campaigns.id, campaign.id));
  ctx.audit({
    subjectType: "campaign",
    subjectId: campaign.id,
    changes: { state: { from: campaign.state, to: state }, version },
  });
  await noteReferences(ctx.db, campaign.id);
  await startWatching(ctx, campaign.id, { isStart: true });
}

async function publishDraft(ctx: CommandContext, campaign: Campaign): Promise<number> {
  const problems = validateGraph(campaign.draft, await readGraphFacts(ctx.db));
  if (problems.length > 0) {
    const first = problems[0] ? problemText(problems[0]) : "";
    throw new AppError("invalid", `The campaign cannot run yet: ${first}`, {
      fields: problemFields(problems),
    });
  }
  const now = ctx.clock.now();
  const [last] = await ctx.db
    .select({ version: sql<number>`coalesce(max(${campaignVersions.version}), 0)::int` })
    .from(campaignVersions)
    .where(eq(campaignVersions.campaignId, campaign.id));
  const version = (last?.version ?? 0) + 1;
  await ctx.db.insert(campaignVersions).values({
    campaignId: campaign.id,
    version,
    graph: executableOf(campaign.draft),
    settings: campaign.settings,
    publishedBy: userId(ctx),
    publishedAt: now,
  });
  await ctx.db
    .update(campaigns)
    .set({ currentVersion: version, updatedAt: now })
    .where(eq(campaigns.id, campaign.id));
  await noteReferences(ctx.db, campaign.id);
  ctx.audit({
    subjectType: "campaign",
    subjectId: campaign.id,
    changes: { version: { from: campaign.currentVersion, to: version } },
  });
  return version;
}

export const duplicateCampaign = command({
  name: "campaigns.duplicate",
  permission: "campaigns:write",
  input: duplicateInput,
  async run(ctx, { id, name }) {
    const { name: oldName, recipe, draft, settings } = await getCampaign(ctx.db, id);
    const copy = { id: newUuid(), name: name ?? `${oldName.slice(0, 190)} (2)`, recipe, draft, settings };
    const now = ctx.clock.now();
    await ctx.db
      .insert(campaigns)
      .values({ ...copy, createdBy: userId(ctx), createdAt: now, updatedAt: now });
    await noteReferences(ctx.db, copy.id);
    ctx.audit({ subjectType: "campaign", subjectId: copy.id, changes: { name: copy.name, copyOf: id } });
    return getCampaign(ctx.db, copy.id);
  },
});

export const archiveCampaign = command({
  name: "campaigns.archive",
  permission: "campaigns:write",
  input: campaignRef,
  async run(ctx, { id }) {
    const campaign = await lockCampaign(ctx.db, id);
    if (campaign.state === "active" || campaign.state === "paused")
      throw conflict("Stop the campaign before archiving it.");
    if (campaign.archivedAt) return { id };
    const now = ctx.clock.now();
    await ctx.db.update(campaigns).set({ archivedAt: now, updatedAt: now }).where(eq(campaigns.id, id));
    await noteReferences(ctx.db, id);
    ctx.audit({ subjectType: "campaign", subjectId: id, changes: { archived: { from: false, to: true } } });
    return { id };
  },
});

function refuseArchived(campaign: Campaign): void {
  if (campaign.archivedAt) throw conflict("The campaign is archived. Duplicate it to go on with it.");
}

function refuseStale(campaign: Campaign, revision: number): void {
  if (campaign.draftRevision === revision) return;
  throw conflict(
    `Somebody has saved this draft since (revision ${campaign.draftRevision}, yours is ${revision}). Load it again and repeat your change.`,
  );
}
