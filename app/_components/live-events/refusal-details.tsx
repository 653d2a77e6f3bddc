"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { cn } from "@/app/_ui/cn";
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
  /** What can be done with it. */
  actions?: ReactNode;
}

/** What was refused: where, why, and the input itself as far as it was kept. */
export function RefusalDetails({ refusal, sourceNames, actions }: RefusalDetailsProps) {
  const t = useTranslations("events");
  const { door, sourceId, path, payload, eventId } = refusal;
  return (
    <div className="flex flex-col gap-6 p-4">
      <p className={cn("break-words text-sm", refusal.state === "open" ? "text-bad" : "text-muted")}>
        {refusal.reason}
      </p>
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
          ...(refusal.origin ? [{ label: t("facts.origin"), value: refusal.origin }] : []),
          { label: t("facts.entity"), value: t(`entities.${refusal.entity}` as "entities.event") },
          { label: t("facts.state"), value: t(`states.${refusal.state}`) },
          ...(refusal.tries > 0 && refusal.triedAt
            ? [
                {
                  label: t("facts.tried"),
                  value: (
                    <span>
                      {t("tried", { count: refusal.tries, who: refusal.settledBy ?? "" })}{" "}
                      <ExactTime at={refusal.triedAt} />
                    </span>
                  ),
                },
              ]
            : []),
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
      {refusal.firstPayload ? (
        <Section title={t("facts.firstPayload")}>
          <JsonView value={readEvent("", refusal.firstPayload).json} />
        </Section>
      ) : null}
      {actions}
    </div>
  );
}
