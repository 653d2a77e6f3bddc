import type { SearchParams } from "@/app/_components/search-params";
import {
  HydrateClient,
  prefetch,
  prefetchInfinite,
  requirePage,
  serverCaller,
  trpc,
} from "@/app/_trpc/server";
import { OutboxTable } from "./_components/outbox-table";
import { outboxInput, outboxSearch } from "./search-params";

export default async function OutboxPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("messages:read");
  const search = outboxSearch.read(await searchParams);
  const { timeZone } = (await (await serverCaller()).account.self({})).project;
  const input = outboxInput(search, timeZone);
  prefetchInfinite(
    trpc.messages.list.infiniteQueryOptions(input, { getNextPageParam: (page) => page.nextCursor }),
  );
  prefetch(trpc.messages.count.queryOptions(input));
  prefetch(trpc.messages.channel.queryOptions({}));
  return (
    <HydrateClient>
      <OutboxTable />
    </HydrateClient>
  );
}
