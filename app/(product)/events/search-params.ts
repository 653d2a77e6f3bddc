import { doors } from "@/app/_components/live-events/doors";
import { oneOf, oneOfOr, searchSpec, text, whole } from "@/app/_components/search-params";
import { rejectStates } from "@/server/domain/rejects/model";

export const liveSearch = searchSpec({ q: text(), source: whole() });
export const namesSearch = searchSpec({ q: text(), type: oneOf(["track", "page", "screen"]) });
export const rejectedSearch = searchSpec({
  q: text(),
  source: whole(),
  door: oneOf(doors),
  state: oneOfOr(rejectStates, "open"),
});
