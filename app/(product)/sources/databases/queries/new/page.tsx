import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { QueryEditor } from "../_components/query-editor";

export default async function NewQueryPage() {
  await requirePage("sources:write");
  prefetch(trpc.sql.list.queryOptions({}));
  return (
    <HydrateClient>
      <QueryEditor />
    </HydrateClient>
  );
}
