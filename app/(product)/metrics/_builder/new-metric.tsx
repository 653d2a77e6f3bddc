"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { HelpLink } from "@/app/_components/help-link";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { toast } from "@/app/_ui/overlay/toast";
import { useSaveKey } from "../../segments/_builder/segment-builder";
import { useLeaveGuard } from "../../segments/_builder/use-leave-guard";
import { codeOf, definitionOf, emptyDraft, isReady } from "./metric-draft";
import { MetricForm } from "./metric-form";

export function NewMetric() {
  const t = useTranslations("metrics");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [first] = useState(emptyDraft);
  const [draft, setDraft] = useState(first);
  const guard = useLeaveGuard(draft !== first);
  const save = useMutation(
    trpc.metrics.create.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.metrics.pathFilter());
        toast.done(t("form.saved"));
        guard.leave("/metrics");
      },
    }),
  );
  const ready = isReady(draft);
  const submit = useCallback(() => {
    const definition = definitionOf(draft);
    const { name, code, description } = draft;
    if (definition && isReady(draft) && !save.isPending) save.mutate({ name, code, description, definition });
  }, [draft, save]);
  useSaveKey(submit);
  const problem = problemOf(save.error);
  return (
    <>
      <PageHeader
        crumbs={[{ label: t("title"), href: "/metrics" }]}
        title={t("newTitle")}
        aside={<HelpLink topic="metrics" about={t("title")} />}
        actions={
          <Button variant="primary" isBusy={save.isPending} disabled={!ready} onClick={submit}>
            {t("form.save")}
          </Button>
        }
      />
      {problem && problem.fields.length === 0 ? (
        <p role="alert" className="px-4 text-bad text-sm sm:px-6">
          {problem.message}
        </p>
      ) : null}
      <MetricForm
        draft={draft}
        onChange={setDraft}
        error={save.error}
        isCodeFree={draft.code === codeOf(draft.name)}
      />
      {guard.dialog}
    </>
  );
}
