import { z } from "zod";

const name = z.string().trim().min(1, "Give it a name.").max(120);
const externalId = z.string().trim().min(1).max(100);
const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, "Use a three-letter currency code such as EUR.")
  .nullable();
const aliases = z.array(z.string().trim().min(1).max(120)).max(200);
const id = z.number().int().positive();

export const regionRef = z.strictObject({ id });
export const createRegion = z.strictObject({
  /** The identifier of another system; made from the name when absent. */
  externalId: externalId.optional(),
  name,
  parentId: id.nullable().default(null),
  currency: currency.default(null),
  aliases: aliases.default([]),
});
export const updateRegion = z.strictObject({
  id,
  name: name.optional(),
  currency: currency.optional(),
  aliases: aliases.optional(),
});
export const moveRegion = z.strictObject({ id, parentId: id.nullable() });
export const assignRegionText = z.strictObject({ text: z.string().trim().min(1).max(120), regionId: id });
/** From outside: a parent is named by its external id, and made when it comes first as a reference. */
export const regionItem = z.strictObject({
  externalId,
  name: name.optional(),
  parent: externalId.nullish(),
  currency: currency.optional(),
  aliases: aliases.optional(),
});
export const upsertRegions = z.strictObject({ items: z.array(regionItem).min(1).max(1000) });
