import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { OneMetric } from "../_builder/one-metric";

export default async function MetricPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("segments:read");
  const id = await routeId(params);
  prefetch(trpc.metrics.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <OneMetric id={id} />
    </HydrateClient>
  );
}
