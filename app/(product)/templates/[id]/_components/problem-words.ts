"use client";
import { useTranslations } from "next-intl";
import type { TemplateProblem } from "@/server/domain/templates/model";

/** A problem as a sentence with its remedy. */
export function useProblemWords(): (problem: TemplateProblem) => string {
  const t = useTranslations("templates");
  return (problem) => {
    const words = t(`problems.${problem.code}`, { detail: problem.detail ?? "" });
    return problem.code === "liquid" && problem.detail ? `${words} ${problem.detail}` : words;
  };
}
