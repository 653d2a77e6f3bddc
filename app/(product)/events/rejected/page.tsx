import { HydrateClient, prefetch, requirePage, trpc } from "@/app/_trpc/server";
import { RejectedInputs } from "./_components/rejected-inputs";

export default async function RejectedInputsPage() {
  await requirePage("events:read");
  prefetch(trpc.sources.list.queryOptions({}));
  return (
    <HydrateClient>
      <RejectedInputs />
    </HydrateClient>
  );
}
