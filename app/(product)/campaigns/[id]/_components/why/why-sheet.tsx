"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { customerPath } from "@/app/_components/customer-name";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { Sheet } from "@/app/_ui/overlay/sheet";
import { WhyEntering } from "./why-entering";
import { WhyEntry } from "./why-entry";
import { WhyPicker } from "./why-picker";

interface WhySheetProps {
  campaignId: string;
  customerId: number | undefined;
  onChoose(customerId: number | undefined): void;
  onClose(): void;
}

/** One customer's story in this campaign: what happened to her and why, or why nothing did. */
export function WhySheet({ campaignId, customerId, onChoose, onClose }: WhySheetProps) {
  const t = useTranslations("campaigns.explain");
  return (
    <Sheet isOpen onOpenChange={onClose} title={t("title")} size="md">
      <div className="flex flex-col gap-6 p-4">
        <div className="flex items-center gap-3">
          <WhyPicker customerId={customerId} onChoose={onChoose} />
          {customerId === undefined ? null : (
            <Link href={customerPath(customerId)} className="shrink-0 text-link">
              {t("profile")}
            </Link>
          )}
        </div>
        {customerId === undefined ? (
          <EmptyState isSmall drawing="people" title={t("choose")}>
            {t("chooseText")}
          </EmptyState>
        ) : (
          <Story key={customerId} campaignId={campaignId} customerId={customerId} />
        )}
      </div>
    </Sheet>
  );
}

function Story({ campaignId, customerId }: { campaignId: string; customerId: number }) {
  const t = useTranslations("campaigns.explain");
  const trpc = useTRPC();
  const query = useQuery(trpc.campaigns.explain.queryOptions({ campaignId, customerId }));
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  if (!query.data) return <SkeletonText lines={10} />;
  const { entries, entering } = query.data;
  return (
    <>
      {entries.length > 0 ? (
        <Section title={t("entries", { count: entries.length })}>
          <ul className="flex flex-col gap-5">
            {entries.map((entry) => (
              <WhyEntry key={entry.participantId} entry={entry} />
            ))}
          </ul>
        </Section>
      ) : null}
      <WhyEntering entering={entering} hasEntered={entries.length > 0} />
    </>
  );
}
