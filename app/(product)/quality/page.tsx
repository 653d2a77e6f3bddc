import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { QualityOverview } from "./_components/quality-overview";

export default async function QualityPage() {
  await requirePage("customers:read");
  prefetch(trpc.quality.get.queryOptions({}));
  return (
    <HydrateClient>
      <QualityOverview />
    </HydrateClient>
  );
}
