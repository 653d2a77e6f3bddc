import type { ChartProps } from "./chart";

/** The exact figures of a chart. */
export function ChartTable({ title, points, series, formatX, formatValue }: ChartProps) {
  return (
    <div className="max-h-80 overflow-auto rounded-md border">
      <table className="w-full text-sm">
        <caption className="sr-only">{title}</caption>
        <thead className="sticky top-0 bg-canvas text-muted text-xs">
          <tr>
            <th className="px-3 py-1.5 text-left font-normal" />
            {series.map((one) => (
              <th key={one.key} className="px-3 py-1.5 text-right font-normal">
                {one.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.x} className="border-t">
              <th scope="row" className="px-3 py-1 text-left font-normal">
                {formatX(point.x)}
              </th>
              {series.map((one) => {
                const value = point[one.key];
                return (
                  <td key={one.key} className="figures px-3 py-1 text-right">
                    {typeof value === "number" ? formatValue(value) : "—"}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
