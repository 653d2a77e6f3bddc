import { z } from "zod";
import { meanings } from "./model";
import { pathPattern } from "./path";

export const connectionId = z.object({ id: z.uuid("Use the id of a connection.") });
const path = z.string().trim().regex(pathPattern, "Write a path such as $.data.memberId.");
export const rulesSchema = z.object({
  typePath: path.optional(),
  idPath: path.optional(),
  timePath: path.optional(),
  items: z
    .array(
      z.object({
        type: z.string().trim().min(1, "Give the message's type.").max(200),
        meaning: z.enum(meanings),
        fields: z.record(z.string().regex(/^[\p{L}\p{N}_. -]{1,120}$/u, "Use a field's code."), path),
        eventName: z.string().trim().min(1).max(200).optional(),
      }),
    )
    .max(200),
});
const connection = {
  name: z.string().trim().min(1, "Give the connection a name.").max(100),
  queue: z.string().trim().min(1, "Give the queue's name.").max(255),
  prefetch: z.number().int().min(1).max(5_000).default(500),
  rules: rulesSchema.default({ items: [] }),
};
export const createConnection = z.object({ ...connection, url: z.string().trim().max(2000) });
export const updateConnection = connectionId.extend({
  ...connection,
  /** Without it the known one stays. */
  url: z.string().trim().max(2000).optional(),
});
export const setActive = connectionId.extend({ isActive: z.boolean() });
export const tryMessage = z.object({
  rules: rulesSchema,
  body: z.string().max(65_536),
  type: z.string().max(200).optional(),
});
export const nothingInput = z.object({}).default({});
