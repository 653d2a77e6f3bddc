"use client";
import { useMutation } from "@tanstack/react-query";
import type { inferRouterOutputs } from "@trpc/server";
import { Check, Plus, TriangleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/overlay/toast";
import type { AppRouter } from "@/server/api/root";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findTemplate } from "@/server/domain/campaigns/nodes/send-email/node";
import { ChainDrawing } from "../../_components/chain-steps";

type Recipe = inferRouterOutputs<AppRouter>["campaigns"]["recipes"][number];

interface RecipeGalleryProps {
  recipes: readonly Recipe[];
  templates: readonly TemplateFact[];
  onChoose(code: string): void;
}

export function RecipeGallery({ recipes, templates, onChoose }: RecipeGalleryProps) {
  return (
    <ul className="grid gap-4 md:grid-cols-2 xl:grid-cols-3">
      {recipes.map((recipe) => (
        <RecipeCard
          key={recipe.code}
          recipe={recipe}
          templates={templates}
          onChoose={() => onChoose(recipe.code)}
        />
      ))}
      <BlankCard />
    </ul>
  );
}

function RecipeCard({
  recipe,
  templates,
  onChoose,
}: {
  recipe: Recipe;
  templates: readonly TemplateFact[];
  onChoose(): void;
}) {
  const t = useTranslations("campaigns.recipes");
  const language = useLocale() === "ru" ? "ru" : "en";
  const trigger = recipe.nodes[0]?.kind ?? "";
  const needs = `needs.${trigger as "abandoned-cart"}` as const;
  return (
    <li className="flex flex-col gap-3 rounded-lg border p-4">
      <ChainDrawing nodes={recipe.nodes} />
      <div>
        <h2 className="font-semibold text-base">{recipe.name[language]}</h2>
        <p className="text-pretty text-muted">{recipe.description[language]}</p>
      </div>
      <div className="flex flex-col gap-1 text-sm">
        <h3 className="text-faint text-xs">{t("needsTitle")}</h3>
        {t.has(needs) ? <p className="text-pretty">{t(needs)}</p> : null}
        <ul className="flex flex-col gap-1">
          {recipe.templates.map((code) => (
            <Need key={code} code={code} template={findTemplate(templates, code)} />
          ))}
        </ul>
      </div>
      <Button variant="primary" className="mt-auto self-start" onClick={onChoose}>
        {t("use")}
      </Button>
    </li>
  );
}

/** A letter the recipe uses: there and published, or what is missing. */
function Need({ code, template }: { code: string; template: TemplateFact | undefined }) {
  const t = useTranslations("campaigns.recipes");
  const isReady = template?.isPublished === true && !template.isArchived;
  return (
    <li className="flex items-start gap-1.5">
      {isReady ? (
        <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ok" />
      ) : (
        <TriangleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-warn" />
      )}
      <span>
        {template && !template.isArchived
          ? t(isReady ? "letterReady" : "letterUnpublished", { name: template.name })
          : t("letterMissing", { code })}
      </span>
    </li>
  );
}

function BlankCard() {
  const t = useTranslations("campaigns");
  const language = useLocale() === "ru" ? "ru" : "en";
  const router = useRouter();
  const trpc = useTRPC();
  const create = useMutation(
    trpc.campaigns.create.mutationOptions({
      onError: (error) =>
        toast.failed(t("failed"), { description: problemOf(error)?.message ?? t("noAnswer") }),
      onSuccess: ({ id }) => router.push(`/campaigns/${id}/edit`),
    }),
  );
  return (
    <li className="flex flex-col gap-3 rounded-lg border border-dashed p-4">
      <span
        aria-hidden="true"
        className="flex size-6 items-center justify-center rounded-md border border-line-strong border-dashed text-faint"
      >
        <Plus className="size-3.5" />
      </span>
      <div>
        <h2 className="font-semibold text-base">{t("recipes.blank.title")}</h2>
        <p className="text-pretty text-muted">{t("recipes.blank.text")}</p>
      </div>
      <Button
        className="mt-auto self-start"
        isBusy={create.isPending || create.isSuccess}
        onClick={() => create.mutate({ locale: language })}
      >
        {t("recipes.blank.action")}
      </Button>
    </li>
  );
}
