import { type SearchOf, searchSpec, text } from "@/app/_components/search-params";

export const auditSearch = searchSpec({ q: text() });
export const auditInput = (search: SearchOf<typeof auditSearch>) => ({
  search: search.q || undefined,
  limit: 50,
});
