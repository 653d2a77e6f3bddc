"use client";
import { useTranslations } from "next-intl";
import type { NamedMetric } from "@/app/_components/metrics/use-metrics";

/** A standard metric a line: its name opens how it is spread. */
export function StandardRows({
  rows,
  onOpen,
}: {
  rows: readonly NamedMetric[];
  onOpen(metric: string): void;
}) {
  const t = useTranslations("metrics.standard");
  return (
    <ul className="divide-y border-y text-sm">
      {rows.map(({ metric, name }) => (
        <li
          key={metric}
          className="grid gap-x-6 gap-y-0.5 py-2 sm:grid-cols-[16rem_minmax(0,1fr)] lg:grid-cols-[16rem_minmax(0,1fr)_14rem]"
        >
          <button
            type="button"
            onClick={() => onOpen(metric)}
            className="quiet-link self-start text-left font-medium"
          >
            {name}
          </button>
          <span className="text-pretty text-muted">{t(`${metric as "purchases"}.text`)}</span>
          <span className="hidden break-all text-right font-mono text-faint text-xs leading-5 lg:block">
            {metric}
          </span>
        </li>
      ))}
    </ul>
  );
}
