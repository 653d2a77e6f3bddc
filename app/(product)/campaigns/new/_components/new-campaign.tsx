"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PageBody } from "@/app/_components/page-body";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { findRecipe } from "@/server/domain/campaigns/recipes/registry";
import { newCampaignSearch } from "../search-params";
import { RecipeForm } from "./recipe-form";
import { RecipeGallery } from "./recipe-gallery";

/** First which recipe, then its few settings. The choice is in the address, so Back leads to the gallery. */
export function NewCampaign() {
  const t = useTranslations("campaigns");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(newCampaignSearch);
  const recipes = useQuery(trpc.campaigns.recipes.queryOptions({}));
  const facts = useQuery(trpc.campaigns.graphFacts.queryOptions({}));
  const failed = [recipes, facts].find((query) => query.isError);
  if (failed)
    return <ErrorState message={problemOf(failed.error)?.message} onRetry={() => void failed.refetch()} />;
  const recipe = search.recipe === undefined ? undefined : findRecipe(search.recipe);
  if (recipe && facts.data)
    return (
      <RecipeForm
        recipe={recipe}
        facts={facts.data}
        onBack={() => setSearch({ recipe: undefined }, { isStep: true })}
      />
    );
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/campaigns", label: t("title") }]}
        title={t("recipes.title")}
        description={t("recipes.intro")}
      />
      <PageBody>
        {recipes.data && facts.data ? (
          <RecipeGallery
            recipes={recipes.data}
            templates={facts.data.templates}
            onChoose={(code) => setSearch({ recipe: code }, { isStep: true })}
          />
        ) : (
          <div className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
            <Skeleton className="h-64 rounded-lg" />
            <Skeleton className="h-64 rounded-lg" />
          </div>
        )}
      </PageBody>
    </>
  );
}
