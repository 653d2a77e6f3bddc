import { z } from "zod";
import { importEntities } from "../fields/catalogue";
import { fileLimits } from "../files/limits";
import { mappingSchema } from "../schema";
import { everyMinutes, keyKinds, packLimits, pullModes, sqlKinds, tlsModes } from "./model";

export const connectionId = z.object({ id: z.uuid("Use the id of a connection.") });
export const queryId = z.object({ id: z.uuid("Use the id of a query.") });

const connection = {
  name: z.string().trim().min(1, "Give the connection a name.").max(100),
  kind: z.enum(sqlKinds),
  host: z
    .string()
    .trim()
    .regex(
      /^[A-Za-z0-9._:[\]-]{1,253}$/,
      "Give the name or the address of the server, without a scheme or a port.",
    ),
  port: z.number().int().min(1).max(65_535),
  database: z.string().trim().min(1, "Give the database's name.").max(128),
  username: z.string().trim().min(1, "Give the account's name.").max(128),
  tls: z.enum(tlsModes).default("verify"),
  ca: z.string().trim().max(20_000).nullish(),
};
export const createConnection = z.object({ ...connection, password: z.string().max(1000) });
/** Without a password the known one stays, unless the server changes: it is not handed to another. */
export const updateConnection = connectionId.extend({
  ...connection,
  password: z.string().max(1000).optional(),
});
/** As typed, before it is saved; `id` lends the known password when the server is the same. */
export const testConnection = z.object({
  ...connection,
  id: z.uuid().optional(),
  password: z.string().max(1000).optional(),
});

const queryText = z.string().trim().min(1, "Write a SELECT.").max(20_000);
export const previewQuery = z.object({
  connectionId: z.uuid("Choose a connection."),
  entity: z.enum(importEntities),
  query: queryText,
});

export const scheduleSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("manual") }),
  z.object({
    kind: z.literal("every"),
    minutes: z
      .number()
      .int()
      .refine((minutes) => (everyMinutes as readonly number[]).includes(minutes), {
        error: `Use one of ${everyMinutes.join(", ")}.`,
      }),
  }),
  z.object({
    kind: z.literal("daily"),
    at: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Use a time such as 03:30."),
  }),
]);

const query = {
  connectionId: z.uuid("Choose a connection."),
  name: z.string().trim().min(1, "Give the query a name.").max(100),
  entity: z.enum(importEntities),
  query: queryText,
  mapping: mappingSchema,
  columns: z.array(z.string().max(300)).min(1).max(fileLimits.columns),
  dateOrder: z.enum(["dmy", "mdy"]).optional(),
  decimal: z.enum([".", ","]).optional(),
  mode: z.enum(pullModes),
  keyColumn: z.string().max(300).nullable(),
  keyKind: z.enum(keyKinds).nullable(),
  packRows: z.number().int().min(packLimits.least).max(packLimits.most).default(packLimits.byDefault),
  schedule: scheduleSchema,
};
export const createQuery = z.object(query);
export const updateQuery = queryId.extend(query);
export const runQuery = queryId.extend({ dryRun: z.boolean().default(false) });
export const setQueryActive = queryId.extend({ isActive: z.boolean() });
export const nothingInput = z.object({}).default({});
