"use client";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { DataTable } from "@/app/_components/data-table/data-table";
import { useListPages } from "@/app/_components/data-table/list-state";
import { FilterBar } from "@/app/_components/filter-bar";
import { HelpLink } from "@/app/_components/help-link";
import { ListPage } from "@/app/_components/list-page";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { Select } from "@/app/_ui/input/select";
import { taskStates } from "@/server/domain/tasks/schema";
import { tasksInput, tasksSearch } from "../search-params";
import { TaskDetails } from "./task-details";
import { useTaskColumns } from "./tasks-columns";
import { useFunctionText } from "./use-function-text";

/** Tasks begin and end by themselves: the list keeps up with them. */
const refreshMs = 5_000;

export function TasksTable() {
  const t = useTranslations("tasks");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(tasksSearch);
  const query = useInfiniteQuery({
    ...trpc.tasks.list.infiniteQueryOptions(tasksInput(search), { getNextPageParam: (page) => page.next }),
    placeholderData: keepPreviousData,
    // Only the first page moves; pages further down are of the past.
    refetchInterval: ({ state }) => (state.data && state.data.pages.length > 1 ? false : refreshMs),
  });
  const list = useListPages(query, (page) => ({ rows: page.tasks }));
  const functionText = useFunctionText();
  const columns = useTaskColumns();
  const first = query.data?.pages[0];
  const clear = () => setSearch({ state: undefined, function: undefined });
  const chosen = first?.functions.find(({ id }) => id === search.function);
  const chosenName = chosen ? functionText(chosen).name : search.function;
  return (
    <ListPage
      title={t("title")}
      help={<HelpLink topic="tasks" about={t("title")} />}
      filters={
        <FilterBar
          lead={t("title")}
          onReset={clear}
          filters={[
            {
              id: "state",
              label: t("state"),
              phrase: search.state && t(`statePhrase.${search.state}`),
              clear: () => setSearch({ state: undefined }),
              editor: (
                <Select
                  label={t("state")}
                  value={search.state}
                  placeholder={t("anyState")}
                  onChange={(state) => setSearch({ state })}
                  options={taskStates.map((value) => ({ value, label: t(`states.${value}`) }))}
                />
              ),
            },
            {
              id: "function",
              label: t("what"),
              phrase: search.function && t("functionPhrase", { name: chosenName ?? "" }),
              clear: () => setSearch({ function: undefined }),
              editor: (
                <Select
                  label={t("what")}
                  value={search.function}
                  placeholder={t("anyFunction")}
                  onChange={(id) => setSearch({ function: id })}
                  options={(first?.functions ?? []).map((one) => ({
                    value: one.id,
                    label: functionText(one).name,
                  }))}
                />
              ),
            },
          ]}
        />
      }
    >
      {first?.isEmbedded === false ? (
        <p className="px-4 pb-3 text-muted text-sm sm:px-6">{t("external")}</p>
      ) : null}
      <DataTable
        name="tasks"
        label={t("title")}
        columns={columns}
        list={list}
        rowId={(row) => row.id}
        peek={{
          title: (row) => functionText({ id: row.functionId, name: row.functionName }).name,
          content: (row) => <TaskDetails key={row.id} id={row.id} />,
        }}
        isFiltered={search.state !== undefined || search.function !== undefined}
        onClearFilters={clear}
        empty={
          <EmptyState drawing="check" title={t("empty.title")}>
            {t("empty.text")}
          </EmptyState>
        }
      />
    </ListPage>
  );
}
