import { z } from "zod";

export const taskStates = ["queued", "running", "waiting", "completed", "failed", "cancelled"] as const;
export type TaskState = (typeof taskStates)[number];

export const listTasks = z.object({
  states: z.array(z.enum(taskStates)).max(taskStates.length).optional(),
  functionId: z.string().max(200).optional(),
  limit: z.int().min(1).max(200).default(50),
  /** `next` of the page before. */
  cursor: z.string().max(100).optional(),
});
export const taskId = z.object({ id: z.uuid() });
