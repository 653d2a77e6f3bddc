import { z } from "zod";
import { contactKinds } from "./codes";

export const unblockContact = z.object({
  customerId: z.number().int().positive(),
  kind: z.enum(contactKinds),
  /** Why it is believed to work again; kept in the audit log. */
  reason: z.string().trim().min(3, "Say in a few words why the address works again.").max(500),
});
