import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { FieldsView } from "./_components/fields-view";
import { fieldsSearch } from "./search-params";

export default async function FieldsPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("settings:read");
  const { object } = fieldsSearch.read(await searchParams);
  prefetch(trpc.fields.list.queryOptions({ object }));
  prefetch(trpc.fields.counts.queryOptions({}));
  prefetch(trpc.fields.undescribed.queryOptions({ object }));
  return (
    <HydrateClient>
      <FieldsView />
    </HydrateClient>
  );
}
