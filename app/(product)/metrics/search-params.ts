import { searchSpec, text, word } from "@/app/_components/search-params";

/** `of`: the metric whose spread is open. */
export const metricsSearch = searchSpec({ q: text(), of: word() });
