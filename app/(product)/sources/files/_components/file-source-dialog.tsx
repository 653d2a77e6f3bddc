"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { PlugZap } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Checkbox } from "@/app/_ui/input/choice";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Segmented } from "@/app/_ui/input/segmented";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { FileSourceView } from "@/server/domain/integrations";
import { afterImports, checkEvery, placeKinds } from "@/server/domain/integrations/file-sources/model";
import { ConnectionFields } from "./connection-fields";
import { draftOf, inputOf, type SourceDraft } from "./draft";
import { FoundFiles } from "./found-files";
import { PatternsEditor } from "./patterns-editor";

interface Props {
  view?: FileSourceView;
  hasSharedFolder: boolean;
  onClose(): void;
}

/** Where the files are, which of them mean what, and what becomes of them. Tried before it is saved. */
export function FileSourceDialog({ view, hasSharedFolder, onClose }: Props) {
  const t = useTranslations("files");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const formId = useId();
  const [draft, setDraft] = useState<SourceDraft>(() => draftOf(view));
  const change = (changes: Partial<SourceDraft>) => setDraft((now) => ({ ...now, ...changes }));
  const onSuccess = async (saved: { id: string }) => {
    await queryClient.invalidateQueries(trpc.fileSources.pathFilter());
    onClose();
    router.push(`/sources/files/${saved.id}`);
  };
  const test = useMutation(
    trpc.fileSources.test.mutationOptions({ onSuccess: ({ hostKey }) => hostKey && change({ hostKey }) }),
  );
  const create = useMutation(trpc.fileSources.create.mutationOptions({ onSuccess }));
  const update = useMutation(trpc.fileSources.update.mutationOptions({ onSuccess }));
  const saving = view ? update : create;
  const input = inputOf(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (view) update.mutate({ ...input, id: view.id });
    else create.mutate(input);
  };
  const tryIt = () => {
    const { connection, secret, hostKey, patterns } = input;
    test.mutate({
      connection,
      patterns,
      hostKey,
      ...(secret ? { secret } : {}),
      ...(view ? { id: view.id } : {}),
    });
  };
  const kinds = placeKinds.filter((kind) => kind !== "folder" || hasSharedFolder || draft.kind === "folder");
  const problem = saving.error ?? test.error;
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      size="lg"
      title={view ? t("edit") : t("new")}
      description={t("text")}
      footer={
        <>
          <Button icon={<PlugZap />} isBusy={test.isPending} onClick={tryIt}>
            {t("test")}
          </Button>
          <Button
            variant="primary"
            type="submit"
            form={formId}
            isBusy={saving.isPending}
            disabled={draft.name.trim() === ""}
          >
            {view ? t("save") : t("add")}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-6">
          <Field
            label={t("fields.kind")}
            className="sm:col-span-3"
            help={hasSharedFolder ? undefined : t("noFolder")}
          >
            <Segmented
              label={t("fields.kind")}
              value={draft.kind}
              onChange={(kind) => change({ kind: kind as SourceDraft["kind"], hostKey: null })}
              options={kinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
            />
          </Field>
          <Field label={t("fields.name")} className="sm:col-span-3">
            <Input
              value={draft.name}
              maxLength={100}
              onChange={(event) => change({ name: event.target.value })}
            />
          </Field>
          <ConnectionFields draft={draft} change={change} hasSecret={view?.hasSecret ?? false} />
        </div>
        {test.data && !problem ? (
          <FoundFiles total={test.data.total} files={test.data.files} hostKey={test.data.hostKey} />
        ) : null}
        {problem ? (
          <p role="alert" className="text-bad text-sm">
            {problemOf(problem)?.message ?? t("noConnection")}
          </p>
        ) : null}
        <PatternsEditor patterns={draft.patterns} onChange={(patterns) => change({ patterns })} />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("fields.every")}>
            <Select
              value={String(draft.everyMinutes)}
              onChange={(minutes) => change({ everyMinutes: Number(minutes) })}
              options={checkEvery.map((minutes) => ({
                value: String(minutes),
                label: t("every", { minutes }),
              }))}
            />
          </Field>
          <Field label={t("fields.after")}>
            <Select
              value={draft.afterImport}
              onChange={(afterImport) => change({ afterImport })}
              options={afterImports.map((value) => ({ value, label: t(`after.${value}`) }))}
            />
          </Field>
        </div>
        <Checkbox
          checked={draft.writesRejects}
          onChange={(writesRejects) => change({ writesRejects })}
          label={t("fields.rejects")}
          help={t("rejectsHelp")}
        />
      </form>
    </Dialog>
  );
}
