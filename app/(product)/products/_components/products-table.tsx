"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Segmented } from "@/app/_ui/input/segmented";
import { productsInput, productsSearch } from "../search-params";
import { ProductDetails } from "./product-details";
import { useProductColumns } from "./products-columns";
import { ImportAction, ProductsHeader } from "./products-header";
import { useProductFilters } from "./use-product-filters";

export function ProductsTable() {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(productsSearch);
  const query = useInfiniteQuery({
    ...trpc.products.list.infiniteQueryOptions(productsInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const clear = () => setSearch({ q: "", category: undefined, stock: undefined });
  return (
    <>
      <ProductsHeader entity="products" filters={productsInput(search)} />
      <div className="h-3" />
      <FilterBar
        lead={t("title")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
        filters={useProductFilters(search, setSearch)}
        onReset={clear}
        aside={
          <Segmented
            label={t("order.label")}
            value={search.sort}
            onChange={(sort) => setSearch({ sort })}
            options={[
              { value: "name", label: t("order.name") },
              { value: "newest", label: t("order.newest") },
            ]}
          />
        }
      />
      <DataTable
        name="products"
        label={t("title")}
        columns={useProductColumns()}
        list={list}
        rowId={(row) => String(row.id)}
        href={(row) => `/products/prd_${row.id}`}
        peek={{ title: (row) => row.name, content: (row) => <ProductDetails product={row} /> }}
        isFiltered={search.q !== "" || search.category !== undefined || search.stock !== undefined}
        onClearFilters={clear}
        empty={
          <EmptyState drawing="box" title={t("empty.title")} actions={<ImportAction entity="products" />}>
            {t("empty.text")}
          </EmptyState>
        }
      />
    </>
  );
}
