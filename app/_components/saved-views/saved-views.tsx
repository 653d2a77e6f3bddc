"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Plus } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { cn } from "@/app/_ui/cn";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import { useTableLayout } from "../data-table/layout-storage";
import { SaveViewDialog } from "./save-view-dialog";
import { isChanged, searchOf, type View, type ViewedList } from "./view-state";

/** Saved views as tabs over a list: "All", everybody's, the role's, one's own; and what is on the screen now as a new one. */
export function SavedViews({
  list,
  table,
  keys,
}: {
  list: ViewedList;
  table: string;
  keys: readonly string[];
}) {
  const t = useTranslations("views");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const path = usePathname();
  const params = useSearchParams();
  const [layout, setLayout] = useTableLayout(table);
  const { data } = useQuery({ ...trpc.views.list.queryOptions({ list }), staleTime: 60_000 });
  const [chosen, setChosen] = useState<string>();
  const [dialog, setDialog] = useState<{ view?: View }>();
  const refresh = () => queryClient.invalidateQueries(trpc.views.pathFilter());
  const remove = useMutation(trpc.views.delete.mutationOptions({ onSuccess: refresh }));
  const save = useMutation(
    trpc.views.save.mutationOptions({
      onSuccess: () => {
        toast.done(t("saved"));
        return refresh();
      },
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
    }),
  );
  const search = searchOf(params, keys);
  const views = data?.items ?? [];
  const current = views.find((view) => view.id === chosen);

  const open = (view: View | undefined) => {
    setChosen(view?.id);
    const next = new URLSearchParams(view?.state.search ?? {});
    window.history.pushState(null, "", next.size > 0 ? `${path}?${next}` : path);
    if (view?.state.columns) setLayout(view.state.columns);
  };
  // The default opens when the address says nothing of its own, and only once.
  const isOpened = useRef(false);
  const first = views.find((view) => view.id === data?.defaultId);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the views have come
  useEffect(() => {
    if (!data || isOpened.current) return;
    isOpened.current = true;
    const said = Object.keys(search).length > 0;
    if (said) setChosen(views.find((view) => !isChanged(view, search))?.id);
    else if (first) open(first);
  }, [data]);

  const state = { search, columns: { ...layout, widths: layout.widths } };
  const tab = (isCurrent: boolean) =>
    cn(
      "relative flex h-9 items-center gap-1 whitespace-nowrap text-muted text-sm hover:text-ink",
      isCurrent &&
        "font-medium text-ink after:absolute after:inset-x-0 after:-bottom-px after:h-0.5 after:bg-accent",
    );
  return (
    <nav aria-label={t("label")} className="flex gap-5 overflow-x-auto border-b px-4 sm:px-6">
      <button
        type="button"
        aria-current={chosen === undefined}
        className={tab(chosen === undefined)}
        onClick={() => open(undefined)}
      >
        {t("everything")}
      </button>
      {views.map((view) => (
        <span key={view.id} className={tab(view.id === chosen)}>
          <button
            type="button"
            aria-current={view.id === chosen}
            onClick={() => open(view)}
            title={t(`audience.${view.audience}`)}
          >
            {view.name}
            {view.id === chosen && isChanged(view, search) ? (
              <span className="ml-1 text-accent" title={t("changed")}>
                •
              </span>
            ) : null}
          </button>
          {view.id === chosen && view.isMine ? (
            <DropdownMenu
              align="start"
              trigger={
                <button
                  type="button"
                  aria-label={t("more", { name: view.name })}
                  className="rounded-sm p-0.5 text-faint hover:bg-hover hover:text-ink"
                >
                  <Ellipsis className="size-3.5" />
                </button>
              }
            >
              <MenuItem onSelect={() => save.mutate({ ...asInput(list, view), state })}>
                {t("update")}
              </MenuItem>
              <MenuItem onSelect={() => setDialog({ view })}>{t("edit")}</MenuItem>
              <MenuSeparator />
              <MenuItem
                isDangerous
                onSelect={() => {
                  remove.mutate({ id: view.id });
                  open(undefined);
                  toast.say(t("deleted", { name: view.name }), {
                    action: { label: t("undo"), onClick: () => save.mutate(omitId(asInput(list, view))) },
                  });
                }}
              >
                {t("delete")}
              </MenuItem>
            </DropdownMenu>
          ) : null}
        </span>
      ))}
      <button type="button" onClick={() => setDialog({})} className={cn(tab(false), "text-faint")}>
        <Plus className="size-3.5" />
        {t("new")}
      </button>
      {dialog ? (
        <SaveViewDialog
          list={list}
          state={dialog.view && dialog.view !== current ? dialog.view.state : state}
          view={dialog.view}
          canShare={data?.canShare ?? false}
          onClose={(id) => {
            setDialog(undefined);
            if (id) setChosen(id);
          }}
        />
      ) : null}
    </nav>
  );
}

const asInput = (list: ViewedList, view: View) => ({
  id: view.id,
  list,
  name: view.name,
  audience: view.audience,
  ...(view.role ? { role: view.role as "marketer" } : {}),
  state: view.state,
  isDefault: view.isDefault,
});
const omitId = ({ id: _, ...rest }: ReturnType<typeof asInput>) => rest;
