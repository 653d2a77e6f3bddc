"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { ListPage } from "@/app/_components/list-page";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Tabs } from "@/app/_ui/layout/tabs";
import { templatesInput, templatesSearch } from "../search-params";
import { useTemplateColumns } from "./templates-columns";

export function TemplatesTable() {
  const t = useTranslations("templates");
  const trpc = useTRPC();
  const canWrite = useCan("templates:write");
  const [search, setSearch] = useSearch(templatesSearch);
  const query = useQuery({
    ...trpc.templates.list.queryOptions(templatesInput(search)),
    placeholderData: keepPreviousData,
  });
  const list = wholeList({ ...query, data: query.data?.rows });
  const columns = useTemplateColumns();
  const create = canWrite ? (
    <Button asChild variant="primary">
      <Link href="/templates/new">
        <Plus />
        {t("create")}
      </Link>
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      total={list.total}
      actions={create}
      views={
        <Tabs
          label={t("views")}
          value={search.state}
          onChange={(state) => setSearch({ state }, { isStep: true })}
          tabs={[
            { value: "live", label: t("state.live") },
            { value: "archived", label: t("state.archived") },
          ]}
        />
      }
      filters={
        <FilterBar
          lead={t("title")}
          search={{ value: search.q, onChange: (q) => setSearch({ q }), placeholder: t("search") }}
        />
      }
    >
      <DataTable
        name="templates"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        href={(row) => `/templates/${row.id}`}
        isFiltered={search.q !== "" || search.state === "archived"}
        onClearFilters={() => setSearch({ q: "", state: "live" })}
        empty={
          <EmptyState drawing="letter" title={t("empty.title")} actions={create}>
            {t("empty.text")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}
