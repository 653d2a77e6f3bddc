import { z } from "zod";
import { graphDefinition } from "./graph";
import { campaignSettings, campaignStates } from "./model";

/** The inputs of every door. */
const name = z.string().trim().min(1).max(200);
export const campaignRef = z.object({ id: z.uuid() });

/** From a recipe with its settings, from a graph, or blank. */
export const createCampaignInput = z.strictObject({
  name: name.optional(),
  recipe: z.string().max(100).optional(),
  recipeSettings: z.record(z.string(), z.unknown()).optional(),
  graph: graphDefinition.optional(),
  settings: campaignSettings.partial().optional(),
  activate: z.boolean().default(false),
  /** Language of the name a recipe gives. */
  locale: z.enum(["en", "ru"]).default("en"),
});
export const saveDraftInput = z.strictObject({
  id: z.uuid(),
  /** The revision one has seen; a newer one in the database refuses the save. */
  revision: z.number().int(),
  name: name.optional(),
  graph: graphDefinition.optional(),
  settings: campaignSettings.optional(),
});
export const publishInput = z.strictObject({ id: z.uuid(), revision: z.number().int().optional() });
export const stopInput = z.strictObject({
  id: z.uuid(),
  inFlight: z.enum(["finish", "drop"]).default("finish"),
});
export const duplicateInput = z.strictObject({ id: z.uuid(), name: name.optional() });
export const checkGraphInput = z.strictObject({ graph: graphDefinition });

export const listCampaignsInput = z.strictObject({
  search: z.string().trim().max(200).default(""),
  state: z.enum(campaignStates).optional(),
  onlyActive: z.boolean().default(false),
  includeArchived: z.boolean().default(false),
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});
