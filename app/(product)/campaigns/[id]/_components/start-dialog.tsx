"use client";
import { useTranslations } from "next-intl";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
import { useNodeSummary } from "../../_components/node-summary";
import type { HeaderCampaign } from "./campaign-header";

interface StartDialogProps {
  campaign: HeaderCampaign;
  isBusy: boolean;
  onStart(): void;
  onClose(): void;
}

/** Starting reaches people outside: says in words who will enter, and from when. */
export function StartDialog({ campaign, isBusy, onStart, onClose }: StartDialogProps) {
  const t = useTranslations("campaigns.start");
  const summary = useNodeSummary([]);
  const trigger = campaign.draft.nodes.find((node) => findNodeKind(node.kind)?.role === "trigger");
  const isByMoves = trigger?.kind === "segment-entered" || trigger?.kind === "segment-left";
  const letters = campaign.draft.nodes.filter((node) => node.kind.startsWith("send-")).length;
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title", { name: campaign.name })}
      action={t("action")}
      isBusy={isBusy}
      onConfirm={onStart}
    >
      {trigger ? <p className="text-ink">{summary(trigger)}.</p> : null}
      <p>{t(campaign.settings.include_existing ? "existing" : "fromNow")}</p>
      {isByMoves ? <p>{t("keptLive")}</p> : null}
      <p>{t("letters", { count: letters })}</p>
    </ConfirmDialog>
  );
}
