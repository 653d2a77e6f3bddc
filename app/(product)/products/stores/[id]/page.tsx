import { notFound } from "next/navigation";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { parsePublicId } from "@/server/platform/ids";
import { StorePage } from "./_components/store-page";

export default async function OneStorePage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("products:read");
  const id = parsePublicId("store", (await params).id);
  if (id === undefined) notFound();
  prefetch(trpc.products.store.queryOptions({ id }));
  return (
    <HydrateClient>
      <StorePage id={id} />
    </HydrateClient>
  );
}
