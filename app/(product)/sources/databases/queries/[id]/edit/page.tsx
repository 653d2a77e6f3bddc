import { notFound } from "next/navigation";
import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { EditQuery } from "../../_components/edit-query";

export default async function EditQueryPage({ params }: { params: Promise<{ id: string }> }) {
  await requirePage("sources:write");
  const { id } = await params;
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound();
  prefetch(trpc.sql.list.queryOptions({}));
  prefetch(trpc.sql.get.queryOptions({ id }));
  return (
    <HydrateClient>
      <EditQuery id={id} />
    </HydrateClient>
  );
}
