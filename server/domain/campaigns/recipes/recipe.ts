import type { z } from "zod";
import type { GraphDefinition } from "../graph";
import type { CampaignSettings } from "../model";

export interface LocalText {
  en: string;
  ru: string;
}

/** A ready case: a few settings make a whole chain of it. */
export interface Recipe {
  code: string;
  name: LocalText;
  description: LocalText;
  /** All optional; each with its description and default, as REST shows them. */
  settings: z.ZodObject;
  /** Templates it uses unless told otherwise. */
  templates: readonly string[];
  build(settings: unknown): { graph: GraphDefinition; settings: CampaignSettings };
}

export const defineRecipe = <Settings extends z.ZodObject>(
  recipe: Omit<Recipe, "settings" | "build"> & {
    settings: Settings;
    build(settings: z.output<Settings>): ReturnType<Recipe["build"]>;
  },
): Recipe => ({ ...recipe, build: (raw) => recipe.build(recipe.settings.parse(raw)) });
