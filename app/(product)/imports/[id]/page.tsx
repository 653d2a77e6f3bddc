import { notFound } from "next/navigation";
import { z } from "zod";
import { routeId } from "@/app/_components/route-id";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { ImportPage } from "./_components/import-page";

export default async function OneImportPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("imports:read");
  const id = await routeId(params);
  if (!z.uuid().safeParse(id).success) notFound();
  prefetch(trpc.imports.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <ImportPage id={id} />
    </HydrateClient>
  );
}
