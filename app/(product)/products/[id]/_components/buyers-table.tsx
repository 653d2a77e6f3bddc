"use client";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { customerCode, customerName, customerPath } from "@/app/_components/customer-name";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExactTime } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import type { listBuyers } from "@/server/domain/orders";
import { ProductHeader } from "./product-header";

type Buyer = Awaited<ReturnType<typeof listBuyers>>["items"][number];

/** The people who bought a product, the latest first; each opens her profile. */
export function BuyersTable({ id }: { id: number }) {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const product = useQuery(trpc.products.get.queryOptions({ id }));
  const query = useInfiniteQuery(
    trpc.products.buyers.infiniteQueryOptions({ id }, { getNextPageParam: (page) => page.nextCursor }),
  );
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const columns = useBuyerColumns();
  if (product.isError)
    return <ErrorState message={problemOf(product.error)?.message} onRetry={() => void product.refetch()} />;
  return (
    <>
      {product.data ? <ProductHeader product={product.data} /> : null}
      <div className="h-3" />
      <DataTable
        name="buyers"
        label={t("tabs.buyers")}
        columns={columns}
        list={list}
        rowId={(row) => String(row.customerId)}
        href={(row) => customerPath(row.customerId)}
        empty={
          <EmptyState drawing="people" title={t("buyers.none")}>
            {t("buyers.noneText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useBuyerColumns(): Column<Buyer>[] {
  const t = useTranslations("products.buyers");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        isTitle: true,
        grows: true,
        width: 200,
        cell: (row) => (row.customer ? customerName(row.customer) : customerCode(row.customerId)),
      },
      {
        id: "email",
        header: t("email"),
        width: 220,
        phone: "hidden",
        cell: (row) => row.customer?.email ?? <span className="text-faint">—</span>,
      },
      {
        id: "last",
        header: t("last"),
        width: 170,
        phone: "meta",
        cell: (row) => <ExactTime at={row.lastAt} />,
      },
      {
        id: "purchases",
        header: t("purchases"),
        width: 110,
        align: "end",
        phone: "hidden",
        cell: (row) => format.number(row.purchases),
      },
      {
        id: "units",
        header: t("units"),
        width: 100,
        align: "end",
        phone: "hidden",
        cell: (row) => format.number(row.units),
      },
      {
        id: "revenue",
        header: t("revenue"),
        width: 130,
        align: "end",
        phone: "aside",
        cell: (row) => format.money(row.revenueMinor),
      },
    ],
    [t, format],
  );
}
