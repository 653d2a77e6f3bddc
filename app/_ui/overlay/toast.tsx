"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { Toaster as Sonner, toast as show } from "sonner";

/** Mounted once, in the root layout. */
export const Toaster = () => (
  <Sonner
    position="bottom-right"
    gap={8}
    offset={16}
    style={{ fontFamily: "inherit" }}
    icons={{
      success: <CircleCheck className="size-4 text-ok" />,
      error: <CircleAlert className="size-4 text-bad" />,
    }}
    toastOptions={{
      unstyled: true,
      classNames: {
        toast:
          "flex w-90 max-w-[calc(100vw-2rem)] items-start gap-2.5 rounded-lg bg-raised px-3.5 py-3 text-ink text-sm shadow-float",
        title: "font-medium",
        description: "text-muted text-xs mt-0.5 text-pretty",
        icon: "mt-0.5 shrink-0",
        content: "flex-1 min-w-0",
        actionButton: "text-accent font-medium text-sm shrink-0 hover:underline",
      },
    }}
  />
);

interface ToastOptions {
  description?: string;
  /** Offer a way back wherever there is one: "Undo". */
  action?: { label: string; onClick(): void };
}

export const toast = {
  done: (text: string, options?: ToastOptions) => show.success(text, options),
  /** Errors stay until dismissed: they carry the remedy. */
  failed: (text: string, options?: ToastOptions) =>
    show.error(text, { ...options, duration: 12_000, closeButton: true }),
  say: (text: string, options?: ToastOptions) => show(text, options),
};
