"use client";
import { useQuery } from "@tanstack/react-query";
import { CodeXml, Monitor, Moon, Smartphone, Text } from "lucide-react";
import { useTranslations } from "next-intl";
import { LetterFrame } from "@/app/_components/letter-frame";
import { useSearch } from "@/app/_components/use-search";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { cn } from "@/app/_ui/cn";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Segmented } from "@/app/_ui/input/segmented";
import { withoutPixel } from "@/server/domain/messages/letter-links";
import { type LetterViewName, letterSearch } from "../search-params";
import { type OutboxMessage, useMessageWords } from "./message-words";

type Content = NonNullable<OutboxMessage["content"]>;

/**
 * The letter exactly as it was fixed before it was sent: on a wide screen, on a phone, in the dark, as text, as it
 * goes over the wire. Looking at it here counts as nothing: its pixel is left out and its links are still.
 */
export function LetterView({ message, className }: { message: OutboxMessage; className?: string }) {
  const t = useTranslations("outbox.letter");
  const [{ view }, setSearch] = useSearch(letterSearch);
  const { content } = message;
  if (!content) return <NeverWritten message={message} />;
  return (
    <section aria-label={t("label")} className="overflow-hidden rounded-lg border bg-sunken">
      <header className="flex flex-wrap items-start justify-between gap-2 border-b bg-canvas px-4 py-2.5">
        <Envelope message={message} content={content} />
        <Segmented<LetterViewName>
          isIconOnly
          label={t("view")}
          value={view}
          onChange={(next) => setSearch({ view: next })}
          options={[
            { value: "desktop", label: t("views.desktop"), icon: <Monitor /> },
            { value: "phone", label: t("views.phone"), icon: <Smartphone /> },
            { value: "dark", label: t("views.dark"), icon: <Moon /> },
            { value: "text", label: t("views.text"), icon: <Text /> },
            { value: "source", label: t("views.source"), icon: <CodeXml /> },
          ]}
        />
      </header>
      <div className={cn("p-3", className)}>
        {view === "text" ? (
          <PlainText text={content.text} />
        ) : view === "source" ? (
          <Source id={message.id} />
        ) : (
          <LetterFrame
            html={withoutPixel(content.html)}
            title={t("frame", { subject: message.subject ?? "" })}
            scheme={view === "dark" ? "dark" : "light"}
            className={cn(
              "mx-auto h-full w-full rounded-md border bg-canvas transition-[max-width] motion-reduce:transition-none",
              view === "phone" ? "max-w-[390px]" : "max-w-[720px]",
            )}
          />
        )}
      </div>
    </section>
  );
}

function Envelope({ message, content }: { message: OutboxMessage; content: Content }) {
  const t = useTranslations("outbox.letter");
  const mailbox = ({ name, address }: { name: string; address: string }) =>
    name ? `${name} <${address}>` : address;
  return (
    <dl className="grid min-w-0 flex-1 basis-64 grid-cols-[auto_minmax(0,1fr)] gap-x-3 text-sm">
      <dt className="text-muted">{t("from")}</dt>
      <dd className="truncate">{mailbox(content.from)}</dd>
      <dt className="text-muted">{t("to")}</dt>
      <dd className="truncate">{mailbox(content.to)}</dd>
      <dt className="text-muted">{t("subject")}</dt>
      <dd className="break-words font-medium">{message.subject}</dd>
    </dl>
  );
}

/** Text that must not be wrapped or read as anything else. */
function PlainText({ text }: { text: string }) {
  return (
    <div className="relative h-full">
      <CopyButton text={text} className="absolute top-2 right-4" />
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable from the keyboard
        tabIndex={0}
        className="h-full overflow-auto whitespace-pre-wrap break-words rounded-md border bg-canvas p-4 pr-12 font-mono text-xs"
      >
        {text}
      </pre>
    </div>
  );
}

function Source({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.messages.source.queryOptions({ id }));
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  return query.data ? <PlainText text={query.data.source} /> : <SkeletonText lines={12} className="p-4" />;
}

/** Nothing was rendered: not yet, or never, and then why. */
function NeverWritten({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox.letter");
  const words = useMessageWords();
  const isComing = message.state === "planned" || message.state === "claimed";
  return (
    <div className="rounded-lg border">
      <EmptyState isSmall drawing="letter" title={t(isComing ? "notYet" : "never")}>
        {isComing ? t("notYetText") : message.reason ? words.reason(message.reason) : null}
      </EmptyState>
    </div>
  );
}
