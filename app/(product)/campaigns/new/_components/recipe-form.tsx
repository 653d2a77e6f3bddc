"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useMemo, useState } from "react";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import type { GraphFacts } from "@/server/domain/campaigns/nodes/kind";
import type { Recipe } from "@/server/domain/campaigns/recipes/recipe";
import { validateGraph } from "@/server/domain/campaigns/validate-graph";
import { ChainSteps } from "../../_components/chain-steps";
import { useProblemText } from "../../[id]/edit/_components/use-problem-text";
import { RecipeFieldInput, type RecipeFieldName, recipeFields } from "./recipe-fields";
import { StartDialog } from "./start-dialog";

interface RecipeFormProps {
  recipe: Recipe;
  facts: GraphFacts;
  onBack(): void;
}

/** A recipe's few settings on the left; on the right the chain they make, in words, as one types. */
export function RecipeForm({ recipe, facts, onBack }: RecipeFormProps) {
  const { templates } = facts;
  const t = useTranslations("campaigns");
  const language = useLocale() === "ru" ? "ru" : "en";
  const router = useRouter();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canPublish = useCan("campaigns:publish");
  const [name, setName] = useState(recipe.name[language]);
  const [isStarting, setStarting] = useState(false);
  const form = useRecipeValues(recipe, facts);
  const problemText = useProblemText();
  const create = useMutation(
    trpc.campaigns.create.mutationOptions({
      onSuccess: async ({ id, state }) => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        router.push(state === "active" ? `/campaigns/${id}` : `/campaigns/${id}/edit`);
      },
    }),
  );
  const isBusy = create.isPending || create.isSuccess;
  const save = (activate: boolean) =>
    create.mutate({
      recipe: recipe.code,
      name: name.trim() || recipe.name[language],
      recipeSettings: form.values,
      locale: language,
      activate,
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (form.built) save(false);
  };
  const fieldsOf = (isExtra: boolean) =>
    form.names
      .filter((field) => "isExtra" in recipeFields[field] === isExtra)
      .map((field) => (
        <RecipeFieldInput
          key={field}
          name={field}
          value={form.values[field]}
          templates={templates}
          isWrong={form.wrong.has(field)}
          onChange={(value) => form.set(field, value)}
        />
      ));
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/campaigns", label: t("title") }]}
        title={recipe.name[language]}
        description={recipe.description[language]}
        actions={
          <Button variant="ghost" onClick={onBack}>
            {t("recipes.back")}
          </Button>
        }
      />
      <PageColumns
        main={
          <form onSubmit={submit} className="flex max-w-130 flex-col gap-6">
            <Field label={t("name")}>
              <Input value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
            </Field>
            {fieldsOf(false)}
            <details className="group">
              <summary className="w-fit rounded-sm text-link">{t("recipes.more")}</summary>
              <div className="flex flex-col gap-6 pt-4">{fieldsOf(true)}</div>
            </details>
            {create.error ? (
              <p role="alert" className="text-bad">
                {problemOf(create.error)?.message ?? t("noAnswer")}
              </p>
            ) : null}
            <div className="flex flex-wrap gap-2 border-t pt-4">
              <Button type="submit" variant="primary" isBusy={isBusy} disabled={!form.built}>
                {t("recipes.create")}
              </Button>
              {canPublish ? (
                <Button
                  disabled={isBusy || !form.built || form.problems.length > 0}
                  onClick={() => setStarting(true)}
                >
                  {t("recipes.createAndStart")}
                </Button>
              ) : null}
            </div>
          </form>
        }
        aside={
          <Section title={t("recipes.chain")} description={t("recipes.chainHint")}>
            <ChainSteps nodes={form.shown.nodes} templates={templates} />
            {form.problems.length > 0 ? (
              <ul className="flex flex-col gap-1 rounded-md bg-warn-soft p-3 text-warn text-xs">
                {form.problems.map((problem) => (
                  <li key={`${problem.nodeId} ${problem.code}`}>{problemText(problem)}</li>
                ))}
              </ul>
            ) : null}
          </Section>
        }
      />
      {isStarting ? (
        <StartDialog
          nodes={form.shown.nodes}
          templates={templates}
          isBusy={isBusy}
          error={create.error ? (problemOf(create.error)?.message ?? t("noAnswer")) : undefined}
          onConfirm={() => save(true)}
          onClose={() => setStarting(false)}
        />
      ) : null}
    </>
  );
}

/** What is typed, what of it is wrong, and the chain it makes; while something is wrong, the last chain that was right. */
function useRecipeValues(recipe: Recipe, facts: GraphFacts) {
  const defaults = useMemo(() => recipe.settings.parse({}) as Record<string, unknown>, [recipe]);
  const [values, setValues] = useState(defaults);
  const parsed = useMemo(() => recipe.settings.safeParse(values), [recipe, values]);
  const built = useMemo(
    () => (parsed.success ? recipe.build(parsed.data).graph : undefined),
    [recipe, parsed],
  );
  const [lastBuilt, setLastBuilt] = useState(() => recipe.build({}).graph);
  if (built && built !== lastBuilt) setLastBuilt(built);
  const shown = built ?? lastBuilt;
  const names = Object.keys(recipeFields).filter(
    (field): field is RecipeFieldName => field in recipe.settings.shape,
  );
  return {
    values,
    set: (field: string, value: unknown) => setValues((before) => ({ ...before, [field]: value })),
    wrong: new Set(parsed.success ? [] : parsed.error.issues.map((issue) => String(issue.path[0]))),
    built,
    shown,
    names,
    problems: useMemo(() => validateGraph(shown, facts), [shown, facts]),
  };
}
