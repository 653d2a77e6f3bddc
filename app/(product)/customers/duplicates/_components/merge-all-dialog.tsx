"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { toast } from "@/app/_ui/overlay/toast";

/** Merging every pair of a rule: the exact number, and what it means. */
export function MergeAllDialog({ rule, count, onClose }: { rule: string; count: number; onClose(): void }) {
  const t = useTranslations("duplicates");
  const trpc = useTRPC();
  const client = useQueryClient();
  const mergeAll = useMutation(
    trpc.identity.mergeAll.mutationOptions({
      onSuccess: () => {
        toast.done(t("allOrdered", { count }));
        onClose();
      },
      onSettled: () => client.invalidateQueries(trpc.identity.pathFilter()),
    }),
  );
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={onClose}
      title={t("mergeAllTitle", { rule: t(`rules.${rule as "phone_birth"}`) })}
      action={t("mergeAll", { count })}
      isBusy={mergeAll.isPending}
      error={problemOf(mergeAll.error)?.message}
      onConfirm={() => mergeAll.mutate({ rule, count })}
    >
      <p>{t("mergeAllText")}</p>
    </ConfirmDialog>
  );
}
