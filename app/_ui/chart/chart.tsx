"use client";
import { Table2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { IconButton } from "../action/icon-button";
import { cn } from "../cn";
import { ChartDrawing } from "./chart-drawing";
import { ChartTable } from "./chart-table";

export interface ChartSeries {
  /** Key of the figure in each point. */
  key: string;
  label: string;
  /** "quiet" for what is only there to compare with. */
  color?: 1 | 2 | 3 | 4 | "quiet";
}
/** One step of the axis: its raw value under `x`, a figure (or null for a gap) under each series' key. */
export interface ChartPoint {
  x: string;
  [series: string]: string | number | null;
}

export interface ChartProps {
  /** The sentence the chart tells, for screen readers and above the table. */
  title: string;
  kind: "line" | "bar" | "stacked-bar" | "area";
  points: readonly ChartPoint[];
  series: readonly ChartSeries[];
  /** Axis steps as text: a date, a name. */
  formatX(x: string): string;
  /** Exact, for the tooltip and the table. */
  formatValue(value: number): string;
  /** Short, for the axis. */
  formatTick?(value: number): string;
  height?: number;
  className?: string;
}

/** One chart, its axes labelled, exact values on hover, and the table behind it one press away. */
export function Chart(props: ChartProps) {
  const { title, points, series, className } = props;
  const t = useTranslations("ui.chart");
  const [isTable, setTable] = useState(false);
  if (points.length === 0)
    return <p className={cn("py-8 text-center text-muted", className)}>{t("noData")}</p>;
  return (
    <figure className={cn("flex min-w-0 flex-col gap-2", className)}>
      <figcaption className="flex items-center justify-between gap-4">
        <span className="flex flex-wrap gap-x-4 gap-y-1 text-muted text-xs">
          {series.map((one, index) => (
            <span key={one.key} className="inline-flex items-center gap-1.5">
              <span className="size-2 rounded-full" style={{ background: seriesColor(one, index) }} />
              {one.label}
            </span>
          ))}
        </span>
        <IconButton
          size="sm"
          className="screen-only"
          label={isTable ? t("chart") : t("table")}
          aria-pressed={isTable}
          onClick={() => setTable(!isTable)}
        >
          <Table2 />
        </IconButton>
      </figcaption>
      {isTable ? (
        <ChartTable {...props} />
      ) : (
        <div role="img" aria-label={title}>
          <ChartDrawing {...props} />
        </div>
      )}
    </figure>
  );
}

export const seriesColor = (series: ChartSeries, index: number): string =>
  `var(--color-series-${series.color ?? (index % 4) + 1})`;
