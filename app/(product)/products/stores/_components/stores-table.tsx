"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ImportAction, ProductsHeader } from "../../_components/products-header";

interface Store {
  id: number;
  externalId: string;
  name: string;
  city: string | null;
  region: string | null;
  address: string | null;
  format: string | null;
  timeZone: string | null;
}

const none = <span className="text-faint">—</span>;

/** Where receipts come from. */
export function StoresTable() {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const query = useQuery(trpc.products.stores.queryOptions({}));
  const columns = useMemo<Column<Store>[]>(
    () => [
      { id: "name", header: t("columns.name"), isTitle: true, grows: true, cell: (row) => row.name },
      { id: "city", header: t("columns.city"), width: 150, phone: "meta", cell: (row) => row.city ?? none },
      {
        id: "address",
        header: t("columns.address"),
        width: 260,
        phone: "meta",
        cell: (row) => row.address ?? none,
      },
      {
        id: "format",
        header: t("columns.format"),
        width: 140,
        phone: "hidden",
        cell: (row) => row.format ?? none,
      },
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
        phone: "hidden",
        cell: (row) => <code className="text-muted text-xs">{row.externalId}</code>,
      },
    ],
    [t],
  );
  return (
    <>
      <ProductsHeader entity="stores" />
      <DataTable
        name="stores"
        label={t("tabs.stores")}
        columns={columns}
        list={wholeList<Store>({ ...query, data: query.data?.items })}
        rowId={(row) => String(row.id)}
        empty={
          <EmptyState drawing="box" title={t("noStores")} actions={<ImportAction entity="stores" />}>
            {t("noStoresText")}
          </EmptyState>
        }
      />
    </>
  );
}
