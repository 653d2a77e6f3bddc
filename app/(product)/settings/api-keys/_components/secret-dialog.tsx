"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "@/app/_ui/action/button";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { Dialog } from "@/app/_ui/overlay/dialog";

/** A secret, here once and never again, with the first command to try it by. */
export function SecretDialog({
  title,
  secret,
  note,
  onClose,
}: {
  title: string;
  secret: string;
  note?: ReactNode;
  onClose(): void;
}) {
  const t = useTranslations("settings.keys");
  const origin = typeof window === "undefined" ? "" : window.location.origin;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={title}
      description={t("madeText")}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t("kept")}
        </Button>
      }
    >
      <div className="flex flex-col gap-3">
        <CodeBlock code={secret} />
        {note ? <p className="text-muted text-sm">{note}</p> : null}
        <CodeBlock
          caption={t("tryIt")}
          code={`curl "${origin}/api/v1/key" \\\n  -H "Authorization: Bearer ${secret}"`}
        />
      </div>
    </Dialog>
  );
}
