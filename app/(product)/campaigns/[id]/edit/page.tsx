import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { CampaignEditor } from "./_components/campaign-editor";

export default async function EditCampaignPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("campaigns:read");
  const id = await routeId(params);
  prefetch(trpc.campaigns.get.queryOptions({ id }));
  prefetch(trpc.campaigns.graphFacts.queryOptions({}));
  return (
    <HydrateClient>
      <CampaignEditor id={id} />
    </HydrateClient>
  );
}
