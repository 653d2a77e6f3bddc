import { flag, type SearchOf, searchSpec, sortedBy, text } from "@/app/_components/search-params";

export const customersSearch = searchSpec({
  q: text(),
  city: text(),
  /** Only people a letter can reach. */
  reachable: flag(),
  bought: flag(),
  sort: sortedBy(["created", "seen", "name", "lastPurchase", "revenue"], "-seen"),
});

export function customersInput(search: SearchOf<typeof customersSearch>) {
  const sort = search.sort.replace(/^-/, "") as "created" | "seen" | "name" | "lastPurchase" | "revenue";
  return {
    ...customersFilter(search),
    sort,
    order: search.sort.startsWith("-") ? ("desc" as const) : ("asc" as const),
  };
}

export const customersFilter = (search: SearchOf<typeof customersSearch>) => ({
  search: search.q || undefined,
  city: search.city || undefined,
  hasEmail: search.reachable || undefined,
  hasPurchases: search.bought || undefined,
});
