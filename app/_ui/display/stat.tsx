import { ArrowDownRight, ArrowUpRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { cn } from "../cn";

interface StatProps {
  label: string;
  /** Already formatted, with its unit. */
  value: string;
  /** Change against the comparison, already formatted ("+12%"), and whether it is for the better. */
  delta?: { text: string; direction: "up" | "down" | "flat"; isGood?: boolean | undefined } | undefined;
  /** Under the figure: what it is compared with, how it was computed. */
  note?: ReactNode;
  /** Where the people or records behind the figure are. */
  href?: string | undefined;
  /** Beside the label: a help mark. */
  aside?: ReactNode;
  /** Under everything: a sparkline. */
  children?: ReactNode;
  className?: string;
}

/** A number that matters: what it is, how it changed, and a way to what is behind it. */
export function Stat({ label, value, delta, note, href, aside, children, className }: StatProps) {
  const figure = <span className="figures font-semibold text-2xl">{value}</span>;
  return (
    <div className={cn("flex min-w-0 flex-col gap-1", className)}>
      <div className="flex items-center gap-1 text-muted text-sm">
        {label}
        {aside}
      </div>
      <div className="flex flex-wrap items-baseline gap-x-2">
        {href ? (
          <Link href={href} className="quiet-link rounded-sm">
            {figure}
          </Link>
        ) : (
          figure
        )}
        {delta ? <Delta {...delta} /> : null}
      </div>
      {note ? <div className="text-faint text-xs">{note}</div> : null}
      {children}
    </div>
  );
}

export function Delta({
  text,
  direction,
  isGood,
}: {
  text: string;
  direction: "up" | "down" | "flat";
  isGood?: boolean | undefined;
}) {
  const tone = direction === "flat" || isGood === undefined ? "text-muted" : isGood ? "text-ok" : "text-bad";
  return (
    <span className={cn("figures inline-flex items-center font-medium text-xs", tone)}>
      {direction === "up" ? <ArrowUpRight className="size-3.5" /> : null}
      {direction === "down" ? <ArrowDownRight className="size-3.5" /> : null}
      {text}
    </span>
  );
}
