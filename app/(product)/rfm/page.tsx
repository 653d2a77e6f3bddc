import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { RfmView } from "./_components/rfm-view";

export default async function RfmPage() {
  await requirePage("segments:read");
  prefetch(trpc.rfm.models.queryOptions({}));
  return (
    <HydrateClient>
      <RfmView />
    </HydrateClient>
  );
}
