import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { BulkProgress } from "./_components/bulk/use-bulk-progress";
import { CustomersTable } from "./_components/customers-table";
import { customersFilter, customersInput, customersSearch } from "./search-params";

export default async function CustomersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  await requirePage("customers:read");
  const search = customersSearch.read(await searchParams);
  prefetchInfinite(
    trpc.customers.list.infiniteQueryOptions(customersInput(search), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  prefetch(trpc.customers.count.queryOptions(customersFilter(search)));
  return (
    <HydrateClient>
      <BulkProgress>
        <CustomersTable />
      </BulkProgress>
    </HydrateClient>
  );
}
