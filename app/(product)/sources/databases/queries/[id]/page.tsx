import { notFound } from "next/navigation";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { QueryPage } from "../_components/query-page";

export default async function OneQueryPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("sources:read");
  const { id } = await params;
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound();
  prefetch(trpc.sql.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <QueryPage id={id} />
    </HydrateClient>
  );
}
