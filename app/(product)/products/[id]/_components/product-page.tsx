"use client";
import { useQuery } from "@tanstack/react-query";
import { Pencil } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { PageColumns } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Availability } from "../../_components/products-columns";
import { EditProductDialog } from "./edit-product-dialog";
import { ProductCompanions } from "./product-companions";
import { ProductFacts } from "./product-facts";
import { ProductHeader, ProductSkeleton } from "./product-header";
import { ProductSales } from "./product-sales";

/** One product: how it sells and beside what, who bought it, and what is known of it. */
export function ProductPage({ id }: { id: number }) {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const canWrite = useCan("products:write");
  const canReadOrders = useCan("orders:read");
  const [isEditing, setEditing] = useState(false);
  const query = useQuery(trpc.products.get.queryOptions({ id }));
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  if (!query.data) return <ProductSkeleton />;
  const product = query.data;
  return (
    <>
      <ProductHeader
        product={product}
        aside={
          <>
            <Availability isAvailable={product.isAvailable} />
            <HelpLink topic="products#a-product" about={product.name} />
          </>
        }
        actions={
          canWrite ? (
            <Button icon={<Pencil />} onClick={() => setEditing(true)}>
              {t("edit.action")}
            </Button>
          ) : undefined
        }
      />
      <PageColumns
        main={
          canReadOrders ? (
            <>
              <ProductSales id={id} />
              <ProductCompanions id={id} />
            </>
          ) : (
            <p className="text-muted text-sm">{t("sales.notYours")}</p>
          )
        }
        aside={<ProductFacts product={product} />}
      />
      {isEditing ? <EditProductDialog product={product} onClose={() => setEditing(false)} /> : null}
    </>
  );
}
