import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { EndpointsTable } from "./_components/endpoints-table";

export default async function WebhooksPage() {
  await requirePage("sources:read");
  prefetch(trpc.webhooks.list.queryOptions({}));
  return (
    <HydrateClient>
      <EndpointsTable />
    </HydrateClient>
  );
}
