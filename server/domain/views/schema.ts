import { z } from "zod";
import { roles } from "@/server/kernel/access";

export const viewedLists = ["customers", "orders", "receipts", "products"] as const;
export const viewAudiences = ["user", "role", "all"] as const;

const word = z.string().max(100);
export const viewState = z.strictObject({
  /** Parameters of the address, as written there. */
  search: z.record(word, z.string().max(2000)),
  columns: z
    .strictObject({
      order: z.array(word).max(200),
      hidden: z.array(word).max(200),
      shown: z.array(word).max(200),
      isFirstPinned: z.boolean(),
      widths: z.record(word, z.number().int().min(40).max(1200)).default({}),
    })
    .optional(),
});
export type ViewState = z.output<typeof viewState>;

export const listViews = z.strictObject({ list: z.enum(viewedLists) });
export const saveView = z
  .strictObject({
    /** Absent: a new one. */
    id: z.uuid().optional(),
    list: z.enum(viewedLists),
    name: z.string().trim().min(1, "Give the view a name.").max(60),
    audience: z.enum(viewAudiences).default("user"),
    role: z.enum(roles).optional(),
    state: viewState,
    isDefault: z.boolean().default(false),
  })
  .refine((view) => view.audience !== "role" || view.role !== undefined, {
    path: ["role"],
    message: "Say for which role.",
  });
export const viewId = z.strictObject({ id: z.uuid() });
