"use client";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { ExportButton } from "@/app/_components/export-button";
import { FilterBar } from "@/app/_components/filter-bar";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { LinkTabs } from "@/app/_ui/layout/tabs";
import { nothingAsked, type PurchaseKind, purchasesInput, purchasesSearch } from "../search-params";
import { minorUnitOf } from "./minor-unit";
import { PurchaseDetails } from "./purchase-details";
import { PurchaseSums } from "./purchase-sums";
import { purchaseName, usePurchaseColumns } from "./purchases-columns";
import { usePurchaseFilters } from "./use-purchase-filters";

/** Orders or receipts, newest first, with what they come to. */
export function PurchasesTable({ kind }: { kind: PurchaseKind }) {
  const t = useTranslations("purchases");
  const trpc = useTRPC();
  const { timeZone, currency } = useFormat();
  const [search, setSearch] = useSearch(purchasesSearch);
  const input = purchasesInput(search, timeZone, minorUnitOf(currency));
  const [list, count] =
    kind === "order"
      ? [trpc.orders.list, trpc.orders.count]
      : [trpc.orders.receipts, trpc.orders.countReceipts];
  const query = useInfiniteQuery({
    ...list.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
    placeholderData: keepPreviousData,
  });
  const totals = useQuery({ ...count.queryOptions(input), placeholderData: keepPreviousData });
  const pages = useListPages(query, (page) => ({
    rows: page.items,
    total: totals.data && !totals.data.isMore ? totals.data.count : undefined,
  }));
  const clear = () => setSearch(nothingAsked);
  const noun = kind === "order" ? "orders" : "receipts";
  return (
    <ListPage
      title={t(`tabs.${noun}`)}
      total={totals.data?.count}
      isAtLeast={totals.data?.isMore ?? false}
      help={<HelpLink topic="products#orders-and-receipts" about={t("title")} />}
      actions={
        <>
          <ExportButton list={noun} filters={input} />
          <ImportAction entity={noun} />
        </>
      }
      views={
        <LinkTabs
          label={t("title")}
          tabs={[
            { href: "/orders", label: t("tabs.orders") },
            { href: "/orders/receipts", label: t("tabs.receipts") },
          ]}
        />
      }
      filters={
        <FilterBar
          lead={t(`tabs.${noun}`)}
          search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
          filters={usePurchaseFilters(kind, search, setSearch)}
          onReset={clear}
          aside={<PurchaseSums kind={kind} totals={totals.data} />}
        />
      }
    >
      <DataTable
        name={noun}
        label={t(`tabs.${noun}`)}
        columns={usePurchaseColumns(kind)}
        list={pages}
        rowId={(row) => String(row.id)}
        peek={{
          title: (row) => purchaseName(row),
          content: (row) => <PurchaseDetails purchase={row} />,
        }}
        isFiltered={Object.values(search).some((value) => value !== undefined && value !== "")}
        onClearFilters={clear}
        empty={
          <EmptyState
            drawing="list"
            title={t(`empty.${noun}.title`)}
            actions={<ImportAction entity={noun} isPrimary />}
          >
            {t(`empty.${noun}.text`)}
          </EmptyState>
        }
      />
    </ListPage>
  );
}

function ImportAction({ entity, isPrimary }: { entity: "orders" | "receipts"; isPrimary?: boolean }) {
  const t = useTranslations("purchases");
  if (!useCan("imports:run")) return null;
  return (
    <Button asChild variant={isPrimary ? "primary" : "secondary"}>
      <Link href={`/imports/new?entity=${entity}`}>
        <Upload />
        {t("import")}
      </Link>
    </Button>
  );
}
