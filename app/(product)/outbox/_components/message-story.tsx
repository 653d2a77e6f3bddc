"use client";
import {
  Ban,
  CircleCheck,
  CircleHelp,
  CircleX,
  Clock,
  Eye,
  FileText,
  type LucideIcon,
  MousePointerClick,
  OctagonAlert,
  Send,
  ShoppingBag,
  UserMinus,
  Waypoints,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { customerPath } from "@/app/_components/customer-name";
import { ExactTime } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { cn } from "@/app/_ui/cn";
import { Badge } from "@/app/_ui/display/badge";
import { Section } from "@/app/_ui/layout/section";
import { shortUrl } from "./followed-links";
import { type OutboxMessage, useMessageWords } from "./message-words";
import { type StoryMoment, storyOf } from "./story-moments";

const looks: Record<StoryMoment["kind"], { icon: LucideIcon; tone: string }> = {
  entered: { icon: Waypoints, tone: "text-muted" },
  planned: { icon: Clock, tone: "text-muted" },
  rendered: { icon: FileText, tone: "text-muted" },
  attempt: { icon: Send, tone: "text-muted" },
  skipped: { icon: Ban, tone: "text-warn" },
  accepted: { icon: Send, tone: "text-ok" },
  delivered: { icon: CircleCheck, tone: "text-ok" },
  deferred: { icon: Clock, tone: "text-warn" },
  failed: { icon: CircleX, tone: "text-bad" },
  bounced: { icon: CircleX, tone: "text-bad" },
  uncertain: { icon: CircleHelp, tone: "text-warn" },
  opened: { icon: Eye, tone: "text-accent" },
  clicked: { icon: MousePointerClick, tone: "text-accent" },
  unsubscribed: { icon: UserMinus, tone: "text-bad" },
  complained: { icon: OctagonAlert, tone: "text-bad" },
  purchase: { icon: ShoppingBag, tone: "text-ok" },
};

/** Everything that happened to it, from the event that led to it to the money it brought. */
export function MessageStory({ message }: { message: OutboxMessage }) {
  const t = useTranslations("outbox.story");
  return (
    <Section title={t("title")}>
      <ol>
        {storyOf(message).map((moment, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: several things may happen in one moment; the list only grows at its end
          <Moment key={`${moment.kind} ${moment.at.getTime()} ${index}`} moment={moment} message={message} />
        ))}
      </ol>
    </Section>
  );
}

function Moment({ moment, message }: { moment: StoryMoment; message: OutboxMessage }) {
  const t = useTranslations("outbox.story");
  const { icon: Icon, tone } = looks[moment.kind];
  return (
    <li className="relative flex gap-3 pb-3 text-sm last:pb-0 [&:last-child>i]:hidden">
      <i aria-hidden="true" className="absolute top-5 bottom-0 left-2 w-px bg-line-strong" />
      <Icon
        aria-hidden="true"
        className={cn("mt-0.5 size-4 shrink-0", moment.isMachine ? "text-faint" : tone)}
      />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <What moment={moment} message={message} />
            {moment.isMachine ? <Badge>{t("machine")}</Badge> : null}
          </span>
          <ExactTime at={moment.at} className="text-faint text-xs" />
        </div>
        <Evidence moment={moment} />
      </div>
    </li>
  );
}

function What({ moment, message }: { moment: StoryMoment; message: OutboxMessage }): ReactNode {
  const t = useTranslations("outbox.story");
  const format = useFormat();
  if (moment.kind === "purchase")
    return (
      <>
        <Link href={`${customerPath(message.customerId)}?tab=purchases`} className="quiet-link font-medium">
          {t(moment.isReceipt ? "receipt" : "order")}
        </Link>
        <span className="figures">{format.money(moment.amountMinor ?? 0)}</span>
      </>
    );
  if (moment.kind === "entered") return t("entered", { name: message.sourceName ?? "" });
  if (moment.kind === "delivered" && moment.isAssumed) return t("assumed");
  return <span className={moment.isMachine ? "text-muted" : undefined}>{t(`kinds.${moment.kind}`)}</span>;
}

/** What it is known from: the reason, the provider's words, the program that asked. */
function Evidence({ moment }: { moment: StoryMoment }) {
  const t = useTranslations("outbox.story");
  const words = useMessageWords();
  const { reason, detail, verdict, userAgent, url, attempt, provider, until } = moment;
  return (
    <div className="break-words text-muted text-xs">
      {reason ? <p>{words.reason(reason)}</p> : null}
      {attempt !== undefined && provider ? <p>{t("attempt", { attempt, provider })}</p> : null}
      {until ? (
        <p>
          {t("until")} <ExactTime at={until} />
        </p>
      ) : null}
      {url ? <p title={url}>{shortUrl(url)}</p> : null}
      {verdict ? <p>{words.verdict(verdict)}</p> : null}
      {detail ? <p>{detail}</p> : null}
      {userAgent ? <p className="text-faint">{userAgent}</p> : null}
    </div>
  );
}
