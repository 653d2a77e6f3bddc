"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { IconButton } from "../action/icon-button";
import { cn } from "../cn";
import { focusFirstField } from "./initial-focus";

interface SheetProps {
  isOpen: boolean;
  onOpenChange(isOpen: boolean): void;
  title: ReactNode;
  /** In the header, left of the close button: "open in full". */
  actions?: ReactNode;
  footer?: ReactNode;
  side?: "right" | "left";
  size?: "sm" | "md" | "lg";
  /** Leaves the page behind usable: a peek, not a question. */
  isPeek?: boolean;
  /** Hides the header bar; the title stays for screen readers. */
  isBare?: boolean;
  children: ReactNode;
}

const widths = { sm: "w-80", md: "w-120", lg: "w-180" };

/** A panel from the side: to look at one thing without losing one's place in the list. */
export function Sheet(props: SheetProps) {
  const {
    isOpen,
    onOpenChange,
    title,
    actions,
    footer,
    side = "right",
    size = "md",
    isPeek,
    isBare,
    children,
  } = props;
  const t = useTranslations("ui");
  return (
    <Radix.Root open={isOpen} onOpenChange={onOpenChange} modal={!isPeek}>
      <Radix.Portal>
        {isPeek ? null : <Radix.Overlay className="fixed inset-0 z-40 animate-fade-in bg-scrim" />}
        <Radix.Content
          aria-describedby={undefined}
          data-peek={isPeek ? "" : undefined}
          onInteractOutside={(event) => isPeek && event.preventDefault()}
          onOpenAutoFocus={(event) => (isPeek ? event.preventDefault() : focusFirstField(event))}
          className={cn(
            "fixed inset-y-0 z-40 flex max-w-[calc(100vw-2.5rem)] flex-col bg-raised shadow-float outline-none max-sm:w-full",
            side === "right" ? "right-0 animate-slide-in" : "left-0 animate-slide-in-left",
            widths[size],
          )}
        >
          {isBare ? (
            <Radix.Title className="sr-only">{title}</Radix.Title>
          ) : (
            <header className="flex min-h-12 items-center justify-between gap-3 border-b px-4">
              <Radix.Title className="min-w-0 truncate font-semibold text-base">{title}</Radix.Title>
              <div className="flex shrink-0 items-center gap-1">
                {actions}
                <Radix.Close asChild>
                  <IconButton label={t("close")} keys="Esc">
                    <X />
                  </IconButton>
                </Radix.Close>
              </div>
            </header>
          )}
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer ? <footer className="flex justify-end gap-2 border-t px-4 py-3">{footer}</footer> : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
