import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { TasksTable } from "./_components/tasks-table";
import { tasksInput, tasksSearch } from "./search-params";

export default async function TasksPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("settings:read");
  const search = tasksSearch.read(await searchParams);
  prefetchInfinite(
    trpc.tasks.list.infiniteQueryOptions(tasksInput(search), { getNextPageParam: (page) => page.next }),
  );
  return (
    <HydrateClient>
      <TasksTable />
    </HydrateClient>
  );
}
