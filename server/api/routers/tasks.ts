import * as tasks from "@/server/domain/tasks";
import { mutationOf, queryOf, router } from "../trpc";

export const tasksRouter = router({
  list: queryOf(tasks.listTasks),
  get: queryOf(tasks.getTask),
  retry: mutationOf(tasks.retryTask),
});
