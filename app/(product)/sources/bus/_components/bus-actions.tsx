"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Ellipsis, Pencil, Power, RotateCcw, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/app/_trpc/client";
import { problemOf } from "@/app/_trpc/problem";
import { Button } from "@/app/_ui/action/button";
import { IconButton } from "@/app/_ui/action/icon-button";
import { ConfirmDialog } from "@/app/_ui/overlay/confirm-dialog";
import { DropdownMenu, MenuItem } from "@/app/_ui/overlay/dropdown-menu";
import { toast } from "@/app/_ui/overlay/toast";
import type { ConnectionView } from "@/server/domain/bus";
import { BusDialog } from "./bus-dialog";

export function BusActions({ connection }: { connection: ConnectionView }) {
  const t = useTranslations("connections.bus");
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState<"edit" | "delete">();
  const { id } = connection;
  const onSuccess = () => queryClient.invalidateQueries(trpc.bus.pathFilter());
  const onError = (error: unknown) =>
    toast.failed(t("notDone"), { description: problemOf(error)?.message ?? t("noConnection") });
  const turn = useMutation(trpc.bus.setActive.mutationOptions({ onSuccess, onError }));
  const remove = useMutation(
    trpc.bus.delete.mutationOptions({
      onSuccess: async () => {
        setOpen(undefined);
        await onSuccess();
      },
    }),
  );
  const replay = useMutation(
    trpc.bus.replay.mutationOptions({
      onError,
      onSuccess: async ({ accepted, refused }) => {
        toast.done(t("replayed", { accepted, refused }));
        await onSuccess();
      },
    }),
  );
  return (
    <div className="flex items-center gap-2">
      {connection.openRejects > 0 ? (
        <Button
          size="sm"
          icon={<RotateCcw />}
          isBusy={replay.isPending}
          onClick={() => replay.mutate({ id })}
        >
          {t("replay")}
        </Button>
      ) : null}
      <DropdownMenu
        trigger={
          <IconButton label={t("actions")}>
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil />} onSelect={() => setOpen("edit")}>
          {t("edit")}
        </MenuItem>
        <MenuItem icon={<Power />} onSelect={() => turn.mutate({ id, isActive: !connection.isActive })}>
          {connection.isActive ? t("switchOff") : t("switchOn")}
        </MenuItem>
        {connection.isFromEnv ? null : (
          <MenuItem icon={<Trash2 />} onSelect={() => setOpen("delete")}>
            {t("delete")}
          </MenuItem>
        )}
      </DropdownMenu>
      {open === "edit" ? <BusDialog connection={connection} onClose={() => setOpen(undefined)} /> : null}
      <ConfirmDialog
        isOpen={open === "delete"}
        onOpenChange={() => setOpen(undefined)}
        title={t("delete")}
        action={t("deleteAction")}
        isDangerous
        isBusy={remove.isPending}
        error={remove.isError ? (problemOf(remove.error)?.message ?? t("noConnection")) : undefined}
        onConfirm={() => remove.mutate({ id })}
      >
        <p>{t("deleteText")}</p>
      </ConfirmDialog>
    </div>
  );
}
