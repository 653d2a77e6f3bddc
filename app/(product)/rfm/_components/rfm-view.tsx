"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RefreshCw, Settings2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useSearch } from "@/app/_components/use-search";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { EmptyState } from "@/app/_ui/display/empty-state";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Select } from "@/app/_ui/input/select";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { toast } from "@/app/_ui/overlay/toast";
import type { RfmReport } from "@/server/domain/rfm";
import { rfmSearch } from "../search-params";
import { Migrations } from "./migrations";
import { NamedSegments } from "./named-segments";
import { RfmGrids } from "./rfm-grids";
import { SettingsDialog } from "./settings-dialog";

/** A model's last computation: its grids, named segments, and who moved since. */
export function RfmView() {
  const t = useTranslations("rfm");
  const trpc = useTRPC();
  const [search, setSearch] = useSearch(rfmSearch);
  const models = useQuery(trpc.rfm.models.queryOptions({}));
  const model =
    models.data?.find((one) => one.id === search.model) ??
    models.data?.find((one) => one.isDefault) ??
    models.data?.[0];
  if (models.error)
    return <ErrorState message={problemOf(models.error)?.message} onRetry={() => void models.refetch()} />;
  if (models.data && !model)
    return (
      <>
        <PageHeader title={t("title")} />
        <EmptyState drawing="chart" title={t("noModel.title")}>
          {t("noModel.text")}
        </EmptyState>
      </>
    );
  if (!model || !models.data)
    return (
      <div className="p-6">
        <SkeletonText lines={8} />
      </div>
    );
  const picker =
    models.data.length > 1 ? (
      <Select
        label={t("model")}
        className="w-52"
        value={model.id}
        onChange={(id) => setSearch({ model: id })}
        options={models.data.map((one) => ({ value: one.id, label: one.name }))}
      />
    ) : null;
  return <OfModel key={model.id} id={model.id} picker={picker} />;
}

const pollMs = 2_000;

function OfModel({ id, picker }: { id: string; picker: React.ReactNode }) {
  const t = useTranslations("rfm");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("segments:write");
  const [isSettingsOpen, setSettingsOpen] = useState(false);
  /** The run that was there when another was asked for; until a newer one is there, it is looked for. */
  const [waitingAfter, setWaitingAfter] = useState<number>();
  const query = useQuery({
    ...trpc.rfm.report.queryOptions({ id }),
    refetchInterval: ({ state }) =>
      waitingAfter !== undefined && (state.data?.run?.id ?? 0) <= waitingAfter ? pollMs : false,
  });
  const report = query.data;
  const isComputing = waitingAfter !== undefined && (report?.run?.id ?? 0) <= waitingAfter;
  const watch = () => setWaitingAfter(report?.run?.id ?? 0);
  const compute = useMutation(
    trpc.rfm.run.mutationOptions({
      onSuccess: watch,
      onError: (error) => toast.failed(problemOf(error)?.message ?? t("failed")),
    }),
  );
  const run = report?.run;
  const computeNow = (
    <Button
      icon={<RefreshCw />}
      isBusy={compute.isPending || isComputing}
      onClick={() => compute.mutate({ id })}
    >
      {t(isComputing ? "computing" : "computeNow")}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        aside={
          <>
            {run ? <ComputedWhen run={run} /> : null}
            <HelpLink topic="rfm" about={t("title")} />
          </>
        }
        actions={
          <>
            {picker}
            {canWrite ? (
              <Button variant="ghost" icon={<Settings2 />} onClick={() => setSettingsOpen(true)}>
                {t("settings.title")}
              </Button>
            ) : null}
            {canWrite ? computeNow : null}
          </>
        }
      />
      {query.error ? (
        <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : !report ? (
        <div className="p-6">
          <SkeletonText lines={8} />
        </div>
      ) : !run || run.customers === 0 ? (
        <EmptyState
          drawing="chart"
          title={t(run ? "nobody.title" : "notYet.title")}
          actions={canWrite ? computeNow : undefined}
        >
          {t(run ? "nobody.text" : "notYet.text")}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-10 px-4 pt-2 pb-16 sm:px-6">
          <div className="grid gap-x-10 gap-y-10 xl:grid-cols-[minmax(0,1fr)_26rem]">
            <RfmGrids model={report.model} run={run} />
            <NamedSegments model={report.model} run={run} />
          </div>
          <Migrations model={report.model} runs={report.runs} />
        </div>
      )}
      {isSettingsOpen && report ? (
        <SettingsDialog
          model={report.model}
          onClose={() => setSettingsOpen(false)}
          onSaved={() => {
            watch();
            void queryClient.invalidateQueries(trpc.rfm.pathFilter());
          }}
        />
      ) : null}
    </>
  );
}

function ComputedWhen({ run }: { run: NonNullable<RfmReport["run"]> }) {
  const t = useTranslations("rfm");
  const format = useFormat();
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      {t("computed", {
        count: run.customers,
        figure: format.number(run.customers),
        day: format.calendarDate(run.asOf),
      })}
      <span aria-hidden="true">·</span>
      <TimeAgo at={run.finishedAt} />
    </span>
  );
}
