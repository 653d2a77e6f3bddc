"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { WhyEntry } from "../../campaigns/[id]/_components/why/why-entry";
import { type OutboxMessage, useMessageWords } from "./message-words";

/** Why she got it, or did not: the entry that led here and her way over the steps. */
export function MessageWhy({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox.why");
  const mayRead = useCan("reports:read");
  const isOut = message.sentAt !== null;
  const isSkipped = message.state === "skipped";
  return (
    <Section
      title={t(isSkipped ? "whyNot" : isOut ? "why" : "whyPlanned")}
      actions={
        mayRead && message.sourceKind === "campaign" ? (
          <Link
            href={`/campaigns/${message.sourceId}?why=${message.customerId}`}
            className="text-link text-sm"
          >
            {t("inCampaign")}
          </Link>
        ) : null
      }
    >
      <Sentence message={message} />
      {mayRead && message.sourceKind === "campaign" && message.entry ? <Way message={message} /> : null}
    </Section>
  );
}

function Sentence({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox.why");
  const words = useMessageWords();
  const format = useFormat();
  const cause =
    message.sourceKind === "test"
      ? t("test")
      : message.entry
        ? t("entered", {
            name: message.sourceName ?? "",
            version: message.entry.version,
            at: format.dateTime(message.entry.enteredAt),
          })
        : t("source", { name: message.sourceName ?? "" });
  const outcome =
    message.state === "skipped" && message.reason
      ? t("butSkipped", { reason: words.reason(message.reason) })
      : undefined;
  return <p className="max-w-160 text-pretty">{[cause, outcome].filter(Boolean).join(" ")}</p>;
}

function Way({ message }: { message: OutboxMessage }) {
  const trpc = useTRPC();
  const { data, isError } = useQuery(
    trpc.campaigns.explain.queryOptions({ campaignId: message.sourceId, customerId: message.customerId }),
  );
  if (isError) return null;
  if (!data) return <SkeletonText lines={6} />;
  const entry = data.entries.find((one) => one.messages.some(({ id }) => id === message.id));
  if (!entry) return null;
  return (
    <ul>
      <WhyEntry entry={entry} />
    </ul>
  );
}
