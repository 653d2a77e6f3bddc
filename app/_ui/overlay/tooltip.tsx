"use client";
import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Kbd } from "../display/kbd";

export const TooltipProvider = ({ children }: { children: ReactNode }) => (
  <Radix.Provider delayDuration={400} skipDelayDuration={200}>
    {children}
  </Radix.Provider>
);

interface TooltipProps {
  text: ReactNode;
  keys?: string;
  side?: "top" | "right" | "bottom" | "left";
  /** One element that takes a ref and handlers. */
  children: ReactNode;
}

/** A short remark on hover and on focus. What must be read belongs in the page, not here. */
export function Tooltip({ text, keys, side = "top", children }: TooltipProps) {
  if (!text) return children;
  return (
    <Radix.Root>
      <Radix.Trigger asChild>{children}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          side={side}
          sideOffset={6}
          collisionPadding={8}
          className="z-50 flex max-w-72 animate-fade-in items-center gap-2 text-pretty rounded-md bg-ink px-2 py-1 text-canvas text-xs shadow-float"
        >
          {text}
          {keys ? (
            <Kbd keys={keys} className="border-transparent bg-transparent text-canvas opacity-70" />
          ) : null}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
