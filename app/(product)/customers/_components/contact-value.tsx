"use client";
import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { cn } from "@/app/_ui/cn";

/** From this contact code on an address is out of use for good; below it the trouble may pass. */
const hardCode = 30;

/** An address with its health: a mark only where something is wrong. */
export function ContactValue({ value, code }: { value: string; code: number }) {
  const t = useTranslations("customers.contact");
  if (code === 0) return <span className="truncate">{value}</span>;
  const isHard = code >= hardCode;
  const text = t(isHard ? "hard" : "soft", { code });
  return (
    <span className="inline-flex min-w-0 max-w-full items-center gap-1" title={text}>
      <span className={cn("truncate", isHard && "text-muted line-through")}>{value}</span>
      <CircleAlert className={cn("size-3.5 shrink-0", isHard ? "text-bad" : "text-warn")} aria-label={text} />
    </span>
  );
}
