"use client";
import {
  Activity,
  CircleUserRound,
  Eye,
  FileText,
  Flag,
  GitMerge,
  type LucideIcon,
  Mail,
  MailCheck,
  MousePointerClick,
  Pencil,
  Receipt,
  ShieldCheck,
  ShoppingBag,
  ShoppingCart,
  Tag,
  Waypoints,
} from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { Badge, type Tone } from "@/app/_ui/display/badge";

export interface TimelineEntry {
  at: Date;
  kind: string;
  id: string;
  data: Record<string, unknown>;
}

const icons: Record<string, LucideIcon> = {
  event: Activity,
  page: FileText,
  profile: CircleUserRound,
  visit: Eye,
  cart: ShoppingCart,
  order: ShoppingBag,
  receipt: Receipt,
  message: Mail,
  reaction: MailCheck,
  campaign_entered: Waypoints,
  campaign_left: Flag,
  consent: ShieldCheck,
  merge: GitMerge,
  edit: Pencil,
  tag: Tag,
};
const messageTones: Record<string, Tone> = { failed: "bad", uncertain: "warn", skipped: "neutral" };

/** One entry: when, what, and a way to the thing itself. */
export function TimelineRow({ row }: { row: TimelineEntry }) {
  const format = useFormat();
  const Icon =
    row.kind === "reaction" && row.data.reaction === "clicked"
      ? MousePointerClick
      : (icons[row.kind] ?? Activity);
  return (
    <li className="flex gap-3 border-b border-line/60 py-1.5 text-sm last:border-0">
      <time
        dateTime={row.at.toISOString()}
        title={format.exactTime(row.at)}
        className="figures w-10 shrink-0 text-faint"
      >
        {format.time(row.at)}
      </time>
      <Icon className="mt-0.5 size-4 shrink-0 text-muted" aria-hidden="true" />
      <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-2">
        <EntryText row={row} />
      </div>
    </li>
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");
const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

function EntryText({ row: { kind, id, data } }: { row: TimelineEntry }): ReactNode {
  const t = useTranslations("customers.timeline");
  const format = useFormat();
  const money = () => format.money(numberOf(data.totalMinor), textOf(data.currency) || null);
  switch (kind) {
    case "event":
      return (
        <>
          <span className="font-medium">{textOf(data.name)}</span>
          <span className="min-w-0 truncate text-muted">{describeEvent(data.properties)}</span>
        </>
      );
    case "page":
      return (
        <>
          <span>{t("page", { name: textOf(data.name) })}</span>
          <span className="min-w-0 truncate text-muted">{pathOf(data.context)}</span>
        </>
      );
    case "visit":
      return <span>{t("visit", { pages: numberOf(data.pages), events: numberOf(data.events) })}</span>;
    case "cart":
      return (
        <>
          <span>{t(`cart.${textOf(data.state) as "open"}`, { count: numberOf(data.itemsCount) })}</span>
          {data.state === "open" ? <span className="figures text-muted">{money()}</span> : null}
        </>
      );
    case "order":
    case "receipt":
      return (
        <>
          <span className="font-medium">
            {t(kind, { number: textOf(data.number) || textOf(data.externalId) })}
          </span>
          <span className="figures">{money()}</span>
          <span className="text-muted">{t("lines", { count: numberOf(data.lines) })}</span>
          <Badge>{textOf(data.status)}</Badge>
        </>
      );
    case "message":
      return (
        <>
          <Link href={`/outbox?peek=${id}`} className="quiet-link font-medium">
            {textOf(data.subject) || t("untitledLetter")}
          </Link>
          <Badge tone={messageTones[textOf(data.status)] ?? "ok"}>
            {t.has(`states.${textOf(data.status)}` as "states.delivered")
              ? t(`states.${textOf(data.status) as "delivered"}`)
              : textOf(data.status)}
          </Badge>
          {data.reason ? (
            <span className="text-muted">
              {t.has(`reasons.${textOf(data.reason)}` as "reasons.no_contact")
                ? t(`reasons.${textOf(data.reason) as "no_contact"}`)
                : textOf(data.reason)}
            </span>
          ) : null}
        </>
      );
    case "reaction":
      return (
        <>
          <span>{t(`reactions.${textOf(data.reaction) as "opened"}`)}</span>
          <span className="min-w-0 truncate text-muted">{textOf(data.subject)}</span>
          {data.isMachine === true ? <Badge>{t("machine")}</Badge> : null}
        </>
      );
    case "campaign_entered":
    case "campaign_left":
      return (
        <>
          <span>{t(kind)}</span>
          <Link href={`/campaigns/${textOf(data.campaignId)}`} className="quiet-link font-medium">
            {textOf(data.campaign)}
          </Link>
        </>
      );
    case "consent":
      return (
        <span>
          {t(`consent.${textOf(data.state) as "subscribed"}`, {
            channel: textOf(data.channel),
            category: textOf(data.category) || t("allLetters"),
          })}
        </span>
      );
    case "merge":
      return (
        <>
          <span>{t(data.donorKind === "visitor" ? "joinedVisitor" : "merged")}</span>
          <span className="text-muted">{textOf(data.rule)}</span>
          {data.isUndone === true ? <Badge tone="warn">{t("undone")}</Badge> : null}
        </>
      );
    case "edit":
      return (
        <>
          <span>{t("edited", { by: textOf(data.by) })}</span>
          <span className="min-w-0 truncate text-muted">
            {Object.keys((data.changes as object | null) ?? {}).join(", ")}
          </span>
        </>
      );
    case "tag":
      return <span>{t("tagged", { name: textOf(data.name) })}</span>;
    default:
      return <span className="text-muted">{t("profileChange", { type: textOf(data.type) })}</span>;
  }
}

/** The goods or the value an event is about. */
function describeEvent(properties: unknown): string {
  if (properties === null || typeof properties !== "object") return "";
  const { name, title, query, order_id, value, total } = properties as Record<string, unknown>;
  return (
    [name, title, query, order_id, value ?? total]
      .find((one) => typeof one === "string" || typeof one === "number")
      ?.toString() ?? ""
  );
}

function pathOf(context: unknown): string {
  const page = (context as { page?: { path?: unknown; url?: unknown } } | null)?.page;
  return textOf(page?.path) || textOf(page?.url);
}
