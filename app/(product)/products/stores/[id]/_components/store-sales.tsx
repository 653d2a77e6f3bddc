"use client";
import { useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { Stat } from "@/app/_ui/display/stat";
import { SalesChart } from "../../../_sales/sales-chart";

/** The last thirty days in figures, twelve months as a chart, and the way to the receipts and orders behind them. */
export function StoreSales({ id }: { id: number }) {
  const t = useTranslations("products.stores");
  const format = useFormat();
  const trpc = useTRPC();
  const sales = useQuery(trpc.products.storeSales.queryOptions({ id }));
  const lately = useQuery(trpc.products.storeFigures.queryOptions({}));
  const failed = sales.isError ? sales : lately.isError ? lately : undefined;
  if (failed)
    return (
      <ErrorState isSmall message={problemOf(failed.error)?.message} onRetry={() => void failed.refetch()} />
    );
  if (!sales.data || !lately.data)
    return (
      <>
        <Skeleton className="h-16" />
        <Skeleton className="h-56" />
      </>
    );
  const own = lately.data.items.find((one) => one.storeId === id);
  const note = t("lately");
  return (
    <>
      <div className="grid grid-cols-2 gap-6 sm:grid-cols-3">
        <Stat label={t("revenue")} value={format.moneyWhole(own?.revenueMinor ?? 0)} note={note} />
        <Stat label={t("purchasesLabel")} value={format.number(own?.purchases ?? 0)} note={note} />
        <Stat label={t("customersLabel")} value={format.number(own?.customers ?? 0)} note={note} />
      </div>
      <SalesChart months={sales.data.months} measures={["revenueMinor", "purchases"]} />
      <nav className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
        {(["receipts", "orders"] as const).map((list) => (
          <Link
            key={list}
            href={`${list === "orders" ? "/orders" : "/orders/receipts"}?store=${id}`}
            className="quiet-link inline-flex items-center gap-1 text-accent"
          >
            {t(`see.${list}`)}
            <ArrowRight aria-hidden="true" className="size-3.5" />
          </Link>
        ))}
      </nav>
    </>
  );
}
