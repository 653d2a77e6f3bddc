"use client";
import { useTranslations } from "next-intl";
import { Button } from "@/app/_ui/action/button";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Dialog } from "@/app/_ui/overlay/dialog";

/** A secret, once. */
export function SecretShown({ secret, onClose }: { secret: string; onClose(): void }) {
  const t = useTranslations("connections.webhooks");
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("secret.title")}
      description={t("secret.text")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("secret.done")}
        </Button>
      }
    >
      <CodeBlock code={secret} />
    </Dialog>
  );
}
