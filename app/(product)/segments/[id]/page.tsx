import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { SegmentPage } from "./_components/segment-page";

export default async function OneSegmentPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("segments:read");
  const id = await routeId(params);
  prefetch(trpc.segments.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <SegmentPage id={id} />
    </HydrateClient>
  );
}
