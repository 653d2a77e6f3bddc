import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { NewCampaign } from "./_components/new-campaign";

export default async function NewCampaignPage() {
  await requirePage("campaigns:write");
  prefetch(trpc.campaigns.recipes.queryOptions({}));
  prefetch(trpc.campaigns.graphFacts.queryOptions({}));
  return (
    <HydrateClient>
      <NewCampaign />
    </HydrateClient>
  );
}
