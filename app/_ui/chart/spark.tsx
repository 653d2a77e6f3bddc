import { cn } from "../cn";

interface SparkProps {
  values: readonly number[];
  /** What it shows, in words: a line without them is decoration. */
  label: string;
  className?: string;
}

/** The shape of a series, without axes. Drawn by the server: no script. */
export function Spark({ values, label, className }: SparkProps) {
  if (values.length < 2) return null;
  const top = Math.max(...values, 1);
  const step = 100 / (values.length - 1);
  const points = values.map((value, index) => [index * step, 28 - (value / top) * 26] as const);
  const line = points
    .map(([x, y], index) => `${index === 0 ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`)
    .join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 30"
      preserveAspectRatio="none"
      className={cn("h-8 w-full", className)}
    >
      <path d={`${line}L100 30L0 30Z`} className="fill-accent-soft" />
      <path
        d={line}
        fill="none"
        className="stroke-series-1"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  );
}
