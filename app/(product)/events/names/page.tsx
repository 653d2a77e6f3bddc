import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { EventNames } from "./_components/event-names";

export default async function EventNamesPage() {
  await requirePage("events:read");
  prefetch(trpc.events.names.queryOptions({}));
  return (
    <HydrateClient>
      <EventNames />
    </HydrateClient>
  );
}
