"use client";
import { useTranslations } from "next-intl";
import { useFactNames } from "@/app/_components/contact-health/use-fact-names";
import type { Filter } from "@/app/_components/filter-bar";
import { Select } from "@/app/_ui/input/select";
import { problemGroups, type ShownProblem } from "../../quality/_components/problem-groups";

interface QualitySearch {
  problem: string;
  fact: string;
}

/** Filters of the list about data quality: one problem, one derived fact. */
export function useQualityFilters(
  search: QualitySearch,
  set: (changes: Partial<QualitySearch>) => void,
): Filter[] {
  const t = useTranslations("quality");
  const shown = problemGroups.flatMap((group) =>
    group.problems.map((problem) => ({ group: group.id, problem })),
  );
  const known = shown.find((one) => one.problem === search.problem);
  const nameOf = (one: { group: "email" | "phone" | "person" | "base"; problem: ShownProblem }) =>
    one.group === "email" || one.group === "phone"
      ? `${t(`groups.${one.group}`)}: ${t(`problems.${one.problem}.name`).toLocaleLowerCase()}`
      : t(`problems.${one.problem}.name`);
  return [
    {
      id: "problem",
      label: t("columns.problem"),
      phrase: known
        ? nameOf(known)
        : search.problem === "unreachable"
          ? t("problems.unreachable.name")
          : search.problem || undefined,
      editor: (
        <Select
          label={t("columns.problem")}
          value={search.problem}
          onChange={(problem) => set({ problem })}
          options={shown
            .filter((one) => one.problem !== "duplicates")
            .map((one) => ({ value: one.problem, label: nameOf(one) }))}
        />
      ),
      clear: () => set({ problem: "" }),
    },
    ...useFactFilter(search, set),
  ];
}

/** Comes from the quality page's groups; there is nothing to choose here, only to take away. */
function useFactFilter(search: QualitySearch, set: (changes: Partial<QualitySearch>) => void): Filter[] {
  const t = useTranslations("quality.who");
  const names = useFactNames();
  const [fact = "", ...rest] = search.fact.split(":");
  if (rest.length === 0) return [];
  const value = rest.join(":");
  const said: Record<string, () => string> = {
    email_provider: () => `${t("provider")}: ${names.provider(value)}`,
    operator: () => `${t("operator")}: ${names.operator(value)}`,
    phone_type: () => `${t("phone_type")}: ${names.phoneType(value)}`,
    time_zone: () => `${t("time_zone")}: ${value}`,
    region: () => `${t("region")}: ${names.region(value)}`,
  };
  return [
    {
      id: "fact",
      label: t("title"),
      phrase: said[fact]?.() ?? search.fact,
      editor: null,
      clear: () => set({ fact: "" }),
    },
  ];
}
