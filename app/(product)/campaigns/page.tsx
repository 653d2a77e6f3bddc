import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { CampaignsTable } from "./_components/campaigns-table";
import { campaignsInput, campaignsSearch } from "./search-params";

export default async function CampaignsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("campaigns:read");
  const search = campaignsSearch.read(await searchParams);
  prefetchInfinite(
    trpc.campaigns.list.infiniteQueryOptions(campaignsInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  return (
    <HydrateClient>
      <CampaignsTable />
    </HydrateClient>
  );
}
