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
import { StatusDot } from "@/app/_ui/display/badge";
import { CodeBlock } from "@/app/_ui/display/code-block";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";
import type { AttemptView } from "@/server/domain/webhooks";

const refreshMs = 2_000;

/** One event as this endpoint got it: the bytes, the attempts, what was answered. */
export function DeliveryLog({ endpointId, eventId }: { endpointId: string; eventId: string }) {
  const t = useTranslations("connections.webhooks");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canWrite = useCan("sources:write");
  const query = useQuery({
    ...trpc.webhooks.delivery.queryOptions({ endpointId, eventId }),
    refetchInterval: refreshMs,
  });
  const replay = useMutation(
    trpc.webhooks.replay.mutationOptions({
      onError: (error) => toast.failed(t("notDone"), { description: problemOf(error)?.message ?? "" }),
      onSuccess: () => queryClient.invalidateQueries(trpc.webhooks.pathFilter()),
    }),
  );
  const delivery = query.data;
  if (!delivery)
    return query.isError ? (
      <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
    ) : (
      <SkeletonText lines={8} className="p-4" />
    );
  const again = (
    <Button
      size="sm"
      icon={<RotateCcw />}
      isBusy={replay.isPending}
      onClick={() => replay.mutate({ endpointId, eventId })}
    >
      {t("sendAgain")}
    </Button>
  );
  return (
    <div className="flex flex-col gap-6 p-4">
      <DescriptionList
        items={[
          { label: t("webhookId"), value: <code className="break-all text-xs">{delivery.messageId}</code> },
          { label: t("columns.at"), value: <ExactTime at={delivery.createdAt} /> },
          ...(delivery.nextAttemptAt
            ? [{ label: t("nextAttempt"), value: <ExactTime at={delivery.nextAttemptAt} /> }]
            : []),
        ]}
      />
      <Section title={t("body")}>
        <CodeBlock code={JSON.stringify(JSON.parse(delivery.body), null, 2)} />
      </Section>
      <Section title={t("columns.attempts")} actions={canWrite ? again : undefined}>
        {delivery.log.length === 0 ? <p className="text-muted text-sm">{t("noAttempts")}</p> : null}
        <ol className="flex flex-col divide-y">
          {delivery.log.map((attempt) => (
            <Attempt key={attempt.at.toISOString()} attempt={attempt} />
          ))}
        </ol>
      </Section>
    </div>
  );
}

function Attempt({ attempt }: { attempt: AttemptView }) {
  const t = useTranslations("connections.webhooks");
  const format = useFormat();
  return (
    <li className="flex flex-col gap-1.5 py-2.5 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <StatusDot tone={attempt.error === null ? "ok" : "bad"}>
          {attempt.error === null ? t("answered", { status: attempt.status ?? 0 }) : attempt.error}
        </StatusDot>
        <span className="figures text-muted text-xs">
          <ExactTime at={attempt.at} /> · {t("milliseconds", { count: format.number(attempt.durationMs) })}
        </span>
      </div>
      {attempt.answer ? (
        <pre className="max-h-40 overflow-auto whitespace-pre-wrap break-all rounded-md bg-sunken p-2 font-mono text-xs">
          {attempt.answer}
        </pre>
      ) : null}
    </li>
  );
}
