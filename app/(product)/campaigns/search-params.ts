import { flag, oneOf, type SearchOf, searchSpec, text } from "@/app/_components/search-params";
import { campaignStates } from "@/server/domain/campaigns/model";

export const campaignsSearch = searchSpec({ q: text(), state: oneOf(campaignStates), archived: flag() });
export type CampaignsSearch = SearchOf<typeof campaignsSearch>;

export const campaignsInput = (search: CampaignsSearch) => ({
  search: search.q,
  state: search.state,
  includeArchived: search.archived,
});
