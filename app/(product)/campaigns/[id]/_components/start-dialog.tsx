"use client";
import { useTranslations } from "next-intl";
import { usePhrase } from "@/app/_components/phrase";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { findNodeKind } from "@/server/domain/campaigns/nodes/registry";
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
  const tell = usePhrase();
  const trigger = campaign.draft.nodes.find((node) => findNodeKind(node.kind)?.role === "trigger");
  const sentence = trigger && findNodeKind(trigger.kind)?.summary(trigger.settings);
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
      {sentence ? <p className="text-ink">{tell(sentence)}.</p> : null}
      <p>{t(campaign.settings.include_existing ? "existing" : "fromNow")}</p>
      <p>{t("letters", { count: letters })}</p>
    </ConfirmDialog>
  );
}
