import { z } from "zod";
import { importEntities } from "./fields/catalogue";
import { encodings } from "./files/format";
import { fileLimits } from "./files/limits";

export const importStatuses = ["uploaded", "queued", "running", "succeeded", "failed", "cancelled"] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const importId = z.object({ id: z.uuid("Use the id that the upload answered.") });

/** Column → field code. */
export const mappingSchema = z
  .record(z.string().min(1).max(200), z.string().min(1).max(120))
  .refine((mapping) => Object.keys(mapping).length > 0, "Map at least one column.")
  .refine((mapping) => Object.keys(mapping).length <= 500, "Map at most 500 columns.");

/** Where people know better than the guess. */
export const formatChoices = z.object({
  encoding: z.enum(encodings).optional(),
  delimiter: z.enum([",", ";", "\t", "|", "spaces"]).optional(),
  hasHeader: z.boolean().optional(),
  dateOrder: z.enum(["dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
});
export type FormatChoices = z.output<typeof formatChoices>;

/** How a file is read, complete: what the preview answered, or the upload found. */
export const fileFormat = z.object({
  encoding: z.enum(encodings),
  delimiter: z.enum([",", ";", "\t", "|", "spaces"]),
  hasHeader: z.boolean(),
  columns: z.array(z.string().max(300)).min(1).max(fileLimits.columns),
  dateOrder: z.enum(["dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
});

export const previewImport = importId.extend({
  entity: z.enum(importEntities),
  format: formatChoices.default({}),
});
export const startImport = importId.extend({
  entity: z.enum(importEntities),
  mapping: mappingSchema,
  /** From the preview; without it, as found at upload. */
  format: fileFormat.optional(),
  dryRun: z.boolean().default(false),
});
export const listImports = z.object({
  limit: z.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).optional(),
});
export const listRejects = importId.extend({
  limit: z.number().int().min(1).max(500).default(100),
  after: z.number().int().min(0).default(0),
});

/** A file that `receiveFile` stored. Doors make it; it is never a client's own words. */
export const registerUpload = z.object({
  file: z.object({
    fileName: z.string(),
    key: z.string(),
    bytes: z.number().int(),
    hash: z.string(),
    format: fileFormat,
  }),
  entity: z.enum(importEntities),
  /** With a mapping it starts at once; without, it waits for one. */
  start: z.object({ mapping: mappingSchema, dryRun: z.boolean() }).optional(),
  /** The file of a scheduled source that it is. */
  sourceFileId: z.number().int().optional(),
});
