import { doors } from "@/app/_components/live-events/doors";
import { oneOf, searchSpec, text, whole } from "@/app/_components/search-params";

export const liveSearch = searchSpec({ q: text(), source: whole() });
export const namesSearch = searchSpec({ q: text(), type: oneOf(["track", "page", "screen"]) });
export const rejectedSearch = searchSpec({ q: text(), source: whole(), door: oneOf(doors) });
