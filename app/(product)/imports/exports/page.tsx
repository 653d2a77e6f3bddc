import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { ExportsView } from "./_components/exports-view";

export default async function ExportsPage() {
  await requirePage("customers:export");
  prefetch(trpc.exports.list.queryOptions({ limit: 100 }));
  prefetch(trpc.exports.schedules.queryOptions({}));
  return (
    <HydrateClient>
      <ExportsView />
    </HydrateClient>
  );
}
