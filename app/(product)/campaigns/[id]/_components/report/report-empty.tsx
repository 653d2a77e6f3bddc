"use client";
import { ExternalLink } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import type { GraphDefinition } from "@/server/domain/campaigns/graph";
import type { CampaignState } from "@/server/domain/campaigns/model";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import { useNodeSummary } from "../../../_components/node-summary";

interface ReportEmptyProps {
  campaign: { id: string; state: CampaignState; draft: GraphDefinition };
  templates: readonly TemplateFact[];
  /** Nobody entered ever, rather than in the chosen period. */
  isWhole: boolean;
  onShowAll(): void;
  hasDemoShop: boolean;
}

/** Nobody entered: says what the campaign waits for, and how to see it work. */
export function ReportEmpty({ campaign, templates, isWhole, onShowAll, hasDemoShop }: ReportEmptyProps) {
  const t = useTranslations("campaigns.report.empty");
  const summary = useNodeSummary(templates);
  const trigger = campaign.draft.nodes.find((node) => findNodeKind(node.kind)?.role === "trigger");
  if (!isWhole)
    return (
      <EmptyState
        drawing="chain"
        title={t("periodTitle")}
        actions={<Button onClick={onShowAll}>{t("showAll")}</Button>}
      >
        {t("periodText")}
      </EmptyState>
    );
  const isRunning = campaign.state === "active";
  return (
    <EmptyState
      drawing="chain"
      title={t("title")}
      actions={
        isRunning ? (
          hasDemoShop ? (
            <Button asChild>
              <a href="/demo/shop" target="_blank" rel="noopener">
                <ExternalLink />
                {t("demoShop")}
              </a>
            </Button>
          ) : undefined
        ) : (
          <Button asChild>
            <Link href={`/campaigns/${campaign.id}/edit`}>{t("openChain")}</Link>
          </Button>
        )
      }
    >
      <p>{t(trigger ? `states.${campaign.state}` : "noTrigger")}</p>
      {trigger ? <p className="mt-2 font-medium text-ink">{summary(trigger)}</p> : null}
      {isRunning ? <p className="mt-2">{t(hasDemoShop ? "tryDemo" : "tryOwn")}</p> : null}
    </EmptyState>
  );
}
