"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useMemo, useState } from "react";
import type { Column } from "@/app/_components/data-table/columns";
import { DataTable } from "@/app/_components/data-table/data-table";
import { wholeList } from "@/app/_components/data-table/list-state";
import { HelpLink } from "@/app/_components/help-link";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { SearchInput } from "@/app/_ui/input/input";
import type { DictionaryView } from "@/server/domain/fields";
import { SettingsHeader } from "../../_components/settings-header";
import { dictionariesInput, dictionariesSearch } from "../search-params";
import { DictionaryDialog } from "./dictionary-dialog";

/** Lists of values that fields choose from. */
export function DictionariesView() {
  const t = useTranslations("fields.dictionaries");
  const trpc = useTRPC();
  const router = useRouter();
  const canWrite = useCan("settings:write");
  const [search, setSearch] = useSearch(dictionariesSearch);
  const query = useQuery({
    ...trpc.fields.dictionaries.queryOptions(dictionariesInput(search)),
    placeholderData: keepPreviousData,
  });
  const [isCreating, setCreating] = useState(false);
  const columns = useColumns();
  const list = wholeList({
    data: query.data,
    isError: query.isError,
    error: query.error,
    refetch: query.refetch,
  });
  const add = canWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setCreating(true)}>
      {t("new")}
    </Button>
  ) : undefined;
  return (
    <>
      <SettingsHeader actions={add} />
      <div className="flex items-center gap-3 px-4 py-3 sm:px-6">
        <SearchInput
          className="w-64 max-sm:w-full"
          aria-label={t("search")}
          placeholder={t("search")}
          value={search.q}
          onChange={(q) => setSearch({ q })}
        />
        <HelpLink topic="fields#dictionaries" about={t("title")} />
      </div>
      <DataTable
        name="dictionaries"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.code}
        href={(row) => `/settings/dictionaries/${row.code}`}
        isFiltered={search.q !== ""}
        onClearFilters={() => setSearch({ q: "" })}
        empty={
          <EmptyState drawing="list" title={t("empty.title")} actions={add}>
            {t("empty.text")}
          </EmptyState>
        }
      />
      {isCreating ? (
        <DictionaryDialog
          onClose={() => setCreating(false)}
          onSaved={(code) => router.push(`/settings/dictionaries/${code}`)}
        />
      ) : null}
    </>
  );
}

function useColumns(): Column<DictionaryView>[] {
  const t = useTranslations("fields.dictionaries");
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "name",
        header: t("name"),
        isTitle: true,
        grows: true,
        cell: (row) => (
          <>
            {row.name} {row.isSystem ? <span className="text-faint text-xs">{t("system")}</span> : null}
          </>
        ),
      },
      {
        id: "code",
        header: t("code"),
        width: 200,
        phone: "hidden",
        cell: (row) => <code className="text-muted text-xs">{row.code}</code>,
      },
      {
        id: "items",
        header: t("items"),
        width: 110,
        align: "end",
        phone: "aside",
        cell: (row) => format.number(row.items),
      },
      {
        id: "used",
        header: t("usedBy"),
        width: 130,
        align: "end",
        phone: "hidden",
        cell: (row) => (row.usedBy > 0 ? format.number(row.usedBy) : <span className="text-faint">—</span>),
      },
    ],
    [t, format],
  );
}
