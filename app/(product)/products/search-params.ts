import { oneOf, oneOfOr, type SearchOf, searchSpec, text, whole } from "@/app/_components/search-params";

export const productsSearch = searchSpec({
  q: text(),
  category: whole(),
  stock: oneOf(["in", "out"]),
  sort: oneOfOr(["name", "newest"], "name"),
});

export const productsInput = (search: SearchOf<typeof productsSearch>) => ({
  search: search.q || undefined,
  categoryId: search.category && search.category > 0 ? search.category : undefined,
  isAvailable: search.stock === undefined ? undefined : search.stock === "in",
  sort: search.sort,
});
