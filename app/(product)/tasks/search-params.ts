import { oneOf, type SearchOf, searchSpec, word } from "@/app/_components/search-params";
import { taskStates } from "@/server/domain/tasks/schema";

export const tasksSearch = searchSpec({ state: oneOf(taskStates), function: word() });
export type TasksSearch = SearchOf<typeof tasksSearch>;

export const tasksInput = (search: TasksSearch) => ({
  states: search.state && [search.state],
  functionId: search.function,
});
