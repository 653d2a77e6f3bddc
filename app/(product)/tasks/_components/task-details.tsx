"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { ExactTime } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { StatusDot, type Tone } from "@/app/_ui/display/badge";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { TaskDetails as Task, TaskStep } from "@/server/domain/tasks";
import { taskTones } from "./tasks-columns";
import { useFunctionText } from "./use-function-text";

/** One task in full: what it does, how far it came, what failed, and a way to try again. */
export function TaskDetails({ id }: { id: string }) {
  const trpc = useTRPC();
  const query = useQuery({
    ...trpc.tasks.get.queryOptions({ id }),
    refetchInterval: ({ state }) => (state.data && state.data.finishedAt === null ? 2_000 : false),
  });
  if (query.data) return <TaskBody task={query.data} />;
  if (query.isError)
    return (
      <ErrorState isSmall message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    );
  return <SkeletonText lines={8} className="p-4" />;
}

/** Work that nobody outside sees twice: steps that succeeded are kept, so no question is asked. */
function Retry({ id }: { id: string }) {
  const t = useTranslations("tasks");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const retry = useMutation(
    trpc.tasks.retry.mutationOptions({
      onError: (error) => toast.failed(t("retryFailed"), { description: problemOf(error)?.message ?? "" }),
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.tasks.pathFilter());
        toast.done(t("retried"));
      },
    }),
  );
  if (!useCan("settings:write")) return <p className="text-muted text-xs">{t("retryForbidden")}</p>;
  return (
    <Button
      variant="primary"
      className="self-start"
      icon={<RotateCcw />}
      isBusy={retry.isPending}
      onClick={() => retry.mutate({ id })}
    >
      {t("retry")}
    </Button>
  );
}

function TaskBody({ task }: { task: Task }) {
  const t = useTranslations("tasks");
  const format = useFormat();
  const { text } = useFunctionText()({ id: task.functionId, name: task.functionName });
  return (
    <div className="flex flex-col gap-6 p-4">
      {text ? <p className="text-pretty text-muted">{text}</p> : null}
      {task.error ? (
        <Section title={t("error")}>
          <CodeBlock code={task.error} className="[&_pre]:whitespace-pre-wrap [&_pre]:break-words" />
          <p className="text-muted text-xs">{t(task.state === "failed" ? "retryNote" : "willRetry")}</p>
          {task.state === "failed" ? <Retry id={task.id} /> : null}
        </Section>
      ) : null}
      <DescriptionList
        items={[
          {
            label: t("state"),
            value: <StatusDot tone={taskTones[task.state]}>{t(`states.${task.state}`)}</StatusDot>,
          },
          {
            label: t("attempts"),
            value: (
              <span className="figures">
                {t("attemptOf", {
                  attempt: format.number(task.attempt),
                  most: format.number(task.maxAttempts),
                })}
              </span>
            ),
          },
          { label: t("created"), value: <ExactTime at={task.createdAt} /> },
          { label: t("started"), value: task.startedAt ? <ExactTime at={task.startedAt} /> : undefined },
          { label: t("finished"), value: task.finishedAt ? <ExactTime at={task.finishedAt} /> : undefined },
          ...(task.nextAt ? [{ label: t("next"), value: <ExactTime at={task.nextAt} /> }] : []),
          { label: t("startedBy"), value: <code className="break-all text-xs">{task.eventName}</code> },
          {
            label: t("function"),
            value: <code className="break-all text-xs">{task.functionId}</code>,
          },
        ]}
      />
      <Section title={t("steps")}>
        {task.steps.length === 0 ? (
          <p className="text-muted">{t("noSteps")}</p>
        ) : (
          <ol className="border-t">
            {task.steps.map((step, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a step may be repeated under one name; its place is its identity
              <Step key={`${step.name} ${index}`} step={step} />
            ))}
          </ol>
        )}
      </Section>
    </div>
  );
}

const stepTones: Record<TaskStep["state"], Tone> = { pending: "neutral", done: "ok", failed: "bad" };

function Step({ step }: { step: TaskStep }) {
  const t = useTranslations("tasks");
  return (
    <li className="flex flex-col gap-0.5 border-b py-2">
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate font-medium">{step.name}</span>
        <StatusDot tone={stepTones[step.state]}>{t(`stepStates.${step.state}`)}</StatusDot>
      </div>
      <div className="flex flex-wrap gap-x-3 text-muted text-xs">
        <span>{t(`kinds.${step.kind}`)}</span>
        {step.attempt > 1 ? <span>{t("tries", { count: step.attempt })}</span> : null}
        {step.finishedAt ? <ExactTime at={step.finishedAt} /> : null}
        {!step.finishedAt && step.dueAt ? (
          <span>
            {t("next")}: <ExactTime at={step.dueAt} />
          </span>
        ) : null}
      </div>
      {step.error ? <p className="break-words text-bad text-xs">{step.error}</p> : null}
    </li>
  );
}
