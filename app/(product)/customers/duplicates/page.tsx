import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { DuplicatesView } from "./_components/duplicates-view";
import { duplicatesInput, duplicatesSearch } from "./search-params";

export default async function DuplicatesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("customers:read");
  const search = duplicatesSearch.read(await searchParams);
  prefetch(trpc.identity.counts.queryOptions({}));
  prefetchInfinite(
    trpc.identity.duplicates.infiniteQueryOptions(duplicatesInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  return (
    <HydrateClient>
      <DuplicatesView />
    </HydrateClient>
  );
}
