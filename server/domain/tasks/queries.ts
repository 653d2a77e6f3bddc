import { query } from "@/server/kernel/command";
import { usesExternalInngest } from "@/server/platform/env";
import { invalid, notFound } from "@/server/platform/errors";
import { listTasks as listTasksInput, taskId } from "./schema";
import {
  findTask,
  functionsSeen,
  type Position,
  pageOfTasks,
  stepsOfTask,
  type TaskStep,
  type TaskSummary,
} from "./store";

export type { TaskStep, TaskSummary };
export interface TaskList {
  /** False: a real Inngest drives the functions, and shows their runs. */
  isEmbedded: boolean;
  tasks: TaskSummary[];
  /** Cursor of the next page. */
  next: string | null;
  /** For the filter. */
  functions: { id: string; name: string }[];
}
export interface TaskDetails extends TaskSummary {
  steps: TaskStep[];
}

const writePosition = ({ createdAt, id }: Position): string => `${createdAt.getTime()}.${id}`;
function readPosition(cursor: string): Position {
  const match = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(cursor);
  if (!match?.[1] || !match[2]) throw invalid("cursor: it is not one of ours. Leave it out to start over.");
  return { createdAt: new Date(Number(match[1])), id: match[2] };
}

export const listTasks = query({
  name: "tasks.list",
  permission: "settings:read",
  input: listTasksInput,
  async run(ctx, { states, functionId, limit, cursor }): Promise<TaskList> {
    const after = cursor ? readPosition(cursor) : undefined;
    const found = await pageOfTasks(ctx.db, { states, functionId, after, limit: limit + 1 });
    const tasks = found.slice(0, limit);
    const last = tasks.at(-1);
    return {
      isEmbedded: !usesExternalInngest(),
      tasks,
      next: found.length > limit && last ? writePosition(last) : null,
      functions: await functionsSeen(ctx.db),
    };
  },
});

export const getTask = query({
  name: "tasks.get",
  permission: "settings:read",
  input: taskId,
  async run(ctx, { id }): Promise<TaskDetails> {
    const task = await findTask(ctx.db, id);
    if (!task) throw notFound("task", id);
    return { ...task, steps: await stepsOfTask(ctx.db, id) };
  },
});
