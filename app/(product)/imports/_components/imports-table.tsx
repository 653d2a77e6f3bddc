"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { isUnderWay } from "./import-state";
import { ImportTabs } from "./import-tabs";
import { useImportColumns } from "./imports-columns";

const busyMs = 1_000;
const idleMs = 15_000;

export function ImportsTable() {
  const t = useTranslations("imports");
  const trpc = useTRPC();
  const canRun = useCan("imports:run");
  const query = useInfiniteQuery({
    ...trpc.imports.list.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor }),
    // Each second while something moves; otherwise only to notice what colleagues and programs start.
    refetchInterval: ({ state }) => {
      const pages = state.data?.pages ?? [];
      if (pages.some((page) => page.items.some(isUnderWay))) return busyMs;
      return pages.length > 1 ? false : idleMs;
    },
  });
  const list = useListPages(query, (page) => ({ rows: page.items }));
  const columns = useImportColumns();
  const add = canRun ? (
    <Button variant="primary" asChild>
      <Link href="/imports/new">
        <Upload />
        {t("new")}
      </Link>
    </Button>
  ) : undefined;
  return (
    <ListPage
      title={t("title")}
      help={<HelpLink topic="imports" about={t("title")} />}
      actions={add}
      views={<ImportTabs />}
      filters={null}
    >
      <DataTable
        name="imports"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        href={(row) => `/imports/${row.id}`}
        empty={
          <EmptyState drawing="file" title={t("empty.title")} actions={add}>
            {t("empty.text")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}
