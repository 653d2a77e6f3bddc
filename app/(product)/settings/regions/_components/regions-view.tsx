"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { SearchInput } from "@/app/_ui/input/input";
import type { RegionView } from "@/server/domain/fields";
import { SettingsHeader } from "../../_components/settings-header";
import { DeleteRegionDialog } from "./delete-region-dialog";
import { MoveRegionDialog } from "./move-region-dialog";
import { RegionDialog } from "./region-dialog";
import { RegionRow } from "./region-row";
import { treeRows } from "./region-tree";
import { UnmatchedTexts } from "./unmatched-texts";

export type RegionAction = "add" | "edit" | "move" | "delete";

/** The tree of regions with what each holds, and the texts that mean none of them. */
export function RegionsView() {
  const t = useTranslations("fields.regions");
  const trpc = useTRPC();
  const canWrite = useCan("settings:write");
  const query = useQuery({
    ...trpc.fields.regions.queryOptions({}),
    refetchInterval: ({ state }) => (state.data?.isMatching ? 2_000 : false),
  });
  const [search, setSearch] = useState("");
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [open, setOpen] = useState<{ action: RegionAction; region?: RegionView }>();
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  const regions = query.data?.items ?? [];
  const add = canWrite ? (
    <Button variant="primary" icon={<Plus />} onClick={() => setOpen({ action: "add" })}>
      {t("new")}
    </Button>
  ) : undefined;
  const toggle = (id: number) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const close = () => setOpen(undefined);
  return (
    <>
      <SettingsHeader actions={add} />
      <PageBody className="gap-6 pt-4">
        {!query.data ? (
          <Skeleton className="h-80" />
        ) : regions.length === 0 ? (
          <EmptyState drawing="list" title={t("empty.title")} actions={add}>
            {t("empty.text")}
          </EmptyState>
        ) : (
          <div className="flex flex-col gap-3">
            <div className="flex flex-wrap items-center gap-3">
              <SearchInput
                className="w-64 max-sm:w-full"
                aria-label={t("search")}
                placeholder={t("search")}
                value={search}
                onChange={setSearch}
              />
              <HelpLink topic="fields#regions" about={t("title")} />
              {query.data.isMatching ? (
                <span role="status" className="animate-pulse-soft text-muted text-sm">
                  {t("matching")}
                </span>
              ) : null}
            </div>
            <Tree
              rows={treeRows(regions, closed, search)}
              all={regions}
              canWrite={canWrite}
              onToggle={toggle}
              onAction={(action, region) => setOpen({ action, region })}
            />
          </div>
        )}
        {regions.length > 0 ? <UnmatchedTexts regions={regions} canWrite={canWrite} /> : null}
      </PageBody>
      {open?.action === "add" || open?.action === "edit" ? (
        <RegionDialog
          regions={regions}
          {...(open.action === "edit" && open.region ? { region: open.region } : {})}
          parentId={open.action === "add" ? (open.region?.id ?? null) : null}
          onClose={close}
        />
      ) : null}
      {open?.action === "move" && open.region ? (
        <MoveRegionDialog region={open.region} regions={regions} onClose={close} />
      ) : null}
      {open?.action === "delete" && open.region ? (
        <DeleteRegionDialog region={open.region} onClose={close} />
      ) : null}
    </>
  );
}

interface TreeProps {
  rows: ReturnType<typeof treeRows>;
  all: readonly RegionView[];
  canWrite: boolean;
  onToggle(id: number): void;
  onAction(action: RegionAction, region: RegionView): void;
}
function Tree({ rows, all, canWrite, onToggle, onAction }: TreeProps) {
  const t = useTranslations("fields.regions.columns");
  return (
    <table className="w-full text-sm">
      <thead>
        <tr className="border-b text-muted text-xs">
          <th className="py-1.5 text-left font-medium">{t("name")}</th>
          <th className="w-36 py-1.5 text-left font-medium max-sm:hidden">{t("currency")}</th>
          <th className="w-28 py-1.5 text-end font-medium">{t("customers")}</th>
          <th className="w-24 py-1.5 text-end font-medium max-sm:hidden">{t("stores")}</th>
          <th className="w-10" />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <RegionRow
            key={row.region.id}
            row={row}
            all={all}
            canWrite={canWrite}
            onToggle={() => onToggle(row.region.id)}
            onAction={(action) => onAction(action, row.region)}
          />
        ))}
      </tbody>
    </table>
  );
}
