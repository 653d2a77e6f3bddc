import { z } from "zod";

const sourceId = z.number().int().min(1).max(32_767);
const name = z.string().trim().min(1, "give the source a name").max(100);
const domain = z
  .string()
  .trim()
  .max(253)
  .regex(/^[a-z0-9.-]+(:\d{1,5})?$/i, "give the site's name alone, such as shop.example")
  .optional();

/** Hosts alone, without scheme and path; subdomains are meant along. */
const hosts = z
  .array(
    z
      .string()
      .trim()
      .toLowerCase()
      .regex(/^[a-z0-9-]+(\.[a-z0-9-]+)*(:\d{1,5})?$/, "give sites' names alone, such as shop.example"),
  )
  .max(50)
  .optional();

export const createSourceInput = z.object({ name, domain });
export const updateSourceInput = z.object({
  id: sourceId,
  name: name.optional(),
  domain: domain.nullable(),
  /** Events a second; null = the installation's default. */
  eventsPerSecond: z.number().int().min(1).max(1_000_000).nullable().optional(),
  /** Different names of properties remembered; null = the installation's default. */
  maxPropertyNames: z.number().int().min(10).max(100_000).nullable().optional(),
  /** The retailer's own sites. */
  ownDomains: hosts,
  /** Pages that may send with this key; none = any. */
  allowedOrigins: hosts,
});
export const switchSourceInput = z.object({ id: sourceId, isActive: z.boolean() });
export const rotateWriteKeyInput = z.object({
  id: sourceId,
  /** For so long the old key works along: time to put the new one everywhere. */
  keepOldHours: z.number().int().min(0).max(720).default(0),
});
export const getSourceInput = z.object({ id: sourceId });
export const listSourcesInput = z.object({}).default({});

export const liveEventsInput = z.object({
  sourceId: sourceId.optional(),
  /** Part of the event's own text: a name, an id, an address. */
  search: z.string().trim().max(100).optional(),
  limit: z.number().int().min(1).max(200).default(50),
});
export const sendTestInput = z.object({ id: sourceId });
export const eventNamesInput = z.object({ type: z.enum(["track", "page", "screen"]).optional() }).default({});
