import { command } from "@/server/kernel/command";
import { conflict, notFound } from "@/server/platform/errors";
import { taskId } from "./schema";
import { findTask, reopenFailedRun } from "./store";

/** Goes on from the failed step. What succeeded before is not repeated. */
export const retryTask = command({
  name: "tasks.retry",
  permission: "settings:write",
  input: taskId,
  async run(ctx, { id }): Promise<void> {
    const task = await findTask(ctx.db, id);
    if (!task) throw notFound("task", id);
    if (!(await reopenFailedRun(ctx.db, id)))
      throw conflict(`Only a failed task can be tried again; this one is ${task.state}.`);
    ctx.audit({
      subjectType: "task",
      subjectId: id,
      changes: { function: task.functionId, error: { from: task.error, to: null } },
    });
  },
});
