import { oneOfOr, type SearchOf, searchSpec, text } from "@/app/_components/search-params";

export const segmentsSearch = searchSpec({ q: text() });
export const segmentsInput = (search: SearchOf<typeof segmentsSearch>) => ({ search: search.q || undefined });

export const segmentTabs = ["overview", "definition", "people", "moves", "versions"] as const;
export const moveKinds = ["all", "entered", "left"] as const;
export const segmentSearch = searchSpec({
  tab: oneOfOr(segmentTabs, "overview"),
  kind: oneOfOr(moveKinds, "all"),
});

/** An unsaved segment from elsewhere, such as a cell of RFM: its rule and name travel in the address. */
export const newSegmentSearch = searchSpec({
  rule: { read: (raw) => raw ?? "", write: (value: string) => value || undefined },
  name: text(),
});
export const newSegmentPath = (rule: unknown, name: string): string =>
  `/segments/new${newSegmentSearch.query({ rule: JSON.stringify(rule), name })}`;
