import { type SearchOf, searchSpec, text } from "@/app/_components/search-params";

export const dictionariesSearch = searchSpec({ q: text() });
export const dictionariesInput = ({ q }: SearchOf<typeof dictionariesSearch>) => ({ search: q || undefined });
