"use client";
import { ExternalLink } from "lucide-react";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { JsonView } from "@/app/_ui/display/json-view";
import { Section } from "@/app/_ui/layout/section";
import { ProductPicture } from "./product-picture";
import { Availability, type Product, ProductPrice } from "./products-columns";

/** Beside the list: the product as letters and rules see it. */
export function ProductDetails({ product }: { product: Product }) {
  const t = useTranslations("products");
  const hasAttributes = Object.keys(product.attributes).length > 0;
  return (
    <div className="flex flex-col gap-6 p-4">
      <ProductPicture address={product.imageUrl} className="h-56 w-full" />
      <DescriptionList
        items={[
          { label: t("columns.price"), value: <ProductPrice product={product} /> },
          { label: t("columns.stock"), value: <Availability isAvailable={product.isAvailable} /> },
          { label: t("columns.category"), value: product.categoryName ?? undefined },
          { label: t("columns.brand"), value: product.brand ?? undefined },
          {
            label: t("columns.externalId"),
            value: <code className="break-all text-xs">{product.externalId}</code>,
          },
          { label: t("columns.url"), value: product.url ? <PageLink address={product.url} /> : undefined },
          { label: t("columns.updated"), value: <ExactTime at={product.updatedAt} /> },
        ]}
      />
      {hasAttributes ? (
        <Section title={t("attributes")}>
          <JsonView value={product.attributes} />
        </Section>
      ) : null}
    </div>
  );
}

/** Data may hold any address; only those of the web become links. */
export function PageLink({ address }: { address: string }) {
  if (!/^https?:\/\//i.test(address)) return <span className="break-all">{address}</span>;
  return (
    <a
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      className="quiet-link inline-flex max-w-full items-center gap-1 text-accent"
    >
      <span className="truncate">{address.replace(/^https?:\/\//i, "")}</span>
      <ExternalLink className="size-3.5 shrink-0" aria-hidden="true" />
    </a>
  );
}
