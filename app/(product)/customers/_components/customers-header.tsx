"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useFormat } from "@/app/_i18n/use-format";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { LinkTabs } from "@/app/_ui/layout/tabs";

interface Props {
  count?: { count: number; isMore: boolean; estimate: number | null } | undefined;
  actions?: ReactNode;
}

/** The head of the pages about people: how many there are, honestly, and the way to tags. */
export function CustomersHeader({ count, actions }: Props) {
  const t = useTranslations("customers");
  const format = useFormat();
  const shown =
    count === undefined
      ? ""
      : !count.isMore
        ? format.number(count.count)
        : count.estimate
          ? t("about", { count: format.number(rounded(count.estimate)) })
          : t("moreThan", { count: format.number(count.count) });
  return (
    <PageHeader
      title={t("title")}
      aside={
        <>
          <span className="figures text-faint" title={count?.isMore ? t("aboutWhy") : undefined}>
            {shown}
          </span>
          <HelpLink topic="customers" about={t("title")} />
        </>
      }
      actions={actions}
      tabs={
        <LinkTabs
          label={t("title")}
          tabs={[
            { href: "/customers", label: t("pages.people") },
            { href: "/customers/tags", label: t("pages.tags") },
            { href: "/customers/duplicates", label: t("pages.duplicates") },
          ]}
        />
      }
    />
  );
}

/** Two figures that mean something: 1,234,567 by statistics is 1,200,000. */
function rounded(estimate: number): number {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(estimate)) - 1);
  return Math.round(estimate / step) * step;
}
