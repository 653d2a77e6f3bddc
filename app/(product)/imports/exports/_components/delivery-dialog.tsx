"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useId, useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Input } from "@/app/_ui/input/input";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { exportEvery } from "@/server/domain/integrations/exports/schema";

const lists = [
  "customers",
  "orders",
  "receipts",
  "products",
  "categories",
  "stores",
  "events",
  "messages",
  "rejects",
] as const;

/** A whole list to a place on a schedule. Places are those of the file sources. */
export function DeliveryDialog({ onClose }: { onClose(): void }) {
  const t = useTranslations("exports");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const formId = useId();
  const places = useQuery(trpc.fileSources.list.queryOptions({}));
  const [draft, setDraft] = useState({
    name: "",
    list: "customers" as (typeof lists)[number],
    sourceId: "",
    folder: "",
    everyMinutes: 1440,
  });
  const change = (changes: Partial<typeof draft>) => setDraft((now) => ({ ...now, ...changes }));
  const create = useMutation(
    trpc.exports.createSchedule.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.exports.pathFilter());
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ ...draft, isRaw: true, hasMark: false });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("deliveries.new")}
      description={t("deliveries.newText")}
      footer={
        <Button
          variant="primary"
          type="submit"
          form={formId}
          isBusy={create.isPending}
          disabled={draft.name.trim() === "" || draft.sourceId === ""}
        >
          {t("deliveries.add")}
        </Button>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("deliveries.name")}>
          <Input
            value={draft.name}
            maxLength={100}
            onChange={(event) => change({ name: event.target.value })}
          />
        </Field>
        <Field label={t("head.list")}>
          <Select
            value={draft.list}
            onChange={(list) => change({ list })}
            options={lists.map((value) => ({ value, label: t(`lists.${value}`) }))}
          />
        </Field>
        <Field
          label={t("deliveries.place")}
          help={places.data?.items.length === 0 ? t("deliveries.noPlace") : undefined}
        >
          <Select
            value={draft.sourceId || undefined}
            onChange={(sourceId) => change({ sourceId })}
            placeholder={t("deliveries.choose")}
            options={(places.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
          />
        </Field>
        <Field label={t("deliveries.folder")} help={t("deliveries.folderHelp")}>
          <Input
            value={draft.folder}
            placeholder="from-carillon"
            onChange={(event) => change({ folder: event.target.value })}
          />
        </Field>
        <Field label={t("deliveries.often")}>
          <Select
            value={String(draft.everyMinutes)}
            onChange={(minutes) => change({ everyMinutes: Number(minutes) })}
            options={exportEvery.map((minutes) => ({
              value: String(minutes),
              label: t("deliveries.every", { minutes }),
            }))}
          />
        </Field>
        {create.isError ? (
          <p role="alert" className="text-bad text-sm">
            {problemOf(create.error)?.message ?? t("noConnection")}
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
