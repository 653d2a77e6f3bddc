import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { LawView } from "./_components/law-view";

export default async function LawPage() {
  await requirePage("settings:read");
  prefetch(trpc.privacy.retention.queryOptions({}));
  return (
    <HydrateClient>
      <LawView />
    </HydrateClient>
  );
}
