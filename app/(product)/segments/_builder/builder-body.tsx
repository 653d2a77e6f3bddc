"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import type { Group, Rule } from "@/server/domain/segments/rule";
import { CheckPerson } from "./check-person";
import { LivePanel } from "./live-panel";
import type { LiveAnswer } from "./use-live-answer";

interface BuilderBodyProps {
  answer: LiveAnswer;
  rule: Group;
  sentenceOf(rule: Rule): string;
  /** The editor. */
  children: ReactNode;
  /** Below everything in the panel. */
  aside?: ReactNode;
}

/** The rule on the left, as controls and as a sentence; what it means on the right, below on a phone. */
export function BuilderBody({ answer, rule, sentenceOf, children, aside }: BuilderBodyProps) {
  const t = useTranslations("segments");
  return (
    <div className="grid gap-x-10 gap-y-8 px-4 pt-4 pb-16 sm:px-6 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-5">
        {children}
        {rule.rules.length > 0 ? (
          <p className="border-t pt-3 text-pretty text-muted text-sm">
            <span className="text-faint">{t("readsAs")}</span> {sentenceOf(answer.asked)}
          </p>
        ) : null}
      </div>
      <aside className="flex min-w-0 flex-col gap-7 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-2rem)] lg:self-start lg:overflow-y-auto">
        <LivePanel answer={answer} sentenceOf={sentenceOf} />
        <CheckPerson definition={answer.asked} sentenceOf={sentenceOf} />
        {aside}
      </aside>
    </div>
  );
}
