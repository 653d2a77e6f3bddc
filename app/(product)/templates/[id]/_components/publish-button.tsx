"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/app/_ui/action/button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { useTemplateActions } from "./use-template-actions";
import type { Template } from "./use-template-draft";

interface PublishButtonProps {
  template: Template;
  actions: ReturnType<typeof useTemplateActions>;
  disabled: boolean;
}

/** Asks first only where running campaigns would send the new words, and names them. */
export function PublishButton({ template, actions, disabled }: PublishButtonProps) {
  const t = useTranslations("templates");
  const [isConfirming, setConfirming] = useState(false);
  const publish = () => void actions.publish(() => setConfirming(false));
  const campaigns = template.usedBy.map((campaign) => campaign.name).join(", ");
  return (
    <>
      <Button
        variant="primary"
        disabled={disabled}
        isBusy={actions.isPublishing}
        onClick={() => (campaigns ? setConfirming(true) : publish())}
      >
        {t("publish")}
      </Button>
      <ConfirmDialog
        isOpen={isConfirming}
        onOpenChange={setConfirming}
        title={t("confirm.title")}
        action={t("publish")}
        isBusy={actions.isPublishing}
        onConfirm={publish}
      >
        <p>{t("confirm.text", { campaigns })}</p>
      </ConfirmDialog>
    </>
  );
}
