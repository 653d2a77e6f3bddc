"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Progress } from "@/app/_ui/display/progress";
import { toast } from "@/app/_ui/overlay/toast";
import type { QualityView } from "@/server/domain/quality";

type Run = QualityView["runs"][number];

/** What is being worked on, with its true progress; and the reviews of late that can still be taken back. */
export function Runs({ runs, kind }: { runs: readonly Run[]; kind?: string }) {
  const shown = runs.filter((run) => kind === undefined || run.suggestionKind === kind);
  const running = shown.filter((run) => run.state === "running");
  const reviews = shown.filter(
    (run) =>
      run.state !== "running" && (run.kind === "accept" || run.kind === "reject" || kind !== undefined),
  );
  const latest = kind === undefined ? reviews.slice(0, 1) : reviews.slice(0, 5);
  if (running.length + latest.length === 0) return null;
  return (
    <ul className="flex flex-col divide-y rounded-lg border">
      {[...running, ...latest].map((run) => (
        <RunLine key={run.id} run={run} />
      ))}
    </ul>
  );
}

function RunLine({ run }: { run: Run }) {
  const t = useTranslations("quality");
  const format = useFormat();
  const canWrite = useCan("customers:write");
  const name =
    run.kind === "recompute"
      ? t("runs.recompute")
      : t(`runs.${run.kind}`, { kind: run.suggestionKind ? t(`review.title.${run.suggestionKind}`) : "" });
  const isRunning = run.state === "running";
  const canUndo =
    !isRunning && (run.kind === "accept" || run.kind === "reject") && !run.isUndone && run.done > run.refused;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-2.5 text-sm">
      <span className="min-w-0">{name}</span>
      <span className="figures text-muted text-xs">
        {isRunning
          ? t("runs.progress", { done: format.number(run.done), total: format.number(run.total) })
          : [
              run.kind === "recompute"
                ? undefined
                : t("runs.changed", { count: run.kind === "reject" ? run.total : run.changed }),
              run.refused > 0 ? t("runs.refused", { count: run.refused }) : undefined,
              run.state === "cancelled" ? t("runs.cancelled") : undefined,
              run.isUndone ? t("runs.isUndone") : undefined,
            ]
              .filter(Boolean)
              .join(" · ")}
      </span>
      <span className="text-faint text-xs">
        {t("runs.by", { name: run.startedBy })}, <TimeAgo at={run.finishedAt ?? run.startedAt} />
      </span>
      <span className="ml-auto">
        {canWrite && isRunning ? <RunButton run={run} what="cancel" /> : null}
        {canWrite && canUndo ? <RunButton run={run} what="undo" /> : null}
      </span>
      {isRunning ? <Progress value={run.done} max={run.total} label={name} className="basis-full" /> : null}
    </li>
  );
}

function RunButton({ run, what }: { run: Run; what: "cancel" | "undo" }) {
  const t = useTranslations("quality.runs");
  const trpc = useTRPC();
  const cache = useQueryClient();
  const options = {
    onSuccess: () => cache.invalidateQueries(trpc.quality.pathFilter()),
    onError: (error: unknown) => toast.failed(problemOf(error)?.message ?? String(error)),
  };
  const cancel = useMutation(trpc.quality.cancelRun.mutationOptions(options));
  const undo = useMutation(trpc.quality.undoReview.mutationOptions(options));
  const { mutate, isPending } = what === "cancel" ? cancel : undo;
  return (
    <Button size="sm" isBusy={isPending} onClick={() => mutate({ runId: run.id })}>
      {what === "cancel" ? t("cancel") : t("undoAction")}
    </Button>
  );
}
