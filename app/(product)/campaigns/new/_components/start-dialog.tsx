"use client";
import { useTranslations } from "next-intl";
import { useFormat } from "@/app/_i18n/use-format";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { GraphNode } from "@/server/domain/campaigns/graph";
import type { TemplateFact } from "@/server/domain/campaigns/nodes/kind";
import { findTemplate } from "@/server/domain/campaigns/nodes/send-email/node";
import { useNodeSummary } from "../../_components/node-summary";

interface StartDialogProps {
  nodes: readonly GraphNode[];
  templates: readonly TemplateFact[];
  isBusy: boolean;
  error: string | undefined;
  onConfirm(): void;
  onClose(): void;
}

/** Starting reaches people outside, so it says first what will happen to whom. */
export function StartDialog({ nodes, templates, isBusy, error, onConfirm, onClose }: StartDialogProps) {
  const t = useTranslations("campaigns.recipes.start");
  const format = useFormat();
  const summary = useNodeSummary(templates);
  const trigger = nodes[0];
  const letters = nodes
    .filter((node) => node.kind === "send-email")
    .map((node) => {
      const named = String(node.settings.template ?? "");
      return findTemplate(templates, named)?.name ?? named;
    });
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title")}
      action={t("action")}
      isBusy={isBusy}
      error={error}
      onConfirm={onConfirm}
    >
      <ul className="flex list-disc flex-col gap-1.5 pl-4">
        {trigger ? <li>{summary(trigger)}</li> : null}
        <li>{t("fromNow")}</li>
        <li>{t("letters", { count: letters.length, names: format.list(letters) })}</li>
        <li>{t("reversible")}</li>
      </ul>
    </ConfirmDialog>
  );
}
