"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { useFormat } from "@/app/_i18n/use-format";
import { CopyButton } from "@/app/_ui/action/copy-button";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { Section } from "@/app/_ui/layout/section";
import type { Source } from "../../_components/sources-table";

/** The key, and how the flow is. */
export function SourceFacts({ source }: { source: Source }) {
  const t = useTranslations("sources");
  const format = useFormat();
  const { activity } = source;
  const rejected = format.number(activity.rejectedLastDay);
  return (
    <>
      <Section title={t("writeKey")} description={t("writeKeyText")}>
        <div className="flex items-center gap-2 rounded-md bg-sunken px-2.5 py-1.5">
          <code className="min-w-0 flex-1 break-all text-xs">{source.writeKey}</code>
          <CopyButton text={source.writeKey} label={t("copyKey")} />
        </div>
        {source.oldKeyUntil && source.oldKeyUntil > new Date() ? (
          <p className="text-muted text-xs">
            {t("oldKeyUntil")} <ExactTime at={source.oldKeyUntil} />
          </p>
        ) : null}
      </Section>
      <Section title={t("health.title")}>
        <DescriptionList
          items={[
            { label: t("health.minute"), value: <Figure>{format.number(activity.eventsLastMinute)}</Figure> },
            { label: t("health.hour"), value: <Figure>{format.number(activity.eventsLastHour)}</Figure> },
            { label: t("health.day"), value: <Figure>{format.number(activity.eventsLastDay)}</Figure> },
            {
              label: t("health.rejected"),
              value:
                activity.rejectedLastDay > 0 ? (
                  <Link href={`/events/rejected?source=${source.id}`} className="figures quiet-link text-bad">
                    {rejected}
                  </Link>
                ) : (
                  <Figure>{rejected}</Figure>
                ),
            },
            {
              label: t("health.last"),
              value: activity.lastReceivedAt ? <TimeAgo at={activity.lastReceivedAt} /> : t("health.never"),
            },
            ...(source.ownDomains.length > 0
              ? [{ label: t("settings.ownDomains"), value: source.ownDomains.join(", ") }]
              : []),
            ...(source.allowedOrigins.length > 0
              ? [{ label: t("settings.allowedOrigins"), value: source.allowedOrigins.join(", ") }]
              : []),
            { label: t("domain"), value: source.domain ?? undefined },
            { label: t("code"), value: <code className="text-xs">{source.code}</code> },
          ]}
        />
      </Section>
    </>
  );
}

const Figure = ({ children }: { children: string }) => <span className="figures">{children}</span>;
