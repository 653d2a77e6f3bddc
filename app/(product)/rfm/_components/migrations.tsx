"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ArrowRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Select } from "@/app/_ui/input/select";
import { Section } from "@/app/_ui/layout/section";
import type { RfmModelView, RfmReport } from "@/server/domain/rfm";
import { newSegmentPath } from "../../segments/search-params";
import { type Flow, ruleOfFlow } from "../flow";
import { FlowMenu } from "./flow-menu";
import { useRfmWords } from "./rfm-words";

const shown = 20;
/** Who went from one named segment to another between two computations, the largest flow first. */
export function Migrations({ model, runs }: { model: RfmModelView; runs: RfmReport["runs"] }) {
  const t = useTranslations("rfm.moves");
  const format = useFormat();
  const words = useRfmWords(model);
  const trpc = useTRPC();
  const [chosen, setChosen] = useState<{ from?: number; to?: number }>({});
  const to = chosen.to ?? runs[0]?.id;
  const from = chosen.from ?? runs[1]?.id;
  const { data, error } = useQuery({
    ...trpc.rfm.migrations.queryOptions({ id: model.id, from: from ?? 1, to: to ?? 1 }),
    enabled: from !== undefined && to !== undefined,
    placeholderData: keepPreviousData,
  });
  if (from === undefined || to === undefined)
    return (
      <Section title={t("title")}>
        <p className="text-muted text-sm">{t("needsTwo")}</p>
      </Section>
    );
  const options = runs.map((run) => ({
    value: String(run.id),
    label: format.calendarDate(run.asOf),
    hint: format.dateTime(run.finishedAt),
  }));
  const nameOf = (flow: Flow) => `${words.segment(flow.from)} → ${words.segment(flow.to)}`;
  const most = Math.max(1, ...(data?.flows ?? []).map((flow) => flow.customers));
  return (
    <Section
      title={t("title")}
      description={t("text")}
      actions={
        <>
          <Select
            label={t("from")}
            className="w-40"
            value={String(from)}
            onChange={(id) => setChosen({ ...chosen, from: Number(id) })}
            options={options}
          />
          <ArrowRight aria-hidden="true" className="size-4 text-faint" />
          <Select
            label={t("to")}
            className="w-40"
            value={String(to)}
            onChange={(id) => setChosen({ ...chosen, to: Number(id) })}
            options={options}
          />
        </>
      }
    >
      {error ? (
        <ErrorState isSmall message={problemOf(error)?.message} />
      ) : !data ? (
        <SkeletonText lines={5} />
      ) : data.flows.length === 0 ? (
        <p className="text-muted text-sm">{t("nobody")}</p>
      ) : (
        <ol className="flex max-w-220 flex-col">
          {data.flows.slice(0, shown).map((flow) => (
            <li
              key={`${flow.from}>${flow.to}`}
              className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_4rem_2rem] items-center gap-3 border-b py-1 text-sm last:border-0 sm:grid-cols-[14rem_14rem_minmax(0,1fr)_5rem_2rem]"
            >
              <span className="truncate text-muted">{words.segment(flow.from)}</span>
              <span className="flex min-w-0 items-center gap-2">
                <ArrowRight aria-hidden="true" className="size-3.5 shrink-0 text-faint" />
                <span className="truncate">{words.segment(flow.to)}</span>
              </span>
              <span className="hidden h-1.5 overflow-hidden rounded-full bg-sunken sm:block">
                <span
                  className="block h-full rounded-full bg-accent/70"
                  style={{ width: `${(flow.customers / most) * 100}%` }}
                />
              </span>
              <Link
                href={newSegmentPath(ruleOfFlow(model, runs, from, to, flow), nameOf(flow))}
                title={t("people")}
                className="figures quiet-link text-right"
              >
                {format.number(flow.customers)}
              </Link>
              <FlowMenu model={model} runs={runs} from={from} to={to} flow={flow} name={nameOf(flow)} />
            </li>
          ))}
        </ol>
      )}
    </Section>
  );
}
