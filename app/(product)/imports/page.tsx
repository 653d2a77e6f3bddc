import { HydrateClient, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { ImportsTable } from "./_components/imports-table";

export default async function ImportsPage() {
  await requirePage("imports:read");
  prefetchInfinite(
    trpc.imports.list.infiniteQueryOptions({}, { getNextPageParam: (page) => page.nextCursor }),
  );
  return (
    <HydrateClient>
      <ImportsTable />
    </HydrateClient>
  );
}
