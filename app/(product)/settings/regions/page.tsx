import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { RegionsView } from "./_components/regions-view";

export default async function RegionsPage() {
  await requirePage("settings:read");
  prefetch(trpc.fields.regions.queryOptions({}));
  prefetch(trpc.fields.unmatchedRegions.queryOptions({}));
  return (
    <HydrateClient>
      <RegionsView />
    </HydrateClient>
  );
}
