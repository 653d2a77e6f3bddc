"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { Field } from "@/app/_ui/input/field";
import { Select } from "@/app/_ui/input/select";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { ApiKey } from "./key-columns";
import { SecretDialog } from "./secret-dialog";

const periods = ["0", "1", "24", "168", "720"] as const;

/** A new secret for the same key; the old one works on for as long as is chosen here. */
export function RotateDialog({ known, onClose }: { known: ApiKey; onClose(): void }) {
  const t = useTranslations("settings.keys");
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [hours, setHours] = useState<string>("24");
  const rotate = useMutation(
    trpc.account.rotateApiKey.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries(trpc.account.apiKeys.pathFilter()),
    }),
  );
  if (rotate.data) {
    const { key, previousExpiresAt } = rotate.data;
    const note = previousExpiresAt
      ? t("oldWorksUntil", { date: format.dateTime(previousExpiresAt) })
      : t("oldStopped");
    return <SecretDialog title={t("rotatedTitle")} secret={key} note={note} onClose={onClose} />;
  }
  return (
    <Dialog
      isOpen
      onOpenChange={onClose}
      title={t("rotateTitle", { name: known.name })}
      description={t("rotateText")}
      footer={
        <Button
          variant="primary"
          isBusy={rotate.isPending}
          onClick={() => rotate.mutate({ id: known.id, graceHours: Number(hours) })}
        >
          {t("rotateAction")}
        </Button>
      }
    >
      <Field
        label={t("grace")}
        help={t("graceHelp")}
        error={rotate.error ? problemOf(rotate.error)?.message : undefined}
      >
        <Select
          value={hours}
          onChange={setHours}
          options={periods.map((value) => ({ value, label: t(`periods.h${value}`) }))}
        />
      </Field>
    </Dialog>
  );
}
