import { oneOfOr, type SearchOf, searchSpec, text } from "@/app/_components/search-params";

export const segmentsSearch = searchSpec({ q: text() });
export const segmentsInput = (search: SearchOf<typeof segmentsSearch>) => ({ search: search.q || undefined });

export const segmentTabs = ["definition", "people", "versions"] as const;
export const segmentSearch = searchSpec({ tab: oneOfOr(segmentTabs, "definition") });

/** An unsaved segment from elsewhere, such as a cell of RFM: its rule and name travel in the address. */
export const newSegmentSearch = searchSpec({
  rule: { read: (raw) => raw ?? "", write: (value: string) => value || undefined },
  name: text(),
});
export const newSegmentPath = (rule: unknown, name: string): string =>
  `/segments/new${newSegmentSearch.query({ rule: JSON.stringify(rule), name })}`;
