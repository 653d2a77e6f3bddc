import type { SearchParams } from "@/app/_components/search-params";
import {
  HydrateClient,
  prefetch,
  prefetchInfinite,
  requirePage,
  serverCaller,
  trpc,
} from "@/app/_trpc/server";
import { minorUnitOf } from "./_components/minor-unit";
import { PurchasesTable } from "./_components/purchases-table";
import { purchasesInput, purchasesSearch } from "./search-params";

export default async function OrdersPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("orders:read");
  const search = purchasesSearch.read(await searchParams);
  const { timeZone, currency } = (await (await serverCaller()).account.self({})).project;
  const input = purchasesInput(search, timeZone, minorUnitOf(currency));
  prefetchInfinite(
    trpc.orders.list.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
  );
  prefetch(trpc.orders.count.queryOptions(input));
  return (
    <HydrateClient>
      <PurchasesTable kind="order" />
    </HydrateClient>
  );
}
