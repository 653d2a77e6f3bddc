"use client";
import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ResponsiveContainer,
  Tooltip,
  type TooltipContentProps,
  XAxis,
  YAxis,
} from "recharts";
import { type ChartProps, seriesColor } from "./chart";

const tick = { fill: "var(--color-faint)", fontSize: 11 };

export function ChartDrawing(props: ChartProps) {
  const { points, series, formatX, formatValue, formatTick, kind, height = 220 } = props;
  return (
    <ResponsiveContainer width="100%" height={height} initialDimension={{ width: 640, height }}>
      <ComposedChart
        data={[...points]}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        barCategoryGap="20%"
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="x"
          tickFormatter={formatX}
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: "var(--color-line-strong)" }}
          minTickGap={28}
          tickMargin={6}
        />
        <YAxis
          tickFormatter={formatTick ?? formatValue}
          tick={tick}
          tickLine={false}
          axisLine={false}
          width="auto"
          allowDecimals={false}
        />
        <Tooltip
          isAnimationActive={false}
          cursor={
            kind.includes("bar") ? { fill: "var(--color-hover)" } : { stroke: "var(--color-line-strong)" }
          }
          content={(content: TooltipContentProps) => (
            <ExactValues {...content} formatX={formatX} formatValue={formatValue} />
          )}
        />
        {series.map((one, index) => mark(one, index, kind))}
      </ComposedChart>
    </ResponsiveContainer>
  );
}

function mark(one: ChartProps["series"][number], index: number, kind: ChartProps["kind"]) {
  const color = seriesColor(one, index);
  const shared = { dataKey: one.key, name: one.label, isAnimationActive: false } as const;
  const isQuiet = one.color === "quiet";
  switch (kind) {
    case "bar":
      return <Bar key={one.key} {...shared} fill={color} radius={[2, 2, 0, 0]} maxBarSize={28} />;
    case "stacked-bar":
      return <Bar key={one.key} {...shared} stackId="all" fill={color} maxBarSize={28} />;
    case "area":
      return (
        <Area
          key={one.key}
          {...shared}
          type="linear"
          stroke={color}
          strokeWidth={1.75}
          fill={color}
          fillOpacity={0.12}
          dot={false}
          connectNulls={false}
        />
      );
    case "line":
      return (
        <Line
          key={one.key}
          {...shared}
          type="linear"
          stroke={color}
          strokeWidth={1.75}
          strokeDasharray={isQuiet ? "4 3" : undefined}
          dot={false}
          connectNulls={false}
        />
      );
  }
}

interface ExactValuesProps extends Pick<TooltipContentProps, "active" | "payload" | "label"> {
  formatX(x: string): string;
  formatValue(value: number): string;
}

function ExactValues({ active, payload, label, formatX, formatValue }: ExactValuesProps) {
  if (!active || payload.length === 0) return null;
  return (
    <div className="rounded-md bg-raised px-2.5 py-1.5 text-xs shadow-float">
      <div className="mb-1 text-muted">{formatX(String(label))}</div>
      {payload.map((entry) => (
        <div key={String(entry.dataKey)} className="flex items-center gap-2">
          <span className="size-2 rounded-full" style={{ background: entry.color }} />
          <span className="flex-1">{entry.name}</span>
          <span className="figures pl-4 font-medium">
            {typeof entry.value === "number" ? formatValue(entry.value) : "—"}
          </span>
        </div>
      ))}
    </div>
  );
}
