"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Pause, Pencil, Play, RefreshCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ExactTime, TimeAgo } from "@/app/_components/moment";
import { PageBody } from "@/app/_components/page-body";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { DescriptionList } from "@/app/_ui/display/description-list";
import { ErrorState } from "@/app/_ui/display/error-state";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { PageHeader } from "@/app/_ui/layout/page-header";
import { Section } from "@/app/_ui/layout/section";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { FileSourceView } from "@/server/domain/integrations";
import { FileSourceDialog } from "../../_components/file-source-dialog";
import { FileSourceState } from "../../_components/file-source-state";
import { placeText } from "../../_components/files-view";
import { PatternsList } from "./patterns-list";
import { SourceFilesTable } from "./source-files-table";

const refreshMs = 2_500;

/** One file source: its state in words, what it looks for, and every file it has ever seen. */
export function FileSourcePage({ id }: { id: string }) {
  const t = useTranslations("files");
  const trpc = useTRPC();
  const query = useQuery({ ...trpc.fileSources.get.queryOptions({ id }), refetchInterval: refreshMs });
  const view = query.data;
  return (
    <>
      <PageHeader
        title={view?.name ?? t("one")}
        crumbs={[{ label: t("title"), href: "/sources/files" }]}
        aside={view ? <FileSourceState view={view} /> : undefined}
        actions={view ? <Actions view={view} /> : undefined}
      />
      {view ? (
        <PageBody>
          {view.error ? (
            <p role="alert" className="max-w-180 text-bad text-sm">
              {view.error}
            </p>
          ) : null}
          <Facts view={view} />
          <PatternsList view={view} />
          <SourceFilesTable id={id} />
        </PageBody>
      ) : query.isError ? (
        <ErrorState message={problemOf(query.error)?.message} onRetry={() => void query.refetch()} />
      ) : (
        <PageBody>
          <SkeletonText lines={8} />
        </PageBody>
      )}
    </>
  );
}

function Facts({ view }: { view: FileSourceView }) {
  const t = useTranslations("files");
  return (
    <Section title={t("facts.title")}>
      <DescriptionList
        className="max-w-180"
        items={[
          { label: t("facts.place"), value: placeText(view) },
          { label: t("facts.key"), value: view.hostKey ?? undefined },
          { label: t("fields.every"), value: t("every", { minutes: view.everyMinutes }) },
          { label: t("fields.after"), value: t(`after.${view.afterImport}`) },
          {
            label: t("head.last"),
            value: view.lastCheckAt ? (
              <>
                <TimeAgo at={view.lastCheckAt} />
                {view.lastResult ? ` · ${t("facts.result", { ...view.lastResult })}` : null}
              </>
            ) : undefined,
          },
          {
            label: t("facts.next"),
            value: view.nextCheckAt ? <ExactTime at={view.nextCheckAt} /> : undefined,
          },
        ]}
      />
    </Section>
  );
}

function Actions({ view }: { view: FileSourceView }) {
  const t = useTranslations("files");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const canWrite = useCan("sources:write");
  const canRun = useCan("imports:run");
  const [open, setOpen] = useState<"edit" | "remove">();
  const onSuccess = () => queryClient.invalidateQueries(trpc.fileSources.pathFilter());
  const check = useMutation(trpc.fileSources.check.mutationOptions({ onSuccess }));
  const setState = useMutation(trpc.fileSources.setState.mutationOptions({ onSuccess }));
  const remove = useMutation(
    trpc.fileSources.remove.mutationOptions({
      onSuccess: async () => {
        router.push("/sources/files");
        await onSuccess();
      },
    }),
  );
  const isPaused = view.state === "paused";
  return (
    <>
      {canRun && !isPaused ? (
        <Button
          icon={<RefreshCw />}
          isBusy={check.isPending || view.isChecking}
          onClick={() => check.mutate({ id: view.id })}
        >
          {t("checkNow")}
        </Button>
      ) : null}
      {canWrite ? (
        <>
          <Button
            icon={isPaused ? <Play /> : <Pause />}
            isBusy={setState.isPending}
            onClick={() => setState.mutate({ id: view.id, isPaused: !isPaused })}
          >
            {isPaused ? t("resume") : t("pause")}
          </Button>
          <Button icon={<Pencil />} onClick={() => setOpen("edit")}>
            {t("change")}
          </Button>
          <Button variant="ghost" icon={<Trash2 />} onClick={() => setOpen("remove")}>
            {t("remove")}
          </Button>
        </>
      ) : null}
      {open === "edit" ? (
        <FileSourceDialog
          view={view}
          hasSharedFolder={view.kind === "folder"}
          onClose={() => setOpen(undefined)}
        />
      ) : null}
      <ConfirmDialog
        isOpen={open === "remove"}
        onOpenChange={() => setOpen(undefined)}
        title={t("removeTitle", { name: view.name })}
        action={t("remove")}
        isDangerous
        isBusy={remove.isPending}
        onConfirm={() => remove.mutate({ id: view.id })}
        error={remove.isError ? problemOf(remove.error)?.message : undefined}
      >
        {t("removeText")}
      </ConfirmDialog>
    </>
  );
}
