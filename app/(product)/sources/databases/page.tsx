import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { DatabasesView } from "./_components/databases-view";

export default async function DatabasesPage() {
  await requirePage("sources:read");
  prefetch(trpc.sql.list.queryOptions({}));
  return (
    <HydrateClient>
      <DatabasesView />
    </HydrateClient>
  );
}
