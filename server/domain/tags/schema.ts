import { z } from "zod";
import { tagColors } from "./model";

const name = z.string().trim().min(1, "Give the tag a name.").max(60);
const values = {
  color: z.enum(tagColors).default("gray"),
  description: z.string().trim().max(300).default(""),
};
export const createTag = z.strictObject({ name, ...values });
export const tagId = z.strictObject({ id: z.uuid() });
export const updateTag = z.strictObject({
  id: z.uuid(),
  name: name.optional(),
  color: values.color.optional(),
  description: values.description.optional(),
});
export const tagCustomer = z.strictObject({
  customerId: z.number().int().positive(),
  tagId: z.uuid(),
  /** When it comes off by itself; null: never. */
  expiresAt: z.iso.datetime({ offset: true }).nullish(),
});
export const untagCustomer = z.strictObject({ customerId: z.number().int().positive(), tagId: z.uuid() });
