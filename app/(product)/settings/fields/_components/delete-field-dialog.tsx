"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { Dialog } from "@/app/_ui/overlay/dialog";
import type { FieldView } from "@/server/domain/fields";
import { UsedBy } from "./used-by";

/** Says where a used field is used; asks with the exact count for one that is not. */
export function DeleteFieldDialog({ field, onClose }: { field: FieldView; onClose(): void }) {
  const t = useTranslations("fields.settings.deleteDialog");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const key = { object: field.object, code: field.code };
  const details = useQuery(trpc.fields.get.queryOptions(key));
  const counted = useQuery(trpc.fields.countValues.queryOptions(key));
  const remove = useMutation(
    trpc.fields.delete.mutationOptions({
      onSuccess: async () => {
        await queryClient.invalidateQueries(trpc.fields.pathFilter());
        onClose();
      },
    }),
  );
  const title = t("title", { name: field.name });
  if (details.data && details.data.usages.length > 0)
    return (
      <Dialog isOpen size="sm" onOpenChange={onClose} title={title} description={t("used")}>
        <UsedBy usages={details.data.usages} />
      </Dialog>
    );
  const count = counted.data?.held ?? 0;
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={title}
      action={t("action", { count })}
      isCounting={counted.isPending || details.isPending}
      isBusy={remove.isPending}
      error={problemOf(remove.error)?.message}
      onConfirm={() => remove.mutate(key)}
    >
      <p>{count > 0 || counted.isPending ? t("text") : t("none")}</p>
    </ConfirmDialog>
  );
}
