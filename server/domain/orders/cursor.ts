import type { z } from "zod";
import { invalid } from "@/server/platform/errors";

/** Positions of lists as opaque text. */
export function readCursor<T>(text: string | undefined, shape: z.ZodType<T>): T | undefined {
  if (text === undefined) return undefined;
  try {
    return shape.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch {
    throw invalid("cursor: use page.next_cursor of the page before.", [
      { path: "cursor", message: "is not one of ours" },
    ]);
  }
}
export const writeCursor = (position: unknown) => Buffer.from(JSON.stringify(position)).toString("base64url");
