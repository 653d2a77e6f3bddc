import { cva, type VariantProps } from "class-variance-authority";
import type { ReactNode } from "react";
import { cn } from "../cn";

/** Colour means a state. `neutral` is the default because most facts are not alarms. */
export type Tone = "neutral" | "accent" | "ok" | "warn" | "bad";

const badgeStyle = cva(
  "inline-flex h-5 items-center gap-1 whitespace-nowrap rounded-sm px-1.5 font-medium text-xs [&_svg]:size-3",
  {
    variants: {
      tone: {
        neutral: "bg-sunken text-muted",
        accent: "bg-accent-soft text-accent",
        ok: "bg-ok-soft text-ok",
        warn: "bg-warn-soft text-warn",
        bad: "bg-bad-soft text-bad",
      } satisfies Record<Tone, string>,
    },
    defaultVariants: { tone: "neutral" },
  },
);

interface BadgeProps extends VariantProps<typeof badgeStyle> {
  className?: string;
  title?: string;
  children: ReactNode;
}
export const Badge = ({ tone, className, title, children }: BadgeProps) => (
  <span title={title} className={cn(badgeStyle({ tone }), className)}>
    {children}
  </span>
);

const dots: Record<Tone, string> = {
  neutral: "bg-series-quiet",
  accent: "bg-accent",
  ok: "bg-ok",
  warn: "bg-warn",
  bad: "bg-bad",
};

/** A state in a table: a dot and a word. The word carries the meaning, the dot finds it. */
export function StatusDot({ tone, isLive, children }: { tone: Tone; isLive?: boolean; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span
        aria-hidden="true"
        className={cn("size-1.75 shrink-0 rounded-full", dots[tone], isLive && "animate-pulse-soft")}
      />
      {children}
    </span>
  );
}
