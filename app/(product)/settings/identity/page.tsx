import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { IdentityRulesView } from "./_components/identity-rules-view";

export default async function IdentityRulesPage() {
  await requirePage("settings:read");
  prefetch(trpc.identity.rules.queryOptions({}));
  prefetch(trpc.identity.counts.queryOptions({}));
  prefetch(trpc.identity.refusals.queryOptions({}));
  return (
    <HydrateClient>
      <IdentityRulesView />
    </HydrateClient>
  );
}
