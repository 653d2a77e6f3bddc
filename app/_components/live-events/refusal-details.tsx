"use client";
import { useTranslations } from "next-intl";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { JsonView } from "@/app/_ui/display/json-view";
import { Section } from "@/app/_ui/layout/section";
import { ExactTime } from "../moment";
import { isDoor } from "./doors";
import { readEvent } from "./read-event";
import type { Refusal } from "./stream";

interface RefusalDetailsProps {
  refusal: Refusal;
  sourceNames: ReadonlyMap<number, string> | undefined;
}

/** What was refused: where, why, and the input itself as far as it was kept. */
export function RefusalDetails({ refusal, sourceNames }: RefusalDetailsProps) {
  const t = useTranslations("events");
  const { door, sourceId, path, payload, eventId } = refusal;
  return (
    <div className="flex flex-col gap-6 p-4">
      <p className="break-words text-bad text-sm">{refusal.reason}</p>
      <DescriptionList
        items={[
          {
            label: t("facts.path"),
            value: path ? <code className="break-all text-xs">{path}</code> : undefined,
          },
          { label: t("facts.door"), value: isDoor(door) ? t(`doors.${door}`) : door },
          {
            label: t("facts.source"),
            value: sourceId ? (sourceNames?.get(sourceId) ?? sourceId) : undefined,
          },
          { label: t("facts.received"), value: <ExactTime at={refusal.at} /> },
          ...(eventId
            ? [{ label: t("facts.id"), value: <code className="break-all text-xs">{eventId}</code> }]
            : []),
        ]}
      />
      {payload ? (
        <Section title={t("facts.payload")} actions={<CopyButton text={payload} />}>
          <JsonView value={readEvent("", payload).json} />
        </Section>
      ) : null}
    </div>
  );
}
