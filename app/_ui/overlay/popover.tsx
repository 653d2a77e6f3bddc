"use client";
import { Popover as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "../cn";
import { focusFirstField } from "./initial-focus";

interface PopoverProps {
  /** One element that takes a ref: the button that opens it. */
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "right" | "bottom" | "left";
  isOpen?: boolean;
  onOpenChange?(isOpen: boolean): void;
  className?: string;
  children: ReactNode;
}

export function Popover({
  trigger,
  align = "start",
  side = "bottom",
  isOpen,
  onOpenChange,
  className,
  children,
}: PopoverProps) {
  return (
    <Radix.Root
      {...(isOpen === undefined ? {} : { open: isOpen })}
      {...(onOpenChange ? { onOpenChange } : {})}
    >
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={6}
          collisionPadding={8}
          onOpenAutoFocus={focusFirstField}
          className={cn(
            "z-50 max-h-[80dvh] w-72 animate-rise-in overflow-y-auto rounded-lg bg-raised p-3 shadow-float outline-none",
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
