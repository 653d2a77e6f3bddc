"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { Button } from "@/app/_ui/action/button";
import { cn } from "@/app/_ui/cn";
import { Segmented } from "@/app/_ui/input/segmented";
import { Tabs } from "@/app/_ui/layout/tabs";
import { Popover } from "@/app/_ui/overlay/popover";
import type { RfmModelView } from "@/server/domain/rfm";
import { type Axis, segmentOf } from "@/server/domain/rfm/model";
import { newSegmentPath } from "../../segments/search-params";
import { type RfmTab, rfmSearch, rfmTabs } from "../search-params";
import { type Run, ruleOfRfm, useRfmWords } from "./rfm-words";

/** Rows and columns of each grid; the third axis is summed over. */
const axesOf: Record<RfmTab, readonly [Axis, Axis]> = { rf: ["r", "f"], rm: ["r", "m"], fm: ["f", "m"] };
type Measure = "customers" | "monetaryMinor";

interface Sum {
  customers: number;
  monetaryMinor: number;
}
function sums(run: Run, [row, column]: readonly [Axis, Axis]): Map<string, Sum> {
  const found = new Map<string, Sum>();
  for (const cell of run.cells) {
    const key = `${cell[row]}-${cell[column]}`;
    const sum = found.get(key) ?? { customers: 0, monetaryMinor: 0 };
    sum.customers += cell.customers;
    sum.monetaryMinor += cell.monetaryMinor;
    found.set(key, sum);
  }
  return found;
}

export function RfmGrids({ model, run }: { model: RfmModelView; run: Run }) {
  const t = useTranslations("rfm");
  const [{ grid }, setSearch] = useSearch(rfmSearch);
  const [measure, setMeasure] = useState<Measure>("customers");
  return (
    <section aria-label={t("grids")} className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-end justify-between gap-3 border-b">
        <div className="min-w-0 max-w-full overflow-hidden">
          <Tabs
            label={t("grids")}
            value={grid}
            onChange={(next) => setSearch({ grid: next })}
            tabs={rfmTabs.map((value) => ({ value, label: t(`tabs.${value}`) }))}
          />
        </div>
        <Segmented
          label={t("measure")}
          className="mb-1.5"
          value={measure}
          onChange={(next: Measure) => setMeasure(next)}
          options={(["customers", "monetaryMinor"] as const).map((value) => ({
            value,
            label: t(`measures.${value}`),
          }))}
        />
      </div>
      <Grid model={model} run={run} tab={grid} measure={measure} />
      <p className="text-faint text-xs">{t("gridHint")}</p>
    </section>
  );
}

