import { notFound } from "next/navigation";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { parsePublicId } from "@/server/platform/ids";
import { ProductPage } from "./_components/product-page";

export default async function OneProductPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("products:read");
  const id = parsePublicId("product", (await params).id);
  if (id === undefined) notFound();
  prefetch(trpc.products.get.queryOptions({ id }));
  prefetch(trpc.products.categories.queryOptions({}));
  return (
    <HydrateClient>
      <ProductPage id={id} />
    </HydrateClient>
  );
}
