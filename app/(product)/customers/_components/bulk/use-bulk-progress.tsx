"use client";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC, useTRPCClient } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/overlay/toast";

const Follow = createContext<(jobId: string) => void>(() => {});
/** Shows the progress of a job until it is over. */
export const useBulkProgress = () => useContext(Follow);

/** Holds the jobs that were started on this page and draws their true progress. */
export function BulkProgress({ children }: { children: ReactNode }) {
  const [jobs, setJobs] = useState<string[]>([]);
  return (
    <Follow.Provider value={(id) => setJobs((known) => [...known, id])}>
      {children}
      {jobs.length > 0 ? (
        <div className="pointer-events-none fixed inset-x-0 bottom-16 z-30 flex flex-col items-center gap-2 px-4">
          {jobs.map((id) => (
            <JobBar key={id} id={id} onOver={() => setJobs((known) => known.filter((one) => one !== id))} />
          ))}
        </div>
      ) : null}
    </Follow.Provider>
  );
}

const isOver = (status: string) => status !== "queued" && status !== "running";

function JobBar({ id, onOver }: { id: string; onOver(): void }) {
  const t = useTranslations("customers.bulk");
  const format = useFormat();
  const trpc = useTRPC();
  const client = useTRPCClient();
  const queryClient = useQueryClient();
  const follow = useBulkProgress();
  const { data: job } = useQuery({ ...trpc.bulk.get.queryOptions({ id }), refetchInterval: 700 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once, when it is over
  useEffect(() => {
    if (!job || !isOver(job.status)) return;
    void queryClient.invalidateQueries(trpc.customers.pathFilter());
    void queryClient.invalidateQueries(trpc.tags.pathFilter());
    const text = t(`over.${job.status as "succeeded"}`, { count: job.changed, refused: job.refused });
    const undo = async () => {
      try {
        follow((await client.bulk.undo.mutate({ id })).id);
      } catch (error) {
        toast.failed(problemOf(error)?.message ?? t("failed"));
      }
    };
    if (job.status === "failed") toast.failed(job.problem ?? text);
    else toast.done(text, job.canUndo ? { action: { label: t("undo"), onClick: () => void undo() } } : {});
    onOver();
  }, [job?.status]);
  const share = job?.total ? job.done / job.total : 0;
  return (
    <div
      role="status"
      className="pointer-events-auto flex w-90 max-w-full flex-col gap-2 rounded-lg bg-raised p-3 shadow-float"
    >
      <div className="flex items-center gap-3 text-sm">
        <span className="flex-1 truncate">{t(`actions.${job?.action.kind ?? "add_tag"}`)}</span>
        <span className="figures text-muted">
          {job?.total == null
            ? t("gathering")
            : t("progress", { done: format.number(job.done), total: format.number(job.total) })}
        </span>
        <Button size="sm" variant="ghost" onClick={() => void client.bulk.cancel.mutate({ id })}>
          {t("stop")}
        </Button>
      </div>
      <div className="h-1 overflow-hidden rounded-full bg-sunken">
        <div className="h-full bg-accent transition-[width]" style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
