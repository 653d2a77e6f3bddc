import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { MessagePage } from "./_components/message-page";

export default async function OutboxMessagePage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("messages:read");
  const id = await routeId(params);
  prefetch(trpc.messages.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <MessagePage id={id} />
    </HydrateClient>
  );
}
