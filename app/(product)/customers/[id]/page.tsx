import { notFound } from "next/navigation";
import { customerIdOf } from "@/app/_components/customer-name";
import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { CustomerProfile } from "./_components/customer-profile";
import { timelineInput } from "./search-params";

export default async function CustomerPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("customers:read");
  const id = customerIdOf((await params).id);
  if (id === undefined) notFound();
  prefetch(trpc.customers.get.queryOptions({ id }));
  prefetchInfinite(
    trpc.customers.timeline.infiniteQueryOptions(timelineInput(id, []), {
      getNextPageParam: (page) => page.nextCursor,
    }),
  );
  return (
    <HydrateClient>
      <CustomerProfile id={id} />
    </HydrateClient>
  );
}
