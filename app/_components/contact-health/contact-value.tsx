"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";
import { codeName, stateOf } from "@/server/domain/customers/contacts/codes";

/** An address with its health, for lists: a mark only where something is wrong, orange or red, and why in words. */
export function ContactValue({
  value,
  code,
  className,
}: {
  value: string;
  code: number;
  className?: string;
}) {
  const t = useTranslations("contact-health");
  const state = stateOf(code);
  if (state === "good") return <span className={cn("truncate", className)}>{value}</span>;
  const text = t(state, { reason: t(`codes.${codeName(code)}`) });
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-1", className)} title={text}>
      <span className={cn("truncate", state === "hard" && "text-muted line-through")}>{value}</span>
      <CircleAlert
        role="img"
        className={cn("size-3.5 shrink-0", state === "hard" ? "text-bad" : "text-warn")}
        aria-label={text}
      />
    </span>
  );
}