function Grid({
  model,
  run,
  tab,
  measure,
}: {
  model: RfmModelView;
  run: Run;
  tab: RfmTab;
  measure: Measure;
}) {
  const t = useTranslations("rfm");
  const words = useRfmWords(model);
  const axes = axesOf[tab];
  const [rowAxis, columnAxis] = axes;
  const cells = sums(run, axes);
  const most = Math.max(1, ...[...cells.values()].map((cell) => cell[measure]));
  const up = Array.from({ length: run.groups }, (_, i) => i + 1);
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-140 table-fixed border-separate border-spacing-1 text-sm">
        <thead>
          <tr>
            <td className="w-24" />
            {up.map((score) => (
              <th key={score} scope="col" className="px-1 pb-1 text-left font-normal">
                <AxisLabel
                  axis={columnAxis}
                  score={score}
                  bounds={words.bounds(run, columnAxis, score, true)}
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {up.toReversed().map((row) => (
            <tr key={row}>
              <th scope="row" className="pr-2 text-left align-middle font-normal">
                <AxisLabel axis={rowAxis} score={row} bounds={words.bounds(run, rowAxis, row, true)} />
              </th>
              {up.map((column) => (
                <td key={column} className="p-0">
                  <Cell
                    model={model}
                    run={run}
                    at={[
                      { axis: rowAxis, score: row },
                      { axis: columnAxis, score: column },
                    ]}
                    sum={cells.get(`${row}-${column}`) ?? { customers: 0, monetaryMinor: 0 }}
                    most={most}
                    measure={measure}
                    caption={
                      tab === "rf" ? words.segment(segmentOf({ r: row, f: column }, run.groups)) : undefined
                    }
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="sr-only">{t("gridHint")}</p>
    </div>
  );
}

function AxisLabel({ axis, score, bounds }: { axis: Axis; score: number; bounds: string }) {
  const t = useTranslations("rfm");
  return (
    <span className="flex flex-col" title={`${t(`axes.${axis}`)} ${score}: ${bounds}`}>
      <span className="figures font-medium text-muted text-xs">
        {axis.toUpperCase()}
        {score}
      </span>
      <span className="figures truncate text-2xs text-faint">{bounds}</span>
    </span>
  );
}

interface CellProps {
  model: RfmModelView;
  run: Run;
  at: readonly { axis: Axis; score: number }[];
  sum: Sum;
  most: number;
  measure: Measure;
  caption: string | undefined;
}

function Cell({ model, run, at, sum, most, measure, caption }: CellProps) {
  const t = useTranslations("rfm");
  const format = useFormat();
  const words = useRfmWords(model);
  const code = at.map(({ axis, score }) => `${axis.toUpperCase()}${score}`).join(" ");
  const figure =
    measure === "customers" ? format.compact(sum.customers) : format.moneyCompact(sum.monetaryMinor);
  const share = sum.customers / Math.max(1, run.customers);
  // The square root keeps small cells apart from empty ones.
  const depth = sum.customers === 0 ? 0 : 8 + 42 * Math.sqrt(sum[measure] / most);
  return (
    <Popover
      align="center"
      trigger={
        <button
          type="button"
          title={at.map(({ axis, score }) => words.bounds(run, axis, score)).join(" · ")}
          className={cn(
            "flex h-16 w-full flex-col justify-between overflow-hidden rounded-md p-2 text-left transition-shadow hover:ring-2 hover:ring-accent/60 aria-expanded:ring-2 aria-expanded:ring-accent",
            sum.customers === 0 && "bg-sunken text-faint",
          )}
          style={
            sum.customers > 0
              ? { background: `color-mix(in oklab, var(--color-accent) ${depth}%, var(--color-canvas))` }
              : undefined
          }
        >
          <span className="figures font-semibold">{sum.customers === 0 ? "—" : figure}</span>
          <span className="truncate text-2xs opacity-75">{caption ?? format.percent(share)}</span>
        </button>
      }
    >
      <div className="flex flex-col gap-2.5 text-sm">
        <p className="font-semibold">
          {code}
          {caption ? <span className="font-normal text-muted"> · {caption}</span> : null}
        </p>
        <dl className="figures grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
          <dt className="text-muted">{t("measures.customers")}</dt>
          <dd className="text-right">
            {format.number(sum.customers)} · {format.percent(share)}
          </dd>
          <dt className="text-muted">{t("measures.monetaryMinor")}</dt>
          <dd className="text-right">{format.moneyWhole(sum.monetaryMinor)}</dd>
          {at.map(({ axis, score }) => (
            <div key={axis} className="contents">
              <dt className="text-muted">{t(`axes.${axis}`)}</dt>
              <dd className="text-right">{words.bounds(run, axis, score)}</dd>
            </div>
          ))}
        </dl>
        {sum.customers > 0 ? (
          <Button asChild variant="primary" className="w-full">
            <Link
              href={newSegmentPath(
                ruleOfRfm(model, Object.fromEntries(at.map(({ axis, score }) => [axis, [score]]))),
                `RFM ${code}`,
              )}
            >
              {t("makeSegment")}
            </Link>
          </Button>
        ) : null}
      </div>
    </Popover>
  );
}
