import { searchSpec, word } from "@/app/_components/search-params";

/** The recipe being filled in; none: the gallery. */
export const newCampaignSearch = searchSpec({ recipe: word() });
