import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { CategoriesTable } from "./_components/categories-table";

export default async function CategoriesPage() {
  await requirePage("products:read");
  prefetch(trpc.products.categories.queryOptions({}));
  return (
    <HydrateClient>
      <CategoriesTable />
    </HydrateClient>
  );
}
