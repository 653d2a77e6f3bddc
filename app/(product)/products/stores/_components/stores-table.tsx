"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { useFieldColumns } from "@/app/_components/fields/field-columns";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import type { StoreFigures, StoreView } from "@/server/domain/orders";
import { ImportAction, ProductsHeader } from "../../_components/products-header";

type Store = StoreView & { figures: StoreFigures | undefined };

const none = <span className="text-faint">—</span>;

/** Where receipts come from, and what each store brought lately. */
export function StoresTable() {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const query = useQuery(trpc.products.stores.queryOptions({}));
  const canReadOrders = useCan("orders:read");
  const figures = useQuery({ ...trpc.products.storeFigures.queryOptions({}), enabled: canReadOrders });
  const rows = useMemo(() => {
    const byStore = new Map(figures.data?.items.map((one) => [one.storeId, one]));
    return query.data?.items.map((store) => ({ ...store, figures: byStore.get(store.id) }));
  }, [query.data, figures.data]);
  const figureColumns = useFigureColumns(figures.isPending);
  const custom = useFieldColumns<Store>("store");
  const columns = useMemo<Column<Store>[]>(
    () => [
      { id: "name", header: t("columns.name"), isTitle: true, grows: true, cell: (row) => row.name },
      { id: "city", header: t("columns.city"), width: 150, phone: "meta", cell: (row) => row.city ?? none },
      {
        id: "address",
        header: t("columns.address"),
        width: 240,
        phone: "hidden",
        cell: (row) => row.address ?? none,
      },
      {
        id: "format",
        header: t("columns.format"),
        width: 120,
        phone: "hidden",
        cell: (row) => row.format ?? none,
      },
      ...(canReadOrders ? figureColumns : []),
      {
        id: "region",
        header: t("columns.region"),
        width: 160,
        isExtra: true,
        cell: (row) => row.region ?? none,
      },
      {
        id: "zone",
        header: t("columns.timeZone"),
        width: 160,
        isExtra: true,
        cell: (row) => row.timeZone ?? none,
      },
      {
        id: "externalId",
        header: t("columns.externalId"),
        width: 130,
        isExtra: true,
        cell: (row) => <code className="text-muted text-xs">{row.externalId}</code>,
      },
      ...custom,
    ],
    [t, canReadOrders, figureColumns, custom],
  );
  return (
    <>
      <ProductsHeader entity="stores" />
      <DataTable
        name="stores"
        label={t("tabs.stores")}
        columns={columns}
        list={wholeList<Store>({ ...query, data: rows })}
        rowId={(row) => String(row.id)}
        href={(row) => `/products/stores/sto_${row.id}`}
        empty={
          <EmptyState drawing="box" title={t("noStores")} actions={<ImportAction entity="stores" />}>
            {t("noStoresText")}
          </EmptyState>
        }
      />
    </>
  );
}

/** Of the last thirty days. */
function useFigureColumns(isPending: boolean): Column<Store>[] {
  const t = useTranslations("products.stores");
  const format = useFormat();
  return useMemo(() => {
    const figure = (
      id: keyof Omit<StoreFigures, "storeId">,
      width: number,
      phone: "aside" | "meta" | "hidden",
      show: (value: number) => string,
    ): Column<Store> => ({
      id,
      header: t(id),
      width,
      align: "end",
      phone,
      cell: (row) => {
        if (isPending) return <Skeleton className="ml-auto w-12" />;
        return row.figures ? <span className="figures">{show(row.figures[id])}</span> : none;
      },
    });
    return [
      figure("revenueMinor", 150, "aside", (value) => format.moneyWhole(value)),
      figure("purchases", 130, "hidden", (value) => format.number(value)),
      figure("customers", 130, "hidden", (value) => format.number(value)),
    ];
  }, [t, format, isPending]);
}
