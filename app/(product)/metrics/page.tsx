import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { MetricsList } from "./_components/metrics-list";

export default async function MetricsPage(_: { searchParams: SearchParams }) {
  await requirePage("segments:read");
  prefetch(trpc.metrics.list.queryOptions({}));
  return (
    <HydrateClient>
      <MetricsList />
    </HydrateClient>
  );
}
