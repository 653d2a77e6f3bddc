"use client";
import { Upload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExportButton } from "@/app/_components/export-button";
import { HelpLink } from "@/app/_components/help-link";
import { useCan } from "@/app/_components/use-can";
import { Button } from "@/app/_ui/action/button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { LinkTabs } from "@/app/_ui/layout/tabs";
import type { ImportEntity } from "@/server/domain/integrations/fields/catalogue";

/** The head of the three pages of the catalogue. */
export function ProductsHeader({
  entity,
  filters = {},
}: {
  entity: ImportEntity;
  filters?: Record<string, unknown>;
}) {
  const t = useTranslations("products");
  const canImport = useCan("imports:run");
  const exported = <ExportButton list={entity} filters={filters} />;
  return (
    <PageHeader
      title={t("title")}
      aside={<HelpLink topic="products" about={t("title")} />}
      actions={
        <>
          {exported}
          {canImport ? (
            <Button asChild>
              <Link href={`/imports/new?entity=${entity}`}>
                <Upload />
                {t("import")}
              </Link>
            </Button>
          ) : null}
        </>
      }
      tabs={
        <LinkTabs
          label={t("title")}
          tabs={[
            { href: "/products", label: t("tabs.products") },
            { href: "/products/categories", label: t("tabs.categories") },
            { href: "/products/stores", label: t("tabs.stores") },
          ]}
        />
      }
    />
  );
}

/** Where nothing is yet: a file is the quickest way in. */
export function ImportAction({ entity }: { entity: ImportEntity }) {
  const t = useTranslations("products");
  if (!useCan("imports:run")) return null;
  return (
    <Button variant="primary" asChild>
      <Link href={`/imports/new?entity=${entity}`}>{t("import")}</Link>
    </Button>
  );
}
