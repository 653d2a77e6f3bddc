import { z } from "zod";
import { customerFilter } from "@/server/domain/customers/schema";

const reason = z.string().trim().min(3, "Say why: it is the proof.").max(300);
const channel = z.string().regex(/^[a-z_]{1,30}$/, "Use the code of a channel such as email.");

export const bulkAction = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("add_tag"),
    tagId: z.uuid(),
    expiresAt: z.iso.datetime({ offset: true }).nullish(),
  }),
  z.strictObject({ kind: z.literal("remove_tag"), tagId: z.uuid() }),
  /** A segment of the kind list. */
  z.strictObject({ kind: z.literal("add_to_list"), segmentId: z.uuid() }),
  z.strictObject({ kind: z.literal("remove_from_list"), segmentId: z.uuid() }),
  z.strictObject({
    kind: z.literal("set_field"),
    /** `city`, `attributes.size`; not an identifier: it names one person. */
    field: z.string().regex(/^(attributes\.[A-Za-z][A-Za-z0-9_]{0,62}|[a-z_]{2,40})$/),
    value: z.json(),
  }),
  z.strictObject({ kind: z.literal("subscribe"), channel, reason }),
  z.strictObject({ kind: z.literal("unsubscribe"), channel, reason }),
]);
export type BulkAction = z.output<typeof bulkAction>;

export const bulkSelection = z.union([
  z.strictObject({ ids: z.array(z.number().int().positive()).min(1).max(5000) }),
  z.strictObject({ filter: customerFilter }),
]);
export type BulkSelection = z.output<typeof bulkSelection>;

export const startBulk = z.strictObject({ selection: bulkSelection, action: bulkAction });
export const bulkId = z.strictObject({ id: z.uuid() });
