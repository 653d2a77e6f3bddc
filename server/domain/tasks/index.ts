/**
 * Background work as people see it: one task is one run of a function on the embedded executor. Read only, but for
 * `retryTask`: a failed task goes on from where it failed; steps that succeeded are not repeated.
 *
 * With a real Inngest there is nothing here to read (`isEmbedded` false): its own pages show the runs.
 * Ended tasks are kept a week.
 */
export { retryTask } from "./commands";
export {
  getTask,
  listTasks,
  type TaskDetails,
  type TaskList,
  type TaskStep,
  type TaskSummary,
} from "./queries";
export { type TaskState, taskStates } from "./schema";
