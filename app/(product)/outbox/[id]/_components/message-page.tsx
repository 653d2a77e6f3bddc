"use client";
import { useTranslations } from "next-intl";
import { PageColumns } from "@/app/_components/page-body";
import { problemOf } from "@/app/_trpc/problem";
import { StatusDot } from "@/app/_ui/display/badge";
import { ErrorState } from "@/app/_ui/display/error-state";
import { Skeleton } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { LetterLinks } from "../../_components/letter-links";
import { LetterView } from "../../_components/letter-view";
import { MessageFacts } from "../../_components/message-facts";
import { MessageStory } from "../../_components/message-story";
import { MessageWhy } from "../../_components/message-why";
import { toneOf, useMessageWords } from "../../_components/message-words";
import { ReactionMarks } from "../../_components/reaction-marks";
import { useMessage } from "../../_components/use-message";

/** One message: the letter on the left with why and what followed, facts and story on the right. */
export function MessagePage({ id }: { id: string }) {
  const t = useTranslations("outbox");
  const words = useMessageWords();
  const query = useMessage(id);
  if (query.isError)
    return <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />;
  const message = query.data;
  return (
    <>
      <PageHeader
        crumbs={[{ href: "/outbox", label: t("title") }]}
        title={message ? words.title(message) : <Skeleton className="h-6 w-72" />}
        aside={
          message ? (
            <>
              <StatusDot tone={toneOf(message.state)} isLive={message.state === "claimed"}>
                {words.state(message.state)}
              </StatusDot>
              <ReactionMarks row={message} />
            </>
          ) : null
        }
      />
      {message ? (
        <PageColumns
          main={
            <>
              <LetterView message={message} className="h-[46rem]" />
              <LetterLinks message={message} />
              <MessageWhy message={message} />
            </>
          }
          aside={
            <>
              <Section title={t("facts.title")}>
                <MessageFacts message={message} />
              </Section>
              <MessageStory message={message} />
            </>
          }
        />
      ) : null}
    </>
  );
}
