import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { CampaignSettingsView } from "./_components/campaign-settings-view";

export default async function CampaignSettingsPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("campaigns:read");
  const id = await routeId(params);
  prefetch(trpc.campaigns.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <CampaignSettingsView id={id} />
    </HydrateClient>
  );
}
