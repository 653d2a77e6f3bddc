import { notFound } from "next/navigation";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { SourcePage } from "./_components/source-page";

export default async function OneSourcePage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("sources:read");
  const { id } = await params;
  if (!/^[1-9]\d{0,4}$/.test(id) || Number(id) > 32_767) notFound();
  prefetch(trpc.sources.get.queryOptions({ id: Number(id) }));
  return (
    <HydrateClient>
      <SourcePage id={Number(id)} />
    </HydrateClient>
  );
}
