import { z } from "zod";
import { letterContent } from "@/emails/content";
import { layoutCodes, letterLocales } from "@/emails/layouts";

export const templateId = z.uuid("Use a template's id.");
export const layoutCode = z.enum(layoutCodes);
export const letterLocale = z.enum(letterLocales);
const name = z.string().trim().min(1, "Give the template a name.").max(120, "Use at most 120 characters.");

export const createTemplateInput = z.object({
  layout: layoutCode,
  locale: letterLocale.optional(),
  name: name.optional(),
});

/** An autosave: what is absent stays. `revision` is the one the editor last saw. */
export const saveDraftInput = z.object({
  id: templateId,
  revision: z.number().int().min(1),
  name: name.optional(),
  layout: layoutCode.optional(),
  locale: letterLocale.optional(),
  content: letterContent.optional(),
});
export const revisionInput = z.object({ id: templateId, revision: z.number().int().min(1) });
export const templateInput = z.object({ id: templateId });
export const versionInput = z.object({
  id: templateId,
  version: z.number().int().min(1),
  revision: z.number().int().min(1),
});

export const listTemplatesInput = z.object({
  search: z.string().max(100).default(""),
  state: z.enum(["live", "archived"]).default("live"),
});

const reader = z.number().int().positive().nullable().default(null);

/** The draft as stored. `revision` is there for caches: another revision is another letter. */
export const previewDraftInput = z.object({
  id: templateId,
  revision: z.number().int().optional(),
  customerId: reader,
});
export const findReadersInput = z.object({ search: z.string().max(100).default("") });

/** A layout with given words, or its own. `customerId` null means an invented reader. */
export const previewInput = z.object({
  layout: layoutCode,
  locale: letterLocale,
  content: letterContent.optional(),
  customerId: reader,
});
