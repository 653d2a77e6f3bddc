import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { FilesView } from "./_components/files-view";

export default async function FileSourcesPage() {
  await requirePage("sources:read");
  prefetch(trpc.fileSources.list.queryOptions({}));
  return (
    <HydrateClient>
      <FilesView />
    </HydrateClient>
  );
}
