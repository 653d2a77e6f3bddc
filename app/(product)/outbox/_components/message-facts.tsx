"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { customerPath } from "@/app/_components/customer-name";
import { ExactTime } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { StatusDot } from "@/app/_ui/display/badge";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { type OutboxMessage, recipientOf, toneOf, useMessageWords } from "./message-words";

/** What is known of a message, each thing a way to itself. */
export function MessageFacts({ message, isShort = false }: { message: OutboxMessage; isShort?: boolean }) {
  const t = useTranslations("outbox.facts");
  const format = useFormat();
  const facts: { label: string; value: ReactNode }[] = [
    { label: t("state"), value: <StateFact message={message} /> },
    {
      label: t("to"),
      value: (
        <>
          <Link href={customerPath(message.customerId)} className="quiet-link font-medium">
            {recipientOf(message)}
          </Link>
          {message.address ? <span className="block text-muted">{message.address}</span> : null}
        </>
      ),
    },
    { label: t("source"), value: <SourceFact message={message} /> },
  ];
  if (isShort) return <DescriptionList items={facts} className="text-sm" />;
  const time = (at: Date | null) => (at ? <ExactTime at={at} /> : undefined);
  facts.push(
    { label: t("template"), value: <TemplateFact message={message} /> },
    {
      label: t("earned"),
      value:
        message.earned.length > 0
          ? format.money(message.earned.reduce((sum, { amountMinor }) => sum + amountMinor, 0))
          : t("nothing"),
    },
    { label: t("category"), value: message.isTransactional ? t("service") : message.category || undefined },
    { label: t("planned"), value: time(message.createdAt) },
    { label: t("notBefore"), value: time(message.notBefore) },
    { label: t("sent"), value: time(message.sentAt) },
    { label: t("opened"), value: time(message.openedAt) },
    { label: t("clicked"), value: time(message.clickedAt) },
    { label: t("channel"), value: <ChannelFact provider={message.provider} /> },
    { label: t("attempts"), value: format.number(message.attempts) },
    {
      label: t("id"),
      value: (
        <span className="flex items-center gap-1">
          <span className="truncate font-mono text-xs" title={message.id}>
            {message.id}
          </span>
          <CopyButton text={message.id} />
        </span>
      ),
    },
  );
  return <DescriptionList items={facts} className="text-sm" />;
}

function ChannelFact({ provider }: { provider: string | null }) {
  const t = useTranslations("outbox.facts");
  if (!provider) return <span className="text-faint">—</span>;
  return provider === "sandbox" ? t("sandbox") : t("via", { provider });
}

function StateFact({ message }: { message: OutboxMessage }) {
  const words = useMessageWords();
  const advice = message.reason ? words.advice(message.reason) : undefined;
  return (
    <>
      <StatusDot tone={toneOf(message.state)} isLive={message.state === "claimed"}>
        {words.state(message.state)}
      </StatusDot>
      {message.reason ? <span className="block">{words.reason(message.reason)}</span> : null}
      {advice ? <span className="block text-pretty text-muted">{advice}</span> : null}
      {message.detail ? <span className="block break-words text-faint text-xs">{message.detail}</span> : null}
    </>
  );
}

function SourceFact({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox");
  const mayRead = useCan("reports:read");
  if (message.sourceKind === "test") return t("test");
  const step = message.nodeName || message.templateName;
  const name = message.sourceName ?? message.sourceId;
  return (
    <>
      {mayRead ? (
        <Link href={`/campaigns/${message.sourceId}`} className="quiet-link font-medium">
          {name}
        </Link>
      ) : (
        <span className="font-medium">{name}</span>
      )}
      <span className="block text-muted">
        {[step, message.sourceVersion === null ? "" : t("facts.version", { version: message.sourceVersion })]
          .filter(Boolean)
          .join(" · ")}
      </span>
    </>
  );
}

function TemplateFact({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox");
  const mayRead = useCan("templates:read");
  if (!message.templateId || !message.templateName) return null;
  const version =
    message.templateVersion === null ? "" : t("facts.version", { version: message.templateVersion });
  return (
    <>
      {mayRead ? (
        <Link href={`/templates/${message.templateId}`} className="quiet-link">
          {message.templateName}
        </Link>
      ) : (
        message.templateName
      )}
      <span className="block text-muted">{version}</span>
    </>
  );
}
