"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { campaignsInput, campaignsSearch } from "../search-params";
import { useCampaignColumns } from "./campaigns-columns";
import { useCampaignFilters } from "./campaigns-filters";
import { CampaignsTotals } from "./campaigns-totals";

export function CampaignsTable() {
  const t = useTranslations("campaigns");
  const trpc = useTRPC();
  const canWrite = useCan("campaigns:write");
  const [search, setSearch] = useSearch(campaignsSearch);
  const query = useInfiniteQuery({
    ...trpc.campaigns.list.infiniteQueryOptions(campaignsInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
    placeholderData: keepPreviousData,
  });
  const list = useListPages(query, (page) => ({ rows: page.campaigns }));
  const columns = useCampaignColumns();
  const filters = useCampaignFilters(search, setSearch);
  const clear = () => setSearch({ q: "", state: undefined, archived: false });
  const isFiltered = search.q !== "" || search.state !== undefined || search.archived;
  const isNew = list.status === "ready" && list.rows.length === 0 && !isFiltered;
  const create = canWrite ? (
    <Button asChild variant="primary">
      <Link href="/campaigns/new">
        <Plus />
        {t("list.create")}
      </Link>
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      help={<HelpLink topic="campaigns" about={t("title")} />}
      actions={isNew ? undefined : create}
      filters={
        isNew ? null : (
          <>
            <CampaignsTotals totals={query.data?.pages[0]?.totals} />
            <FilterBar
              lead={t("title")}
              search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("list.search") }}
              filters={filters}
              onReset={clear}
            />
          </>
        )
      }
    >
      <DataTable
        name="campaigns"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        href={(row) => (row.currentVersion === null ? `/campaigns/${row.id}/edit` : `/campaigns/${row.id}`)}
        isFiltered={isFiltered}
        onClearFilters={clear}
        empty={
          <EmptyState drawing="chain" title={t("list.empty.title")} actions={create}>
            {t("list.empty.text")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}
