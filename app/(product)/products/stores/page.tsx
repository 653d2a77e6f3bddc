import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { StoresTable } from "./_components/stores-table";

export default async function StoresPage() {
  await requirePage("products:read");
  prefetch(trpc.products.stores.queryOptions({}));
  prefetch(trpc.products.storeFigures.queryOptions({}));
  return (
    <HydrateClient>
      <StoresTable />
    </HydrateClient>
  );
}
