"use client";
import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useMemo } from "react";
import type { Filter } from "@/app/_components/filter-bar";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Combobox } from "@/app/_ui/input/combobox";
import { Select } from "@/app/_ui/input/select";
import type { productsSearch } from "../search-params";
import { asTree, pathOf } from "./category-tree";

type Search = ReturnType<typeof productsSearch.read>;

/** A category with everything below it, and what can be bought now. */
export function useProductFilters(search: Search, set: (changes: Partial<Search>) => void): Filter[] {
  const t = useTranslations("products");
  const options = useCategoryOptions();
  const chosen = options.find((option) => option.value === String(search.category));
  return [
    {
      id: "category",
      label: t("columns.category"),
      phrase:
        search.category === undefined ? undefined : t("filters.category", { name: chosen?.label ?? "…" }),
      clear: () => set({ category: undefined }),
      editor: (
        <Combobox
          label={t("columns.category")}
          value={chosen}
          options={options}
          placeholder={t("filters.anyCategory")}
          onChange={(option) => set({ category: option ? Number(option.value) : undefined })}
        />
      ),
    },
    {
      id: "stock",
      label: t("columns.stock"),
      phrase: search.stock && t(`filters.${search.stock}`),
      clear: () => set({ stock: undefined }),
      editor: (
        <Select
          label={t("columns.stock")}
          value={search.stock}
          onChange={(stock) => set({ stock })}
          options={(["in", "out"] as const).map((value) => ({ value, label: t(`stock.${value}`) }))}
        />
      ),
    },
  ];
}

function useCategoryOptions() {
  const t = useTranslations("products");
  const format = useFormat();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.products.categories.queryOptions({}));
  return useMemo(() => {
    const items = data?.items ?? [];
    const byId = new Map(items.map((item) => [item.id, item]));
    return asTree(items).map((item) => ({
      value: String(item.id),
      label: pathOf(item, byId),
      hint: t("productCount", { count: item.products, shown: format.number(item.products) }),
    }));
  }, [data, t, format]);
}
