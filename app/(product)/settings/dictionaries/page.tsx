import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { DictionariesView } from "./_components/dictionaries-view";
import { dictionariesInput, dictionariesSearch } from "./search-params";

export default async function DictionariesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("settings:read");
  const search = dictionariesSearch.read(await searchParams);
  prefetch(trpc.fields.dictionaries.queryOptions(dictionariesInput(search)));
  return (
    <HydrateClient>
      <DictionariesView />
    </HydrateClient>
  );
}
