"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { toast } from "@/app/_ui/overlay/toast";
import type { ImportView } from "@/server/domain/integrations";
import { ImportBar } from "../../_components/import-bar";
import { Outcomes } from "./outcomes";

/** A running import: where it really is. It goes on without this page. */
export function ImportProgress({ view }: { view: ImportView }) {
  const t = useTranslations("imports.progress");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const canRun = useCan("imports:run");
  const cancel = useMutation(
    trpc.imports.cancel.mutationOptions({
      onSuccess: (now) => queryClient.setQueryData(trpc.imports.get.queryKey({ id: view.id }), now),
      onError: (error) => toast.failed(t("cancelFailed"), { description: problemOf(error)?.message ?? "" }),
    }),
  );
  const isReading = view.phase === "staging";
  return (
    <PageBody width="narrow">
      <div className="flex flex-col gap-3 pt-2" aria-live="polite">
        <h2 className="font-semibold text-base">
          {view.isCancelling
            ? t("cancelling")
            : view.status === "queued"
              ? t("queued")
              : isReading
                ? t("reading")
                : t(view.dryRun ? "checking" : "applying")}
        </h2>
        <ImportBar view={view} />
        <p className="text-muted text-sm">{t(view.dryRun ? "noteDry" : "note")}</p>
      </div>
      {view.dryRun ? null : <Outcomes view={view} />}
      {canRun && !view.isCancelling ? (
        <Button
          className="self-start"
          isBusy={cancel.isPending}
          onClick={() => cancel.mutate({ id: view.id })}
        >
          {t("cancel")}
        </Button>
      ) : null}
    </PageBody>
  );
}
