"use client";
import { useTranslations } from "next-intl";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton, SkeletonText } from "@/app/_ui/display/skeleton";
import { LetterLinks } from "./letter-links";
import { LetterView } from "./letter-view";
import { MessageFacts } from "./message-facts";
import { MessageStory } from "./message-story";
import { useMessageWords } from "./message-words";
import { useMessage } from "./use-message";

/** The title of a letter known by its id alone. */
export function LetterTitle({ id }: { id: string }) {
  const t = useTranslations("outbox");
  const words = useMessageWords();
  const { data, isError } = useMessage(id);
  if (data) return words.title(data);
  return isError ? t("untitled") : <Skeleton className="h-4 w-48" />;
}

/** A letter beside the list: how it looks, what became of it, what in it was followed. */
export function LetterPeek({ id }: { id: string }) {
  const query = useMessage(id);
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <SkeletonText lines={12} className="p-4" />;
  return (
    <div className="flex flex-col gap-6 p-4">
      <MessageFacts message={query.data} isShort />
      <LetterView message={query.data} className="h-[34rem]" />
      <LetterLinks message={query.data} />
      <MessageStory message={query.data} />
    </div>
  );
}
