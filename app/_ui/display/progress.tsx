import { cn } from "../cn";

interface ProgressProps {
  /** Real progress, never a guess. Undefined while the total is not known yet. */
  value: number | undefined;
  max: number;
  label: string;
  tone?: "accent" | "bad" | "ok";
  className?: string;
}

const fills = { accent: "bg-accent", bad: "bg-bad", ok: "bg-ok" };

export function Progress({ value, max, label, tone = "accent", className }: ProgressProps) {
  const share = value === undefined || max <= 0 ? undefined : Math.min(1, Math.max(0, value / max));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={max}
      aria-valuenow={value}
      className={cn("h-1.5 w-full overflow-hidden rounded-full bg-sunken", className)}
    >
      <div
        className={cn(
          "h-full rounded-full transition-[width] duration-300",
          fills[tone],
          share === undefined && "animate-pulse-soft",
        )}
        style={{ width: share === undefined ? "100%" : `${share * 100}%` }}
      />
    </div>
  );
}
