import { oneOfOr, type SearchOf, searchSpec, text } from "@/app/_components/search-params";

export const templatesSearch = searchSpec({ q: text(), state: oneOfOr(["live", "archived"], "live") });
export const templatesInput = (search: SearchOf<typeof templatesSearch>) => ({
  search: search.q,
  state: search.state,
});
