import { notFound } from "next/navigation";
import { HydrateClient, prefetch, prefetchInfinite, requirePage, trpc } from "@/app/_trpc/server";
import { isSuggestionKind } from "@/server/domain/customers/quality/problems";
import { SuggestionReview } from "./_components/suggestion-review";

export default async function ReviewPage({ params }: { params: Promise<{ kind: string }> }) {
  await requirePage("customers:read");
  const { kind } = await params;
  if (!isSuggestionKind(kind)) notFound();
  prefetchInfinite(
    trpc.quality.suggestions.infiniteQueryOptions({ kind }, { getNextPageParam: (page) => page.nextCursor }),
  );
  prefetch(trpc.quality.get.queryOptions({}));
  return (
    <HydrateClient>
      <SuggestionReview kind={kind} />
    </HydrateClient>
  );
}
