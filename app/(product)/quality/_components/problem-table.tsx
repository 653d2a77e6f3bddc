"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { peopleWithProblem } from "@/app/_components/people-behind";
import { PeopleLink } from "@/app/_components/people-link";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Section } from "@/app/_ui/layout/section";
import { type Day, problemGroups, remedyOf, type ShownProblem } from "./problem-groups";

interface ProblemTableProps {
  latest: Day;
  before: Day | undefined;
  /** Suggestions that wait right now; the rest is as of the count. */
  pending: Record<string, number>;
}

/** Every problem: how many, how it changed, who, and what to do about it. */
export function ProblemTable({ latest, before, pending }: ProblemTableProps) {
  const t = useTranslations("quality");
  return (
    <div className="grid gap-x-10 gap-y-8 xl:grid-cols-2">
      {problemGroups.map((group) => (
        <Section key={group.id} title={t(`groups.${group.id}`)}>
          <table className="w-full text-sm">
            <thead className="sr-only">
              <tr>
                {(["problem", "people", "share", "change", "remedy"] as const).map((column) => (
                  <th key={column}>{t(`columns.${column}`)}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {group.problems.map((problem) => (
                <ProblemRow
                  key={problem}
                  problem={problem}
                  count={
                    remedyOf(problem) === "review" ? (pending[problem] ?? 0) : (latest.figures[problem] ?? 0)
                  }
                  was={before?.figures[problem]}
                  customers={latest.customers}
                />
              ))}
            </tbody>
          </table>
        </Section>
      ))}
    </div>
  );
}

interface ProblemRowProps {
  problem: ShownProblem;
  count: number;
  was: number | undefined;
  customers: number;
}

function ProblemRow({ problem, count, was, customers }: ProblemRowProps) {
  const t = useTranslations("quality");
  const format = useFormat();
  const remedy = remedyOf(problem);
  const change = was === undefined ? 0 : count - was;
  const href =
    remedy === "review"
      ? `/quality/${problem}`
      : remedy === "duplicates"
        ? "/customers/duplicates"
        : peopleWithProblem(problem);
  return (
    <tr className="border-t align-top">
      <td className="py-2 pr-3">
        <span className={cn("block", count === 0 && "text-muted")}>{t(`problems.${problem}.name`)}</span>
        <span className="block text-pretty text-faint text-xs">{t(`problems.${problem}.why`)}</span>
      </td>
      <td className="py-2 pl-2 text-right">
        <PeopleLink count={count} href={remedy === "review" ? peopleWithProblem(problem) : href} />
      </td>
      <td className="figures hidden w-16 py-2 pl-2 text-right text-muted sm:table-cell">
        {count > 0 && customers > 0 ? format.percent(count / customers) : ""}
      </td>
      <td
        className={cn(
          "figures hidden w-16 py-2 pl-2 text-right text-xs leading-5 sm:table-cell",
          change > 0 ? "text-bad" : "text-ok",
        )}
      >
        {change === 0 ? "" : `${change > 0 ? "+" : "−"}${format.number(Math.abs(change))}`}
      </td>
      <td className="w-24 py-1.5 pl-3 text-right">
        {count > 0 && remedy !== "people" ? (
          <Button size="sm" asChild>
            <Link href={href}>{t(`remedies.${remedy}`)}</Link>
          </Button>
        ) : null}
      </td>
    </tr>
  );
}
