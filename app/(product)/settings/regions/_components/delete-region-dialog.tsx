"use client";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import type { RegionView } from "@/server/domain/fields";
import { useAfterChange } from "./use-region-mutation";

export function DeleteRegionDialog({ region, onClose }: { region: RegionView; onClose(): void }) {
  const t = useTranslations("fields.regions");
  const trpc = useTRPC();
  const remove = useMutation(trpc.fields.deleteRegion.mutationOptions(useAfterChange(t("deleted"), onClose)));
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={t("deleteTitle", { name: region.name })}
      action={t("delete")}
      isBusy={remove.isPending}
      error={problemOf(remove.error)?.message}
      onConfirm={() => remove.mutate({ id: region.id })}
    >
      <p>{t("deleteText", { count: region.customers })}</p>
    </ConfirmDialog>
  );
}
