import { oneOfOr, type SearchOf, searchSpec, word } from "@/app/_components/search-params";

export const duplicatesSearch = searchSpec({
  rule: word(),
  show: oneOfOr(["open", "different"] as const, "open"),
});

export const duplicatesInput = ({ rule, show }: SearchOf<typeof duplicatesSearch>) => ({
  ...(rule ? { rule } : {}),
  state: show,
  limit: 20,
});
