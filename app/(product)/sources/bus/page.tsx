import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { BusView } from "./_components/bus-view";

export default async function BusPage() {
  await requirePage("sources:read");
  prefetch(trpc.bus.list.queryOptions({}));
  return (
    <HydrateClient>
      <BusView />
    </HydrateClient>
  );
}
