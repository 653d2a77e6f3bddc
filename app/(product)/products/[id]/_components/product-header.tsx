"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Skeleton, SkeletonText } from "@/app/_ui/display/skeleton";
import type { Crumb } from "@/app/_ui/layout/breadcrumbs";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { LinkTabs } from "@/app/_ui/layout/tabs";
import { wayTo } from "../../_components/category-tree";

interface Props {
  product: { id: number; name: string; brand: string | null; categoryId: number | null };
  aside?: ReactNode;
  actions?: ReactNode;
}

/** The way through the categories, the name, and the two views of a product. */
export function ProductHeader({ product, aside, actions }: Props) {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const { data } = useQuery(trpc.products.categories.queryOptions({}));
  const way = product.categoryId === null ? [] : wayTo(product.categoryId, data?.items ?? []);
  const crumbs: Crumb[] = [
    { label: t("title"), href: "/products" },
    ...way.map((category) => ({ label: category.name, href: `/products?category=${category.id}` })),
  ];
  const address = `/products/prd_${product.id}`;
  return (
    <PageHeader
      crumbs={crumbs}
      title={product.name}
      aside={aside}
      description={product.brand ?? undefined}
      actions={actions}
      tabs={
        useCan("orders:read") ? (
          <LinkTabs
            label={product.name}
            tabs={[
              { href: address, label: t("tabs.overview") },
              { href: `${address}/buyers`, label: t("tabs.buyers") },
            ]}
          />
        ) : undefined
      }
    />
  );
}

/** The page's shape while it is on its way. */
export const ProductSkeleton = () => (
  <>
    <div className="flex flex-col gap-3 px-4 pt-5 pb-4 sm:px-6">
      <Skeleton className="w-40" />
      <Skeleton className="h-6 w-72" />
    </div>
    <PageColumns
      main={
        <>
          <Skeleton className="h-16" />
          <Skeleton className="h-56" />
        </>
      }
      aside={
        <>
          <Skeleton className="h-56" />
          <SkeletonText lines={6} />
        </>
      }
    />
  </>
);
