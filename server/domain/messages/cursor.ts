import { z } from "zod";
import { invalid } from "@/server/platform/errors";

const position = z.object({
  at: z
    .string()
    .max(40)
    .refine((text) => !Number.isNaN(Date.parse(text))),
  id: z.uuid(),
});
/** Where a page ended: the exact moment as PostgreSQL writes it, and the id among equals. */
export type Position = z.infer<typeof position>;

export const writeCursor = (at: Position): string => Buffer.from(JSON.stringify(at)).toString("base64url");

export function readCursor(text: string): Position {
  try {
    return position.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}
