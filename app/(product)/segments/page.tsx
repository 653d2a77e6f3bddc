import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { SegmentsTable } from "./_components/segments-table";
import { segmentsInput, segmentsSearch } from "./search-params";

export default async function SegmentsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("segments:read");
  const search = segmentsSearch.read(await searchParams);
  prefetchInfinite(
    trpc.segments.list.infiniteQueryOptions(segmentsInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  return (
    <HydrateClient>
      <SegmentsTable />
    </HydrateClient>
  );
}
