import { z } from "zod";

/** Which events; each part left out is all. */
export const eventFilter = z.object({
  from: z.date().optional(),
  to: z.date().optional(),
  name: z.string().max(200).optional(),
  sourceId: z.number().int().optional(),
  customerId: z.number().int().positive().optional(),
});

/** By name here, checked against the lists by the command: this file is also the form's. */
const what = {
  list: z.string().max(40),
  filters: z.record(z.string(), z.unknown()).default({}),
  /** Codes; none: all columns. */
  columns: z.array(z.string().max(120)).max(300).default([]),
  isRaw: z.boolean().default(false),
  hasMark: z.boolean().default(true),
  isPacked: z.boolean().default(false),
};
export const delivery = z.object({ sourceId: z.uuid(), folder: z.string().trim().max(200).default("") });

export const nothing = z.object({});
export const exportWhat = z.object(what);
export const createExport = z.object({ ...what, delivery: delivery.optional() });
export const exportId = z.object({ id: z.uuid("Use the id of an export.") });
export const listExports = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  before: z.uuid().optional(),
});
export const exportEvery = [60, 360, 720, 1440, 10_080] as const;
export const createSchedule = z.object({
  ...what,
  name: z.string().trim().min(1, "Give the delivery a name.").max(100),
  sourceId: z.uuid("Choose where it is delivered."),
  folder: z
    .string()
    .trim()
    .max(200)
    .refine((text) => !/[\\\0]|(?:^|\/)\.\.(?:\/|$)|\//.test(text), "Name one folder, without slashes.")
    .default(""),
  everyMinutes: z
    .number()
    .int()
    .refine((minutes) => (exportEvery as readonly number[]).includes(minutes), {
      error: `Use one of ${exportEvery.join(", ")}.`,
    }),
  /** When the first one is made; now when left out. */
  firstAt: z.date().optional(),
});
export const setScheduleState = exportId.extend({ isPaused: z.boolean() });
export const downloaded = z.object({ id: z.string(), list: z.string(), rows: z.number().int() });
