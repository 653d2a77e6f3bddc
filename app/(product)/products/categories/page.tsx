import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { CategoriesTree } from "./_components/categories-tree";

export default async function CategoriesPage() {
  await requirePage("products:read");
  prefetch(trpc.products.categories.queryOptions({}));
  return (
    <HydrateClient>
      <CategoriesTree />
    </HydrateClient>
  );
}
