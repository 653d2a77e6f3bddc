import { z } from "zod";
import { rejectDoors, rejectEntities, rejectStates } from "./model";

export const rejectFilter = z.object({
  door: z.enum(rejectDoors).optional(),
  entity: z.enum(rejectEntities).optional(),
  state: z.enum(rejectStates).optional(),
  sourceId: z.number().int().min(1).max(32_767).optional(),
  /** Any part of the reason, the place or the input. */
  search: z.string().trim().max(200).optional(),
  since: z.date().optional(),
  before: z.date().optional(),
});
export type RejectFilter = z.output<typeof rejectFilter>;

export const listRejectsInput = rejectFilter.extend({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(500).optional(),
});

const key = z.string().regex(/^(r\d{1,15}|i[0-9a-f-]{36}:\d{1,10})$/, "is not a row of this list");
export const rejectKey = z.object({ key });

/** Some rows, or all that match. */
export const rejectSelection = z.union([
  z.object({ keys: z.array(key).min(1).max(500) }),
  z.object({
    matching: rejectFilter,
    /** Only what was not tried since: so that a long run, called again and again, comes to its end. */
    notTriedSince: z.date(),
  }),
]);
export type RejectSelection = z.output<typeof rejectSelection>;

export const discardRejectsInput = z.object({ selection: rejectSelection });
export const retryRejectsInput = z.object({ selection: rejectSelection });
export const correctRejectInput = rejectKey.extend({
  payload: z.string().min(1, "give the corrected input").max(32_768, "an input may have 32,768 characters"),
});
