"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Button } from "../action/button";
import { Dialog } from "./dialog";

interface ConfirmDialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  /** What is about to happen, as a statement: "Pause the campaign". */
  title: string;
  /** What it means for the people outside. */
  children: ReactNode;
  /** The button says the deed and the exact count: "Send to 48,213 people". Never "OK". */
  action: string;
  onConfirm(): void;
  isBusy?: boolean;
  isDangerous?: boolean;
  /** The count is being computed: the button waits for it. */
  isCounting?: boolean;
  error?: string | undefined;
}

/** Only for what reaches people outside or cannot be undone. Everything else offers Undo in a toast. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { isOpen, onOpenChange, title, children, action, onConfirm, isBusy, isDangerous, isCounting, error } =
    props;
  const t = useTranslations("ui");
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={title}
      size="sm"
      footer={
        <>
          <Button variant="ghost" onClick={() => onOpenChange(false)}>
            {t("cancel")}
          </Button>
          <Button
            variant={isDangerous ? "danger" : "primary"}
            isBusy={Boolean(isBusy || isCounting)}
            disabled={Boolean(isCounting)}
            onClick={onConfirm}
          >
            <span className="figures">{isCounting ? t("counting") : action}</span>
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3 text-pretty text-muted text-sm">
        {children}
        {error ? (
          <p role="alert" className="text-bad">
            {error}
          </p>
        ) : null}
      </div>
    </Dialog>
  );
}
