import { flag, type SearchOf, searchSpec, sortedBy, text } from "@/app/_components/search-params";

export const customersSearch = searchSpec({
  q: text(),
  city: text(),
  /** Only people a letter can reach. */
  reachable: flag(),
  bought: flag(),
  /** People behind one kind of defect: a code of `problems`. */
  problem: text(),
  /** People of one derived fact: `operator:MTS`. */
  fact: text(),
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
  where: qualityConditions(search),
});

function qualityConditions({ problem, fact }: SearchOf<typeof customersSearch>) {
  const [name, ...value] = fact.split(":");
  return [
    ...(problem ? [{ field: "problem", op: "is" as const, value: problem }] : []),
    ...(name && value.length > 0
      ? [{ field: `quality.${name}`, op: "is" as const, value: value.join(":") }]
      : []),
  ];
}
