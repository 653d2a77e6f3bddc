import { type SearchOf, searchSpec, sortedBy, text } from "@/app/_components/search-params";
import {
  type CustomerSort,
  customerSorts,
  type ListCondition,
} from "@/server/domain/customers/list/conditions";
import { conditions } from "./conditions-param";

export const customersSearch = searchSpec({
  q: text(),
  where: conditions(),
  /** People behind one kind of defect: a code of `problems`. */
  problem: text(),
  /** People of one derived fact: `operator:MTS`. */
  fact: text(),
  sort: sortedBy<CustomerSort>(customerSorts, "-seen"),
});
export type CustomersSearch = SearchOf<typeof customersSearch>;
/** Parameters of the address that a saved view keeps. */
export const viewedParams = ["q", "where", "problem", "fact", "sort"];

export const customersInput = (search: CustomersSearch, attributes: readonly string[] = []) => ({
  ...customersFilter(search),
  sort: search.sort.replace(/^-/, "") as CustomerSort,
  order: search.sort.startsWith("-") ? ("desc" as const) : ("asc" as const),
  ...(attributes.length > 0 ? { attributes: [...attributes] } : {}),
});

export function customersFilter(search: CustomersSearch) {
  const where = [...search.where, ...qualityConditions(search)];
  return { search: search.q || undefined, where: where.length > 0 ? where : undefined };
}

function qualityConditions({ problem, fact }: CustomersSearch): ListCondition[] {
  const [name, ...value] = fact.split(":");
  return [
    ...(problem ? [{ field: "problem", op: "is" as const, value: problem }] : []),
    ...(name && value.length > 0
      ? [{ field: `quality.${name}`, op: "is" as const, value: value.join(":") }]
      : []),
  ];
}
