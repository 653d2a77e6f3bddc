import type { SearchParams } from "@/app/_components/search-params";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { TemplatesTable } from "./_components/templates-table";
import { templatesInput, templatesSearch } from "./search-params";

export default async function TemplatesPage({ searchParams }: { searchParams: SearchParams }) {
  await requirePage("templates:read");
  const search = templatesSearch.read(await searchParams);
  prefetch(trpc.templates.list.queryOptions(templatesInput(search)));
  return (
    <HydrateClient>
      <TemplatesTable />
    </HydrateClient>
  );
}
