"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useFormat } from "@/app/_i18n/use-format";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { RadioCards } from "@/app/_ui/input/choice";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { HeaderCampaign } from "./campaign-header";

/** Stopping says what becomes of the people on their way, with their exact number. */
export function StopDialog({ campaign, onClose }: { campaign: HeaderCampaign; onClose(): void }) {
  const t = useTranslations("campaigns.stop");
  const format = useFormat();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [inFlight, setInFlight] = useState<"finish" | "drop">("finish");
  const count = campaign.inFlight.reduce((sum, row) => sum + row.count, 0);
  const stop = useMutation(
    trpc.campaigns.stop.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        onClose();
      },
    }),
  );
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("title")}
      action={
        inFlight === "drop" && count > 0
          ? t("actionDrop", { count, figure: format.number(count) })
          : t("action")
      }
      isDangerous
      isBusy={stop.isPending}
      error={problemOf(stop.error)?.message}
      onConfirm={() => stop.mutate({ id: campaign.id, inFlight })}
    >
      <p>{t("text", { count, figure: format.number(count) })}</p>
      {count > 0 ? (
        <RadioCards
          label={t("title")}
          value={inFlight}
          onChange={(choice: "finish" | "drop") => setInFlight(choice)}
          options={[
            { value: "finish", label: t("finish"), hint: t("finishHint") },
            { value: "drop", label: t("drop"), hint: t("dropHint") },
          ]}
        />
      ) : null}
    </ConfirmDialog>
  );
}
