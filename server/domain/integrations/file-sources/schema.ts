import { z } from "zod";
import { formatChoices, mappingSchema } from "../schema";
import { afterImports, checkEvery, loadOrder } from "./model";

const host = z
  .string()
  .trim()
  .regex(
    /^[A-Za-z0-9._:[\]-]{1,253}$/,
    "Give the name or the address of the server, without a scheme or a port.",
  );
const folder = z
  .string()
  .trim()
  .max(500)
  .refine(
    (text) => !text.includes("\0") && !text.split(/[\\/]/).includes(".."),
    "Name a folder without “..”.",
  );

export const connectionSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("sftp"),
    host,
    port: z.number().int().min(1).max(65_535).default(22),
    username: z.string().trim().min(1, "Give the account's name.").max(128),
    folder: folder.default("/"),
  }),
  z.object({
    kind: z.literal("s3"),
    endpoint: z.url({
      protocol: /^https?$/,
      error: "Give the address of the service, such as https://s3.example.com.",
    }),
    region: z.string().trim().max(60).default("us-east-1"),
    bucket: z
      .string()
      .trim()
      .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{1,62}$/, "Give the bucket's name."),
    prefix: folder.default(""),
    isPathStyle: z.boolean().default(false),
  }),
  z.object({ kind: z.literal("folder"), folder: folder.default("") }),
]);

export const secretSchema = z.object({
  password: z.string().max(1000).optional(),
  privateKey: z.string().max(20_000).optional(),
  passphrase: z.string().max(1000).optional(),
  accessKeyId: z.string().trim().max(200).optional(),
  secretAccessKey: z.string().trim().max(500).optional(),
});

export const patternSchema = z.object({
  pattern: z
    .string()
    .trim()
    .min(1, "Write a name such as clients*.csv.")
    .max(200)
    .regex(/^[^\\/\0]+$/, "A pattern is a file name, without folders."),
  entity: z.enum(loadOrder),
  mapping: mappingSchema.nullable().default(null),
  format: formatChoices.default({}),
});

export const nothing = z.object({});
export const sourceId = z.object({ id: z.uuid("Use the id of a file source.") });

const settings = {
  name: z.string().trim().min(1, "Give the source a name.").max(100),
  connection: connectionSchema,
  /** Left out: the known ones stay, unless the server changes. */
  secret: secretSchema.optional(),
  /** Fingerprint of the server's key that was shown and accepted; null: whatever it shows first. */
  hostKey: z.string().max(200).nullish(),
  patterns: z.array(patternSchema).min(1, "Keep at least one pattern.").max(50),
  everyMinutes: z
    .number()
    .int()
    .refine((minutes) => (checkEvery as readonly number[]).includes(minutes), {
      error: `Use one of ${checkEvery.join(", ")}.`,
    })
    .default(15),
  afterImport: z.enum(afterImports).default("archive"),
  writesRejects: z.boolean().default(false),
};
export const createFileSource = z.object(settings);
export const updateFileSource = sourceId.extend(settings);
/** As typed, before it is saved; `id` lends the known secret when the server is the same. */
export const testFileSource = z.object({
  id: z.uuid().optional(),
  connection: connectionSchema,
  secret: secretSchema.optional(),
  hostKey: z.string().max(200).nullish(),
  patterns: z.array(patternSchema).max(50).default([]),
});
export const setFileSourceState = sourceId.extend({ isPaused: z.boolean() });
export const listSourceFiles = sourceId.extend({
  limit: z.number().int().min(1).max(200).default(50),
  before: z.number().int().positive().optional(),
});
export const retrySourceFile = sourceId.extend({ fileId: z.number().int().positive() });
/** The mapping and the way of reading of an import become those of a pattern. */
export const keepMapping = sourceId.extend({
  importId: z.uuid(),
  pattern: z.number().int().min(0),
});
export const openSample = sourceId.extend({ fileName: z.string().min(1).max(500) });
