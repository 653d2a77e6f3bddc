"use client";
import { CircleAlert, TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { Popover } from "@/app/_ui/overlay/popover";
import type { TemplateProblem } from "@/server/domain/templates/model";
import { useProblemWords } from "./problem-words";

/** What to look at before it goes out: the first in sight, the rest a click away. Each leads to its field. */
export function ProblemsList({ problems }: { problems: readonly TemplateProblem[] }) {
  const t = useTranslations("templates");
  const sorted = [...problems].sort((a, b) => a.severity.localeCompare(b.severity));
  const [first, ...rest] = sorted;
  if (!first) return null;
  return (
    <div className="flex items-center gap-2 border-b bg-canvas px-4 py-1.5 text-sm">
      <ProblemLine problem={first} />
      {rest.length > 0 ? (
        <Popover
          align="end"
          className="w-96"
          trigger={
            <Button variant="ghost" size="sm">
              {t("problems.more", { count: rest.length })}
            </Button>
          }
        >
          <ul className="flex flex-col gap-2 text-sm">
            {rest.map((problem) => (
              <li key={`${problem.code}:${problem.field ?? ""}:${problem.detail ?? ""}`}>
                <ProblemLine problem={problem} />
              </li>
            ))}
          </ul>
        </Popover>
      ) : null}
    </div>
  );
}

function ProblemLine({ problem }: { problem: TemplateProblem }) {
  const t = useTranslations("templates");
  const say = useProblemWords();
  const { field } = problem;
  const icon =
    problem.severity === "error" ? (
      <CircleAlert aria-label={t("problems.error")} className="mt-0.5 size-4 shrink-0 text-bad" />
    ) : (
      <TriangleAlert aria-label={t("problems.warning")} className="mt-0.5 size-4 shrink-0 text-warn" />
    );
  const words = (
    <span className="min-w-0 flex-1 text-pretty">
      {field ? <span className="font-medium">{t(`fields.${field}.label`)}: </span> : null}
      {say(problem)}
    </span>
  );
  if (!field)
    return (
      <p className="flex min-w-0 flex-1 gap-2">
        {icon}
        {words}
      </p>
    );
  return (
    <button
      type="button"
      className="flex min-w-0 flex-1 gap-2 rounded-sm text-left hover:underline"
      onClick={() => document.querySelector<HTMLElement>(`[name="${field}"]`)?.focus()}
    >
      {icon}
      {words}
    </button>
  );
}
