"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Stat } from "@/app/_ui/display/stat";
import { SalesChart } from "../../_sales/sales-chart";

/** What it sold in all, each figure opening what is behind it, and by month. */
export function ProductSales({ id }: { id: number }) {
  const t = useTranslations("products.sales");
  const format = useFormat();
  const trpc = useTRPC();
  const query = useQuery(trpc.products.sales.queryOptions({ id }));
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  if (!query.data)
    return (
      <>
        <Skeleton className="h-16" />
        <Skeleton className="h-56" />
      </>
    );
  const { buyers, purchases, units, revenueMinor, months } = query.data;
  return (
    <>
      <div className="grid grid-cols-2 gap-6 sm:grid-cols-4">
        <Stat label={t("revenueMinor")} value={format.moneyWhole(revenueMinor)} note={t("allTime")} />
        <Stat label={t("units")} value={format.number(units)} note={t("allTime")} />
        <Stat
          label={t("purchases")}
          value={format.number(purchases)}
          note={
            <>
              <Link className="quiet-link" href={`/orders?product=${id}`}>
                {t("orders")}
              </Link>
              {" · "}
              <Link className="quiet-link" href={`/orders/receipts?product=${id}`}>
                {t("receipts")}
              </Link>
            </>
          }
        />
        <Stat
          label={t("buyers")}
          value={format.number(buyers)}
          note={t("people")}
          {...(buyers > 0 ? { href: `/products/prd_${id}/buyers` } : {})}
        />
      </div>
      <SalesChart months={months} measures={["revenueMinor", "units"]} />
    </>
  );
}
