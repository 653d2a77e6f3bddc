"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { JsonView } from "@/app/_ui/display/json-view";
import { Section } from "@/app/_ui/layout/section";
import { Sheet } from "@/app/_ui/overlay/sheet";
import { ExactTime } from "../moment";
import { readEvent } from "./read-event";
import { RefusalDetails } from "./refusal-details";
import type { LiveEvent, StreamItem } from "./stream";

interface EventSheetProps {
  item: StreamItem;
  sourceNames: ReadonlyMap<number, string> | undefined;
  onClose(): void;
}

/** One line of the stream in full: the event's own JSON, and what was wrong with it. */
export function EventSheet({ item, sourceNames, onClose }: EventSheetProps) {
  const t = useTranslations("events");
  const title =
    item.kind === "event"
      ? (readEvent(item.event.type, item.event.payload).what ?? item.event.type)
      : (item.refusal.path ?? t("refused"));
  return (
    <Sheet isPeek isOpen onOpenChange={onClose} title={title}>
      {item.kind === "event" ? (
        <EventDetails event={item.event} problem={item.problem?.reason} sourceNames={sourceNames} />
      ) : (
        <RefusalDetails refusal={item.refusal} sourceNames={sourceNames} />
      )}
    </Sheet>
  );
}

/** Whose profile it went to. */
function JoinedTo({ event: { joined } }: { event: LiveEvent }) {
  const t = useTranslations("events.joined");
  if (!joined) return <span className="text-faint">{t("notYet")}</span>;
  if (!joined.isCustomer) return t("visitor", { number: joined.subjectId });
  return (
    <Link href={`/customers/cus_${joined.subjectId}`} className="quiet-link">
      {joined.customerName ?? `cus_${joined.subjectId}`}
    </Link>
  );
}

interface EventDetailsProps {
  event: LiveEvent;
  problem: string | undefined;
  sourceNames: ReadonlyMap<number, string> | undefined;
}

function EventDetails({ event, problem, sourceNames }: EventDetailsProps) {
  const t = useTranslations("events.facts");
  const { who, json } = readEvent(event.type, event.payload);
  return (
    <div className="flex flex-col gap-6 p-4">
      {problem ? (
        <p role="alert" className="text-bad text-sm">
          {problem}
        </p>
      ) : null}
      <DescriptionList
        items={[
          { label: t("type"), value: event.type },
          { label: t("who"), value: who },
          { label: t("joined"), value: <JoinedTo event={event} /> },
          { label: t("source"), value: sourceNames?.get(event.sourceId) ?? String(event.sourceId) },
          { label: t("occurred"), value: <ExactTime at={event.occurredAt} /> },
          { label: t("received"), value: <ExactTime at={event.receivedAt} /> },
          { label: t("id"), value: <code className="break-all text-xs">{event.id}</code> },
        ]}
      />
      <Section title={t("payload")} actions={<CopyButton text={event.payload} />}>
        <JsonView value={json} />
      </Section>
    </div>
  );
}
