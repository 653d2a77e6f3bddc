import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { DictionaryPage } from "./_components/dictionary-page";

export default async function Page({ params }: { params: Promise<{ code: string }> }) {
  await requirePage("settings:read");
  const { code } = await params;
  prefetch(trpc.fields.dictionary.queryOptions({ code }));
  prefetch(trpc.fields.items.queryOptions({ code, search: undefined }));
  return (
    <HydrateClient>
      <DictionaryPage code={code} />
    </HydrateClient>
  );
}
