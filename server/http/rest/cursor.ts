import { safeEqual, sign } from "@/server/platform/crypto";
import { invalid } from "@/server/platform/errors";

/** What a cursor belongs to: the operation, its path and its filters. */
export interface CursorOwner {
  operation: string;
  params: Record<string, string>;
  query: Record<string, string>;
}

/**
 * A cursor as clients see it: the domain's own text, signed together with the list it continues. A cursor of another list, with
 * other filters, or made up, is refused here, so what the domain gets is what it gave.
 */
export const sealCursor = (owner: CursorOwner, text: string): string =>
  `${markOf(owner, text)}${Buffer.from(text, "utf8").toString("base64url")}`;

export function openCursor(owner: CursorOwner, sealed: string): string {
  const text = Buffer.from(sealed.slice(markLength), "base64url").toString("utf8");
  if (sealed.length > markLength && safeEqual(sealed.slice(0, markLength), markOf(owner, text))) return text;
  throw invalid("cursor: use page.next_cursor of the page before, with the same filters.", [
    { path: "cursor", message: "is not one of this list" },
  ]);
}

const markLength = 16;

function markOf({ operation, params, query }: CursorOwner, text: string): string {
  const { cursor: _, limit: __, fields: ___, ...filters } = query;
  const entries = Object.entries(filters).sort(([a], [b]) => (a < b ? -1 : 1));
  const owner = JSON.stringify([operation, params, entries, text]);
  return sign("rest-cursor", owner).toString("base64url").slice(0, markLength);
}
