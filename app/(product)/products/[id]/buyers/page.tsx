import { notFound } from "next/navigation";
import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { parsePublicId } from "@/server/platform/ids";
import { BuyersTable } from "../_components/buyers-table";

export default async function BuyersPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("orders:read");
  const id = parsePublicId("product", (await params).id);
  if (id === undefined) notFound();
  prefetch(trpc.products.get.queryOptions({ id }));
  prefetchInfinite(
    trpc.products.buyers.infiniteQueryOptions({ id }, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <HydrateClient>
      <BuyersTable id={id} />
    </HydrateClient>
  );
}
