import { notFound } from "next/navigation";
import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { EndpointPage } from "./_components/endpoint-page";

export default async function OneWebhookPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("sources:read");
  const { id } = await params;
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound();
  prefetch(trpc.webhooks.get.queryOptions({ id }));
  prefetchInfinite(
    trpc.webhooks.deliveries.infiniteQueryOptions({ id }, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <HydrateClient>
      <EndpointPage id={id} />
    </HydrateClient>
  );
}
