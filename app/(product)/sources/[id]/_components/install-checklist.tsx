"use client";
import { useMutation } from "@tanstack/react-query";
import { CircleCheck, CircleDashed, Send } from "lucide-react";
import { useTranslations } from "next-intl";
import { TimeAgo } from "@/app/_components/moment";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Section } from "@/app/_ui/layout/section";
import { toast } from "@/app/_ui/overlay/toast";

const steps = ["page", "productView", "cart", "identify", "order"] as const;
export type StepTimes = Record<(typeof steps)[number], Date | null>;

/** Turns green by itself as the events arrive. */
export function InstallChecklist({ sourceId, times }: { sourceId: number; times: StepTimes }) {
  const t = useTranslations("sources.checklist");
  const canWrite = useCan("sources:write");
  const done = steps.filter((step) => times[step] !== null).length;
  return (
    <Section
      title={t("title")}
      description={t(done === steps.length ? "complete" : "progress", { done, total: steps.length })}
      actions={canWrite ? <TestButton sourceId={sourceId} /> : undefined}
    >
      <ol className="border-t">
        {steps.map((step) => {
          const at = times[step];
          return (
            <li key={step} className="flex items-start gap-3 border-b py-2 text-sm">
              {at ? (
                <CircleCheck className="mt-0.5 size-4 shrink-0 text-ok" aria-label={t("done")} />
              ) : (
                <CircleDashed className="mt-0.5 size-4 shrink-0 text-faint" aria-label={t("waiting")} />
              )}
              <span className="min-w-0 flex-1">
                <span className="font-medium">{t(`steps.${step}`)}</span>
                {at ? null : <span className="block text-muted text-xs">{t(`how.${step}`)}</span>}
              </span>
              {at ? (
                <span className="shrink-0 text-faint text-xs">
                  <TimeAgo at={at} />
                </span>
              ) : null}
            </li>
          );
        })}
      </ol>
    </Section>
  );
}

function TestButton({ sourceId }: { sourceId: number }) {
  const t = useTranslations("sources.checklist");
  const trpc = useTRPC();
  const send = useMutation(
    trpc.sources.sendTest.mutationOptions({
      onSuccess: () => toast.done(t("testSent")),
      onError: (error) => toast.failed(t("testFailed"), { description: problemOf(error)?.message ?? "" }),
    }),
  );
  return (
    <Button size="sm" icon={<Send />} isBusy={send.isPending} onClick={() => send.mutate({ id: sourceId })}>
      {t("test")}
    </Button>
  );
}
