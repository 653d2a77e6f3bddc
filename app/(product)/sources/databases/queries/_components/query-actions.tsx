"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, FlaskConical, Pencil, Play, Power, RotateCcw, Square, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useCan } from "@/app/_components/use-can";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { QueryView } from "@/server/domain/integrations";
import { isUnderWay } from "../../../../imports/_components/import-state";

export function QueryActions({ query }: { query: QueryView }) {
  const t = useTranslations("connections.sql");
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const canWrite = useCan("sources:write");
  const [open, setOpen] = useState<"restart" | "delete">();
  const { id } = query;
  const refresh = () => queryClient.invalidateQueries(trpc.sql.pathFilter());
  const onError = (error: unknown) =>
    toast.failed(t("notDone"), { description: problemOf(error)?.message ?? t("noConnection") });
  const run = useMutation(trpc.sql.run.mutationOptions({ onSuccess: refresh, onError }));
  const cancel = useMutation(trpc.imports.cancel.mutationOptions({ onSuccess: refresh, onError }));
  const turn = useMutation(trpc.sql.setActive.mutationOptions({ onSuccess: refresh, onError }));
  const closing = async () => {
    setOpen(undefined);
    await refresh();
  };
  const restart = useMutation(trpc.sql.restart.mutationOptions({ onSuccess: closing }));
  const remove = useMutation(
    trpc.sql.deleteQuery.mutationOptions({
      onSuccess: async () => {
        router.push("/sources/databases");
        await refresh();
      },
    }),
  );
  const running = query.lastRun && isUnderWay(query.lastRun) ? query.lastRun : undefined;
  const asked = open === "delete" ? remove : restart;
  return (
    <>
      {running ? (
        <Button icon={<Square />} isBusy={cancel.isPending} onClick={() => cancel.mutate({ id: running.id })}>
          {t("cancel")}
        </Button>
      ) : (
        <>
          <Button
            icon={<FlaskConical />}
            isBusy={run.isPending}
            onClick={() => run.mutate({ id, dryRun: true })}
          >
            {t("dryRun")}
          </Button>
          <Button variant="primary" icon={<Play />} isBusy={run.isPending} onClick={() => run.mutate({ id })}>
            {t("runNow")}
          </Button>
        </>
      )}
      {canWrite ? (
        <DropdownMenu
          trigger={
            <IconButton label={t("actions")} size="lg">
              <Ellipsis />
            </IconButton>
          }
        >
          <MenuItem icon={<Pencil />} onSelect={() => router.push(`/sources/databases/queries/${id}/edit`)}>
            {t("editQuery")}
          </MenuItem>
          <MenuItem icon={<Power />} onSelect={() => turn.mutate({ id, isActive: !query.isActive })}>
            {query.isActive ? t("switchOff") : t("switchOn")}
          </MenuItem>
          <MenuItem icon={<RotateCcw />} onSelect={() => setOpen("restart")}>
            {t("restart")}
          </MenuItem>
          <MenuItem icon={<Trash2 />} onSelect={() => setOpen("delete")}>
            {t("deleteQuery")}
          </MenuItem>
        </DropdownMenu>
      ) : null}
      <ConfirmDialog
        isOpen={open !== undefined}
        onOpenChange={() => setOpen(undefined)}
        title={open === "delete" ? t("deleteQuery") : t("restart")}
        action={open === "delete" ? t("deleteAction") : t("restartAction")}
        isDangerous={open === "delete"}
        isBusy={asked.isPending}
        error={asked.isError ? (problemOf(asked.error)?.message ?? t("noConnection")) : undefined}
        onConfirm={() => asked.mutate({ id })}
      >
        <p>{open === "delete" ? t("deleteText") : t("restartText")}</p>
      </ConfirmDialog>
    </>
  );
}
