import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { EventsLive } from "./_components/events-live";

export default async function EventsPage() {
  await requirePage("events:read");
  prefetch(trpc.sources.list.queryOptions({}));
  return (
    <HydrateClient>
      <EventsLive />
    </HydrateClient>
  );
}
