import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { SourcesTable } from "./_components/sources-table";

export default async function SourcesPage() {
  await requirePage("sources:read");
  prefetch(trpc.sources.list.queryOptions({}));
  return (
    <HydrateClient>
      <SourcesTable />
    </HydrateClient>
  );
}
