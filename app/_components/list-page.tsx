"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { PageHeader } from "@/app/_ui/layout/page-header";

interface ListPageProps {
  title: string;
  /** Undefined while it is not known: nothing jumps when it arrives. */
  total?: number | undefined;
  /** Counting stopped at the total: there are more. */
  isAtLeast?: boolean;
  actions?: ReactNode;
  /** A question mark to the guide. */
  help?: ReactNode;
  /** Saved views, as tabs. */
  views?: ReactNode;
  filters: ReactNode;
  children: ReactNode;
}

/** A list's page: title with count, views, the filters as a sentence, the table. */
export function ListPage({
  title,
  total,
  isAtLeast,
  actions,
  help,
  views,
  filters,
  children,
}: ListPageProps) {
  const t = useTranslations("shared");
  const format = useFormat();
  const count =
    total === undefined
      ? ""
      : isAtLeast
        ? t("moreThan", { count: format.number(total) })
        : format.number(total);
  return (
    <>
      <PageHeader
        title={title}
        aside={
          <>
            <span className="text-faint">{count}</span>
            {help}
          </>
        }
        actions={actions}
        tabs={views}
      />
      {views ? <div className="h-3" /> : null}
      {filters}
      {children}
    </>
  );
}
