"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { asTree, type Category } from "../../_components/category-tree";
import { ImportAction, ProductsHeader } from "../../_components/products-header";

/** The tree, as it is read: each category above what is in it. A row opens its products. */
export function CategoriesTable() {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const query = useQuery(trpc.products.categories.queryOptions({}));
  const rows = useMemo(() => query.data && asTree(query.data.items), [query.data]);
  return (
    <>
      <ProductsHeader entity="categories" />
      <DataTable
        name="categories"
        label={t("tabs.categories")}
        columns={useCategoryColumns()}
        list={wholeList<Category>({ ...query, data: rows })}
        rowId={(row) => String(row.id)}
        href={(row) => `/products?category=${row.id}`}
        empty={
          <EmptyState drawing="list" title={t("noCategories")} actions={<ImportAction entity="categories" />}>
            {t("noCategoriesText")}
          </EmptyState>
        }
      />
    </>
  );
}

function useCategoryColumns(): Column<Category>[] {
  const t = useTranslations("products");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("columns.name"),
        isTitle: true,
        grows: true,
        cell: (row) => <span style={{ paddingLeft: `${(row.depth - 1) * 1.25}rem` }}>{row.name}</span>,
      },
      {
        id: "products",
        header: t("title"),
        width: 120,
        align: "end",
        phone: "aside",
        cell: (row) => format.number(row.products),
      },
      {
        id: "externalId",
        header: t("columns.externalId"),
        width: 200,
        phone: "hidden",
        cell: (row) => <code className="text-muted text-xs">{row.externalId}</code>,
      },
    ],
    [t, format],
  );
}
