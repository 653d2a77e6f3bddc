"use client";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Section } from "@/app/_ui/layout/section";
import { FieldFacts } from "../../_components/field-facts";
import { PageLink } from "../../_components/product-details";
import { ProductPicture } from "../../_components/product-picture";
import { type Product, ProductPrice } from "../../_components/products-columns";

/** The product as letters and rules see it, then what people described themselves. */
export function ProductFacts({ product }: { product: Product }) {
  const t = useTranslations("products");
  return (
    <>
      <ProductPicture address={product.imageUrl} className="h-64 w-full" />
      <Section title={t("facts")}>
        <DescriptionList
          items={[
            { label: t("columns.price"), value: <ProductPrice product={product} /> },
            { label: t("columns.category"), value: product.categoryName ?? undefined },
            { label: t("columns.brand"), value: product.brand ?? undefined },
            { label: t("columns.url"), value: product.url ? <PageLink address={product.url} /> : undefined },
            {
              label: t("columns.externalId"),
              value: <code className="break-all text-xs">{product.externalId}</code>,
            },
            { label: t("columns.updated"), value: <ExactTime at={product.updatedAt} /> },
          ]}
        />
      </Section>
      <FieldFacts object="product" attributes={product.attributes} />
    </>
  );
}
