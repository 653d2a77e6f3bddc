import { notFound } from "@/server/platform/errors";
import { abandonedCartRecipe } from "./abandoned-cart";
import type { Recipe } from "./recipe";
import { winBackRecipe } from "./win-back";

/** Every recipe, as the gallery shows them. A new one is a file and its line here. */
export const recipes: readonly Recipe[] = [abandonedCartRecipe, winBackRecipe];

export const findRecipe = (code: string): Recipe | undefined => recipes.find((one) => one.code === code);

export function getRecipe(code: string): Recipe {
  const recipe = findRecipe(code);
  if (!recipe) throw notFound("recipe", code);
  return recipe;
}
