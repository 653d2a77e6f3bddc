"use client";
import { CircleAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { Section } from "@/app/_ui/layout/section";

export interface SourceIssue {
  code: string;
  name: string;
  events: number;
  example: string | null;
  lastSeenAt: Date;
}

/** What is wrong with events that were stored all the same: in words, with the remedy. */
export function SourceIssues({ issues }: { issues: readonly SourceIssue[] }) {
  const t = useTranslations("sources.issues");
  const format = useFormat();
  if (issues.length === 0) return null;
  return (
    <Section title={t("title")} description={t("text")}>
      <ul className="border-t">
        {issues.map((issue) => (
          <li
            key={`${issue.code} ${issue.name} ${issue.example}`}
            className="flex gap-3 border-b py-2 text-sm"
          >
            <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden="true" />
            <div className="min-w-0 flex-1">
              <p>
                <Link
                  href={`/events?q=${encodeURIComponent(issue.name)}`}
                  prefetch={false}
                  className="quiet-link font-medium"
                >
                  {issue.name || t("anyEvent")}
                </Link>
                {": "}
                {t(`what.${issue.code}` as "what.missing_price", { example: issue.example ?? "none" })}
              </p>
              <p className="text-pretty text-muted text-xs">
                {t(`fix.${issue.code}` as "fix.missing_price", { example: issue.example ?? "" })}
              </p>
            </div>
            <div className="shrink-0 text-right text-xs">
              <p className="figures">
                {t("times", { count: issue.events, shown: format.number(issue.events) })}
              </p>
              <p className="text-faint">
                <TimeAgo at={issue.lastSeenAt} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
