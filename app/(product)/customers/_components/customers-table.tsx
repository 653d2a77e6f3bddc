"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { customerCode, customerHint, customerName, customerPath } from "@/app/_components/customer-name";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { type Filter, FilterBar } from "@/app/_components/filter-bar";
import { ListPage } from "@/app/_components/list-page";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Switch } from "@/app/_ui/input/choice";
import { Input } from "@/app/_ui/input/input";
import { customersFilter, customersInput, customersSearch } from "../search-params";
import { CustomerPeek } from "./customer-peek";
import { useCustomerColumns } from "./customers-columns";
import { useQualityFilters } from "./use-quality-filters";

export function CustomersTable() {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(customersSearch);
  const query = useInfiniteQuery({
    ...trpc.customers.list.infiniteQueryOptions(customersInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const count = useQuery({
    ...trpc.customers.count.queryOptions(customersFilter(search)),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const columns = useCustomerColumns();
  const isFiltered =
    search.q + search.city + search.problem + search.fact !== "" || search.reachable || search.bought;
  const reset = () => setSearch({ q: "", city: "", reachable: false, bought: false, problem: "", fact: "" });
  return (
    <ListPage
      title={t("title")}
      total={count.data?.count}
      isAtLeast={count.data?.isMore ?? false}
      filters={
        <FilterBar
          lead={t("title")}
          search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
          filters={[...useFilters(search, setSearch), ...useQualityFilters(search, setSearch)]}
          onReset={reset}
        />
      }
    >
      <DataTable
        name="customers"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => customerCode(row.id)}
        href={(row) => customerPath(row.id)}
        peek={{
          title: (row) => customerName(row),
          content: (row) => <CustomerPeek id={row.id} hint={customerHint(row)} />,
        }}
        sort={search.sort}
        onSort={(sort) => setSearch({ sort: sort as typeof search.sort })}
        isFiltered={isFiltered}
        onClearFilters={reset}
        empty={
          <EmptyState
            drawing="people"
            title={t("empty.title")}
            actions={
              <Button variant="primary" asChild>
                <Link href="/imports/new">{t("empty.import")}</Link>
              </Button>
            }
          >
            {t("empty.text")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}

type Search = ReturnType<typeof customersSearch.read>;

function useFilters(search: Search, set: (changes: Partial<Search>) => void): Filter[] {
  const t = useTranslations("customers.filters");
  return [
    {
      id: "city",
      label: t("city"),
      phrase: search.city ? t("cityIs", { city: search.city }) : undefined,
      editor: (
        <Input
          aria-label={t("city")}
          value={search.city}
          onChange={(event) => set({ city: event.target.value })}
        />
      ),
      clear: () => set({ city: "" }),
    },
    {
      id: "reachable",
      label: t("reachable"),
      phrase: search.reachable ? t("reachableIs") : undefined,
      editor: (
        <Switch
          checked={search.reachable}
          onChange={(reachable) => set({ reachable })}
          label={t("reachable")}
        />
      ),
      clear: () => set({ reachable: false }),
    },
    {
      id: "bought",
      label: t("bought"),
      phrase: search.bought ? t("boughtIs") : undefined,
      editor: <Switch checked={search.bought} onChange={(bought) => set({ bought })} label={t("bought")} />,
      clear: () => set({ bought: false }),
    },
  ];
}
