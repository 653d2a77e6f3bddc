import { oneOfOr, searchSpec, word } from "@/app/_components/search-params";

export const rfmTabs = ["rf", "rm", "fm"] as const;
export type RfmTab = (typeof rfmTabs)[number];
export const rfmSearch = searchSpec({ model: word(), grid: oneOfOr(rfmTabs, "rf") });
