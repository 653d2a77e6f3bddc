"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { SearchInput } from "@/app/_ui/input/input";
import { type Category, treeRows } from "../../_components/category-tree";
import { ImportAction, ProductsHeader } from "../../_components/products-header";
import { CategoryDialogs, type OpenDialog } from "./category-dialogs";
import { CategoryRow } from "./category-row";
import { useMoveCategory } from "./use-category-change";

/** The tree of categories with what each holds: opened, searched, dragged to another place, or changed from a row's menu. */
export function CategoriesTree() {
  const t = useTranslations("products");
  const trpc = useTRPC();
  const canWrite = useCan("products:write");
  const query = useQuery(trpc.products.categories.queryOptions({}));
  const [search, setSearch] = useState("");
  const [closed, setClosed] = useState<ReadonlySet<number>>(new Set());
  const [open, setOpen] = useState<OpenDialog>();
  const [dragged, setDragged] = useState<Category>();
  const move = useMoveCategory(() => {});
  const all = query.data?.items ?? [];
  const toggle = (id: number) =>
    setClosed((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const drop = (parentId: number | null) => {
    if (dragged && dragged.id !== parentId && dragged.parentId !== parentId)
      move.mutate({ id: dragged.id, values: { parentId } });
    setDragged(undefined);
  };
  const add = canWrite ? (
    <Button icon={<Plus />} onClick={() => setOpen({ action: "add" })}>
      {t("tree.new")}
    </Button>
  ) : undefined;
  const body = () => {
    if (query.isError)
      return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
    if (!query.data) return <Skeleton className="h-80" />;
    if (all.length === 0)
      return (
        <EmptyState
          drawing="list"
          title={t("noCategories")}
          actions={
            <>
              {add}
              <ImportAction entity="categories" />
            </>
          }
        >
          {t("noCategoriesText")}
        </EmptyState>
      );
    const rows = treeRows(all, closed, search);
    return (
      <>
        <div className="flex flex-wrap items-center gap-3">
          <SearchInput
            className="w-64 max-sm:w-full"
            aria-label={t("tree.search")}
            placeholder={t("tree.search")}
            value={search}
            onChange={setSearch}
          />
          {add}
          {canWrite ? <TopPlace isOffered={Boolean(dragged?.parentId)} onDrop={() => drop(null)} /> : null}
        </div>
        {rows.length === 0 ? <p className="py-6 text-muted text-sm">{t("tree.notFound")}</p> : null}
        <ul className="border-t">
          {rows.map((row) => (
            <CategoryRow
              key={row.category.id}
              row={row}
              canWrite={canWrite}
              dragged={dragged}
              onDrag={setDragged}
              onDrop={() => drop(row.category.id)}
              onToggle={() => toggle(row.category.id)}
              onAction={(action) => setOpen({ action, category: row.category })}
            />
          ))}
        </ul>
      </>
    );
  };
  return (
    <>
      <ProductsHeader entity="categories" />
      <PageBody className="gap-3 pt-4">{body()}</PageBody>
      <CategoryDialogs open={open} all={all} onClose={() => setOpen(undefined)} />
    </>
  );
}

/** Tells how to move by pointer; while something is dragged, the way to the top level. It keeps its place: nothing jumps. */
function TopPlace({ isOffered, onDrop }: { isOffered: boolean; onDrop(): void }) {
  const t = useTranslations("products.tree");
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is the second way; the row's menu moves by keyboard
    <span
      className={cn(
        "flex h-8 items-center rounded-md border border-transparent border-dashed px-3 text-xs max-sm:hidden",
        isOffered ? "border-accent bg-accent-soft text-accent" : "text-faint",
      )}
      onDragOver={(event) => isOffered && event.preventDefault()}
      onDrop={onDrop}
    >
      {t(isOffered ? "dropTop" : "hint")}
    </span>
  );
}
