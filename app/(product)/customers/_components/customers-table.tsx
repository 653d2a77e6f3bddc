"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import {
  customerCode,
  customerHint,
  customerIdOf,
  customerName,
  customerPath,
} from "@/app/_components/customer-name";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExportButton } from "@/app/_components/export-button";
import { useCustomFields } from "@/app/_components/fields/use-custom-fields";
import { FilterBar } from "@/app/_components/filter-bar";
import { SavedViews } from "@/app/_components/saved-views/saved-views";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { customersFilter, customersInput, customersSearch, viewedParams } from "../search-params";
import { BulkActions } from "./bulk/bulk-actions";
import { CreateCustomerDialog } from "./create-customer-dialog";
import { CustomerPeek } from "./customer-peek";
import { useCustomerColumns } from "./customers-columns";
import { CustomersHeader } from "./customers-header";
import { useConditionFilters } from "./use-condition-filters";
import { useQualityFilters } from "./use-quality-filters";

export function CustomersTable() {
  const t = useTranslations("customers");
  const trpc = useTRPC();
  const canWrite = useCan("customers:write");
  const [search, setSearch] = useSearch(customersSearch);
  const [isCreating, setCreating] = useState(false);
  const [isAll, setAll] = useState(false);
  const custom = useCustomFields("customer");
  const codes = custom.shown.slice(0, 60).map((field) => field.code);
  const query = useInfiniteQuery({
    ...trpc.customers.list.infiniteQueryOptions(customersInput(search, codes), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const filter = customersFilter(search);
  const count = useQuery({
    ...trpc.customers.count.queryOptions(filter),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const columns = useCustomerColumns();
  const isFiltered = filter.search !== undefined || filter.where !== undefined;
  const reset = () => setSearch({ q: "", where: [], problem: "", fact: "" });
  const filters = [
    ...useConditionFilters(search.where, (where) => setSearch({ where })),
    ...useQualityFilters(search, setSearch),
  ];
  return (
    <>
      <CustomersHeader
        count={count.data}
        actions={
          <>
            <ExportButton list="customers" filters={filter} />
            {canWrite ? (
              <Button icon={<Plus />} onClick={() => setCreating(true)}>
                {t("create.action")}
              </Button>
            ) : null}
          </>
        }
      />
      <SavedViews list="customers" table="customers" keys={viewedParams} />
      <div className="h-3" />
      <FilterBar
        lead={t("title")}
        search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
        filters={filters}
        onReset={reset}
      />
      {query.data?.pages[0]?.isGuess && list.rows.length > 0 ? (
        <p role="status" className="px-4 pb-2 text-muted text-sm sm:px-6">
          {t("guess", { search: search.q })}
        </p>
      ) : null}
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
        {...(canWrite
          ? {
              bulk: (ids: readonly string[], clear: () => void) => (
                <BulkActions
                  ids={ids.flatMap((id) => customerIdOf(id) ?? [])}
                  filter={isAll ? filter : undefined}
                  onDone={() => {
                    setAll(false);
                    clear();
                  }}
                />
              ),
              bulkAll: (chosen: number) => (
                <AllMatching chosen={chosen} isAll={isAll} onChange={setAll} filter={filter} />
              ),
            }
          : {})}
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
      {isCreating ? <CreateCustomerDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

/** From the rows on the screen to everybody the filters match, with the exact number. */
function AllMatching({
  chosen,
  isAll,
  onChange,
  filter,
}: {
  chosen: number;
  isAll: boolean;
  onChange(isAll: boolean): void;
  filter: ReturnType<typeof customersFilter>;
}) {
  const t = useTranslations("customers.bulk");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.customers.countExactly.queryOptions(filter), staleTime: 10_000 });
  if (!data || data.count <= chosen) return null;
  return (
    <Button
      size="sm"
      variant={isAll ? "secondary" : "ghost"}
      aria-pressed={isAll}
      onClick={() => onChange(!isAll)}
    >
      {t(isAll ? "onlyChosen" : "all", { count: data.count })}
    </Button>
  );
}
