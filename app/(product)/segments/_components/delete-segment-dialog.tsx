"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { SkeletonText } from "@/app/_ui/display/skeleton";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { Dialog } from "@/app/_ui/overlay/dialog";
import { toast } from "@/app/_ui/overlay/toast";
import { UsedBy } from "./used-by";

interface Props {
  segment: { id: string; name: string };
  onClose(): void;
  onDeleted?(): void;
}

/** Says where it is used instead of offering what would be refused. */
export function DeleteSegmentDialog({ segment, onClose, onDeleted }: Props) {
  const t = useTranslations("segments");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.segments.get.queryOptions({ id: segment.id }));
  const remove = useMutation(
    trpc.segments.delete.mutationOptions({
      onSuccess: async () => {
        onClose();
        onDeleted?.();
        toast.done(t("deleted", { name: segment.name }));
        await queryClient.invalidateQueries(trpc.segments.list.pathFilter());
      },
    }),
  );
  if (data && data.usedBy.length > 0)
    return (
      <Dialog
        isOpen
        size="sm"
        onOpenChange={onClose}
        title={t("inUse.title", { name: segment.name })}
        description={t("inUse.text")}
        footer={<Button onClick={onClose}>{t("inUse.close")}</Button>}
      >
        <UsedBy places={data.usedBy} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={t("deleteTitle", { name: segment.name })}
      action={t("delete")}
      isBusy={remove.isPending}
      isCounting={!data}
      onConfirm={() => remove.mutate({ id: segment.id })}
      error={problemOf(remove.error)?.message}
    >
      {data ? <p>{t("deleteText")}</p> : <SkeletonText lines={2} />}
    </ConfirmDialog>
  );
}
