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
import { UsedBy } from "../../segments/_components/used-by";

interface Props {
  metric: { id: string; name: string };
  onClose(): void;
  onDeleted?(): void;
}

/** Says where it is used instead of offering what would be refused. */
export function DeleteMetricDialog({ metric, onClose, onDeleted }: Props) {
  const t = useTranslations("metrics.deletion");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { data } = useQuery(trpc.metrics.get.queryOptions({ id: metric.id }));
  const remove = useMutation(
    trpc.metrics.delete.mutationOptions({
      onSuccess: async () => {
        onClose();
        onDeleted?.();
        toast.done(t("done", { name: metric.name }));
        await queryClient.invalidateQueries(trpc.metrics.list.pathFilter());
      },
    }),
  );
  if (data && data.usedBy.length > 0)
    return (
      <Dialog
        isOpen
        size="sm"
        onOpenChange={onClose}
        title={t("inUse", { name: metric.name })}
        description={t("inUseText")}
        footer={<Button onClick={onClose}>{t("close")}</Button>}
      >
        <UsedBy places={data.usedBy} />
      </Dialog>
    );
  return (
    <ConfirmDialog
      isOpen
      isDangerous
      onOpenChange={onClose}
      title={t("title", { name: metric.name })}
      action={t("action")}
      isBusy={remove.isPending}
      isCounting={!data}
      onConfirm={() => remove.mutate({ id: metric.id })}
      error={problemOf(remove.error)?.message}
    >
      {data ? <p>{t("text")}</p> : <SkeletonText lines={2} />}
    </ConfirmDialog>
  );
}
