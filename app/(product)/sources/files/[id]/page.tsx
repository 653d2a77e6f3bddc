import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { FileSourcePage } from "./_components/file-source-page";

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("sources:read");
  const { id } = await params;
  prefetch(trpc.fileSources.get.queryOptions({ id }));
  prefetch(trpc.fileSources.files.queryOptions({ id, limit: 100 }));
  return (
    <HydrateClient>
      <FileSourcePage id={id} />
    </HydrateClient>
  );
}
