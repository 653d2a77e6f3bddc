import { z } from "zod";
import { invalid } from "@/server/platform/errors";

/** Where a page that is sorted by time ended: the exact moment as PostgreSQL writes it, and a key among equals. */
const position = z.object({
  at: z
    .string()
    .max(40)
    .refine((text) => !Number.isNaN(Date.parse(text))),
  key: z.string().max(200),
});
export type Position = z.infer<typeof position>;

export const writeCursor = (at: Position): string => Buffer.from(JSON.stringify(at)).toString("base64url");

export function readCursor(text: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("This cursor is not one of ours. Start again without it.");
  }
}
