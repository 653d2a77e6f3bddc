import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { ProductsTable } from "./_components/products-table";
import { productsInput, productsSearch } from "./search-params";

export default async function ProductsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("products:read");
  const search = productsSearch.read(await searchParams);
  prefetchInfinite(
    trpc.products.list.infiniteQueryOptions(productsInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  prefetch(trpc.products.categories.queryOptions({}));
  return (
    <HydrateClient>
      <ProductsTable />
    </HydrateClient>
  );
}
