import { eq, sql } from "drizzle-orm";
import type { Queryable, Tx } from "@/server/db/client";
import { campaigns, campaignVersions } from "@/server/db/schema";
import { notFound } from "@/server/platform/errors";
import { type ExecutableGraph, type GraphDefinition, graphDefinition } from "../graph";
import { type CampaignSettings, type CampaignState, campaignSettings } from "../model";

export interface Campaign {
  id: string;
  name: string;
  state: CampaignState;
  recipe: string | null;
  draft: GraphDefinition;
  settings: CampaignSettings;
  draftRevision: number;
  currentVersion: number | null;
  activatedAt: Date | null;
  pausedAt: Date | null;
  archivedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}
export interface CampaignVersion {
  version: number;
  graph: ExecutableGraph;
  settings: CampaignSettings;
  publishedAt: Date;
}

type Row = typeof campaigns.$inferSelect;
const campaignOf = (row: Row): Campaign => ({
  ...row,
  state: row.state as CampaignState,
  draft: graphDefinition.parse(row.draft),
  settings: campaignSettings.parse(row.settings),
});

export async function getCampaign(db: Queryable, id: string): Promise<Campaign> {
  const [row] = await db.select().from(campaigns).where(eq(campaigns.id, id));
  if (!row) throw notFound("campaign", id);
  return campaignOf(row);
}

/** For changing it: one change at a time, and nothing enters or moves on meanwhile. */
export async function lockCampaign(tx: Tx, id: string): Promise<Campaign> {
  const [row] = await tx.select().from(campaigns).where(eq(campaigns.id, id)).for("update");
  if (!row) throw notFound("campaign", id);
  return campaignOf(row);
}

/** For working by it: its state stays what it is until the transaction ends. */
export async function holdCampaign(tx: Tx, id: string): Promise<Campaign> {
  const [row] = await tx.select().from(campaigns).where(eq(campaigns.id, id)).for("share");
  if (!row) throw notFound("campaign", id);
  return campaignOf(row);
}

const versionOf = (row: typeof campaignVersions.$inferSelect): CampaignVersion => ({
  version: row.version,
  graph: row.graph as ExecutableGraph,
  settings: campaignSettings.parse(row.settings),
  publishedAt: row.publishedAt,
});

export async function getVersion(
  db: Queryable,
  campaignId: string,
  version: number,
): Promise<CampaignVersion> {
  const [row] = await db
    .select()
    .from(campaignVersions)
    .where(sql`${campaignVersions.campaignId} = ${campaignId} and ${campaignVersions.version} = ${version}`);
  if (!row) throw notFound("campaign version", version);
  return versionOf(row);
}

export async function listVersions(db: Queryable, campaignId: string): Promise<CampaignVersion[]> {
  const rows = await db
    .select()
    .from(campaignVersions)
    .where(eq(campaignVersions.campaignId, campaignId))
    .orderBy(campaignVersions.version);
  return rows.map(versionOf);
}

export async function listRunning(db: Queryable): Promise<string[]> {
  const rows = await db
    .select({ id: campaigns.id })
    .from(campaigns)
    .where(eq(campaigns.state, "active"))
    .orderBy(campaigns.id);
  return rows.map((row) => row.id);
}
