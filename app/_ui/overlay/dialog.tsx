"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "../action/icon-button";
import { cn } from "../cn";
import { focusFirstField } from "./initial-focus";

interface DialogProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  title: string;
  description?: ReactNode;
  size?: "sm" | "md" | "lg" | "xl";
  /** Buttons, the main one last. */
  footer?: ReactNode;
  children?: ReactNode;
}

const widths = { sm: "max-w-100", md: "max-w-130", lg: "max-w-180", xl: "max-w-240" };

/** A question or a short form over the page. It owns its mutation and its pending state. */
export function Dialog({
  isOpen,
  onOpenChange,
  title,
  description,
  size = "md",
  footer,
  children,
}: DialogProps) {
  const t = useTranslations("ui");
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />
        <Radix.Content
          {...(description ? {} : { "aria-describedby": undefined })}
          onOpenAutoFocus={focusFirstField}
          className={cn(
            "fixed inset-x-3 top-[8dvh] z-40 mx-auto flex max-h-[84dvh] animate-rise-in flex-col rounded-xl bg-raised shadow-float outline-none",
            widths[size],
          )}
        >
          <header className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div>
              <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
              {description ? (
                <Radix.Description className="mt-0.5 text-pretty text-muted text-sm">
                  {description}
                </Radix.Description>
              ) : null}
            </div>
            <Radix.Close asChild>
              <IconButton label={t("close")} className="-mr-1.5">
                <X />
              </IconButton>
            </Radix.Close>
          </header>
          {children ? <div className="overflow-y-auto px-5 pb-5">{children}</div> : null}
          {footer ? <footer className="flex justify-end gap-2 border-t px-5 py-3">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
