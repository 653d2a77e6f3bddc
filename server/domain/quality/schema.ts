import { z } from "zod";
import { suggestionKinds } from "@/server/domain/customers/quality/problems";

export const suggestionKind = z.enum(suggestionKinds);
export const noInput = z.object({});
export const customerContacts = z.object({ id: z.number().int().positive() });
export const listSuggestions = z.object({
  kind: suggestionKind,
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
});
export const decideSuggestion = z.object({
  customerId: z.number().int().positive(),
  kind: suggestionKind,
  /** reopen: takes back what was decided, values and all. */
  decision: z.enum(["accept", "reject", "reopen"]),
});
export const decideAll = z.object({ kind: suggestionKind, decision: z.enum(["accept", "reject"]) });
export const runId = z.object({ runId: z.uuid() });
export const getQuality = z.object({ days: z.number().int().min(1).max(730).default(90) });
