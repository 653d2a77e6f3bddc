import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { TagsTable } from "./_components/tags-table";

export default async function TagsPage() {
  await requirePage("customers:read");
  prefetch(trpc.tags.list.queryOptions({}));
  return (
    <HydrateClient>
      <TagsTable />
    </HydrateClient>
  );
}
