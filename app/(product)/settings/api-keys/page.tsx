import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { ApiKeysView } from "./_components/api-keys-view";

export default async function ApiKeysPage() {
  await requirePage("api-keys:read");
  prefetch(trpc.account.apiKeys.queryOptions({}));
  return (
    <HydrateClient>
      <ApiKeysView />
    </HydrateClient>
  );
}
